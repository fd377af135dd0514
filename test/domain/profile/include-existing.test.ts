import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../domain/campaign/campaign.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { refoldProfile, touchProfile } from '../../../domain/profile/touch-profile.ts';
import { aCampaign } from '../../support/a-campaign.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { aVersion, DeployedHouse } from '../../support/deployed-house.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';

const BOOKING = anEvent();
const BOOKER = 'did-Booking-Made';
const welcome = (overrides: Partial<Campaign> = {}) =>
  aCampaign({
    id: 'welcome',
    triggers: [{ kind: 'segment', segment: BOOKER, on: 'entry' }],
    includeExisting: true,
    ...overrides,
  });
const version = (id: string, names: readonly string[], campaigns: readonly Campaign[] = []): Program =>
  aVersion(id, names, {
    campaigns: Object.fromEntries(campaigns.map((campaign) => [campaign.id, campaign])),
  });

/** A guest who booked under the first version. */
async function guestOf(house: DeployedHouse): Promise<Profile> {
  const tables = new InMemoryTables();
  tables.put([BOOKING]);
  await deliverEvents(resolveDependencies(tables, house.active), [[BOOKING]], NOW);
  const [profile] = tables.living();
  if (profile === undefined) throw new Error('nobody');
  return profile;
}

/** Deploys these one after another, the guest being touched after each; what was told, by deploy. */
async function toldBy(versions: readonly Program[], between: (profile: Profile) => Profile = (same) => same) {
  const house = new DeployedHouse();
  const [first, ...others] = versions;
  if (first === undefined) throw new Error('nothing is deployed');
  house.activate(first);
  let profile = await guestOf(house);
  return others.map((program, place) => {
    const active = house.activate(program);
    const touched = touchProfile(active, between(profile), NOW + place + 1, [BOOKING]);
    if (touched.kind !== 'planned') throw new Error(touched.kind);
    profile = touched.write.profile;
    return touched.write.signals.map((signal) => [
      signal.type,
      'campaigns' in signal ? signal.campaigns : [],
    ]);
  });
}

const INCLUDED = [['Member Included', ['welcome']]];

describe('a campaign that includes existing members', () => {
  it('given a guest inside its segment, then it is told of them once, with their stay, and no entry is told', async () => {
    const house = new DeployedHouse();
    house.activate(version('a', ['Booking Made']));
    const guest = await guestOf(house);
    const touched = touchProfile(house.activate(version('b', ['Booking Made'], [welcome()])), guest, NOW + 1);
    expect(touched.kind === 'planned' && touched.write.signals).toMatchObject([
      {
        type: 'Member Included',
        at: NOW + 1,
        segment: BOOKER,
        entry: 1,
        stay: `${guest.profileId}.1`,
        campaigns: ['welcome'],
      },
    ]);
  });

  it('given members whom the deploy itself has put there, then it is told of them too, from a refold or not', async () => {
    expect(
      await toldBy([version('a', ['Menu Opened']), version('b', ['Booking Made'], [welcome()])]),
    ).toEqual([INCLUDED]);
    const wider = version('c', ['Booking Made'], [welcome()]);
    const narrow = {
      ...wider,
      version: 'b',
      segments: [{ id: BOOKER, name: 'b', when: { kind: 'any', of: [] } }],
    };
    expect(await toldBy([version('a', ['Booking Made']), narrow as Program, wider])).toEqual([[], INCLUDED]);
  });

  it('given the next deploys, then nobody is told again, unless it had been taken away', async () => {
    const [plain, including] = [version('a', ['Booking Made']), version('b', ['Booking Made'], [welcome()])];
    const other = version('c', ['Booking Made', 'Menu Opened'], [welcome({ name: 'Other' })]);
    expect(await toldBy([plain, including, other, plain, including])).toEqual([INCLUDED, [], [], INCLUDED]);
  });

  it('given a guest who has begun in this very stay, then they are not asked again', async () => {
    const begun = (profile: Profile): Profile => ({
      ...profile,
      contacts: { ...profile.contacts, entered: { welcome: { last: NOW + 1, times: 1 } } },
    });
    const plain = version('a', ['Booking Made']);
    const including = version('b', ['Booking Made'], [welcome()]);
    expect(await toldBy([plain, including], begun)).toEqual([[]]);
  });

  it('given a guest who was in the campaign before, then a rollback and forth tells nothing, nor does a segment made narrow and wide', async () => {
    const begunBefore = (profile: Profile): Profile => ({
      ...profile,
      contacts: { ...profile.contacts, entered: { welcome: { last: NOW - 1_000_000, times: 1 } } },
    });
    const [plain, including] = [version('a', ['Booking Made']), version('b', ['Booking Made'], [welcome()])];
    const narrow = {
      ...including,
      version: 'c',
      segments: [{ id: BOOKER, name: 'c', when: { kind: 'any', of: [] } }],
    } as Program;
    const versions = [plain, including, plain, including, narrow, including];
    expect(await toldBy(versions, begunBefore)).toEqual([[], [], [], [], []]);
  });

  it('given a quiet refold that adopts it, as the queue makes one, then they are told all the same; a second is silent', async () => {
    const house = new DeployedHouse();
    house.activate(version('a', ['Menu Opened']));
    const guest = await guestOf(house);
    const active = house.activate(version('b', ['Booking Made'], [welcome()]));
    const first = refoldProfile(active, guest, NOW + 1, [BOOKING], { isQuiet: true });
    if (first.kind !== 'planned') throw new Error(first.kind);
    expect(first.write.signals.map(({ type }) => type)).toEqual(['Member Included']);
    const second = refoldProfile(active, first.write.profile, NOW + 2, [BOOKING], { isQuiet: true });
    expect(second.kind === 'planned' && second.write.signals).toEqual([]);
  });
});

it('given a campaign that does not include them, then a deploy tells nothing', async () => {
  const { includeExisting: _, ...plain } = welcome();
  const versions = [version('a', ['Menu Opened']), version('b', ['Booking Made'], [plain])];
  expect(await toldBy(versions)).toEqual([[]]);
});

import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { activateProgram } from '../../../../domain/playbook/program/active-program.ts';
import { UNSETTLED } from '../../../../domain/profile/unfolded.ts';
import { computeTraits } from '../../../../domain/segment/condition/compute-traits.ts';
import {
  MAXIMUM_COMPARED_HISTORY,
  rebuildProfile,
} from '../../../../lambdas/handlers/flows/rebuild-profile.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { arbitraryDelivery, arbitraryPeople } from '../../../support/arbitrary-people.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../../support/deliver-events.ts';
import { canonicalStates } from '../../../support/observe-people.ts';
import { peopleProgram } from '../../../support/people-program.ts';
import { RebuildHouse } from '../../../support/rebuild-people.ts';

const MINUTE = 60_000;
const active = activateProgram(peopleProgram());
const john = { identifiers: ['userId#john', 'email#john@example.com'] };
const events = [
  anEvent({ ...john, messageId: 'm-1', time: NOW - 5 * MINUTE, receivedAt: NOW - 5 * MINUTE }),
  anEvent({ ...john, messageId: 'm-2', name: 'Order Completed', properties: { revenue: 600 } }),
];

let house: RebuildHouse;
beforeEach(async () => {
  house = new RebuildHouse(active, NOW);
  await house.take(events);
});

const rebuilt = (isVerify = false, dependencies = house.dependencies()) =>
  rebuildProfile(dependencies, { profileId: house.only().profileId, isVerify, traceId: 'request-1' });

const loseRevenue = () => house.damage(() => ({ aggregates: {}, segments: {} }));

describe('rebuildProfile', () => {
  it('writes nothing of a state that is right', async () => {
    const writes = house.tables.writes.length;
    expect(await rebuilt()).toMatchObject({ outcome: 'nothing', different: [], isOutdated: false });
    expect(house.tables.writes.length).toBe(writes);
  });

  it('mends what differs, tells nobody, and finds nothing the next time', async () => {
    const [before, told] = [canonicalStates(house.tables.living()), house.tables.signals.length];
    loseRevenue();
    expect(await rebuilt()).toMatchObject({
      outcome: 'written',
      different: ['aggregates', 'segments'],
    });
    expect(canonicalStates(house.tables.living())).toEqual(before);
    expect(house.tables.signals.length).toBe(told);
    expect(await rebuilt()).toMatchObject({ outcome: 'nothing', different: [] });
  });

  it('writes nothing where it only verifies', async () => {
    loseRevenue();
    const writes = house.tables.writes.length;
    expect(await rebuilt(true)).toMatchObject({
      outcome: 'nothing',
      different: ['aggregates', 'segments'],
    });
    expect(house.tables.writes.length).toBe(writes);
  });

  it('brings a person to the present program, who is not different for having been folded by another', async () => {
    const newer = activateProgram(peopleProgram({ ordinal: 2, aggregatesDigest: 'other' }));
    const outdated = { different: [], isOutdated: true };
    expect(await rebuilt(true, house.dependencies(newer))).toMatchObject({ ...outdated, outcome: 'nothing' });
    expect(await rebuilt(false, house.dependencies(newer))).toMatchObject({
      ...outdated,
      outcome: 'written',
    });
    expect(house.only().program).toEqual({ ordinal: 2, aggregates: 'other' });
  });

  it('looks where a person has gone, and at nobody for an id that leads nowhere', async () => {
    const dependencies = house.dependencies();
    const request = { profileId: 'nobody', isVerify: false, traceId: 'request-1' };
    expect(await rebuildProfile(dependencies, request)).toBeUndefined();
    await house.take([anEvent({ identifiers: ['anonymousId#web'], messageId: 'w' })]);
    await house.take([anEvent({ identifiers: ['userId#john', 'anonymousId#web'], messageId: 'l' })]);
    const former = house.only().formerProfileIds[0] ?? '';
    const found = await rebuildProfile(dependencies, { ...request, profileId: former });
    expect(found?.profileId).toBe(house.only().profileId);
  });

  it.each([
    ['that leads to somebody else', (profileId: string) => ({ profileId: `not-${profileId}` })],
    ['that leads nowhere', () => ({ profileId: '' })],
  ])(
    'reports an identifier %s, and leaves it alone: who is who is never decided again',
    async (_how, change) => {
      const row = house.tables.identities.get('email#john@example.com');
      if (row === undefined) throw new Error('no row');
      const damaged = { ...row, ...change(row.profileId) };
      house.tables.identities.set(row.identifier, damaged);
      expect(await rebuilt()).toMatchObject({ outcome: 'nothing', different: ['identifiers'] });
      expect(house.tables.identities.get(row.identifier)).toEqual(damaged);
    },
  );

  describe('given that the profile has lost an identifier whose row still leads to it', () => {
    const lose = (...lost: readonly string[]) =>
      house.damage(({ identifiers }) => ({
        identifiers: Object.fromEntries(Object.entries(identifiers).filter(([name]) => !lost.includes(name))),
      }));

    beforeEach(async () => {
      const email = ['email#john@example.com'];
      const revenue = { name: 'Order Completed', properties: { revenue: 7 } };
      await house.take([anEvent({ ...revenue, identifiers: email, messageId: 'e-1', time: NOW - MINUTE })]);
      // Known by the email alone: who has lost both finds it through the other.
      await house.take([anEvent({ identifiers: [...email, 'anonymousId#web'], messageId: 'w-1' })]);
      await house.take([
        anEvent({ ...revenue, identifiers: ['anonymousId#web'], messageId: 'w-2', time: NOW - MINUTE }),
      ]);
    });

    it.each([
      ['one that a message joined', ['email#john@example.com']],
      ['one after another', ['email#john@example.com', 'anonymousId#web']],
      ['the most trusted one', ['userId#john']],
    ])('takes it back in with its events, in silence: %s', async (_what, lost) => {
      const [before, told] = [canonicalStates(house.tables.living()), house.tables.signals.length];
      lose(...lost);
      expect(await rebuilt(true)).toMatchObject({ outcome: 'nothing', different: ['identifiers'] });
      loseRevenue();
      expect(await rebuilt()).toMatchObject({ outcome: 'written' });
      expect(canonicalStates(house.tables.living())).toEqual(before);
      expect(await rebuilt(true)).toMatchObject({ different: [] });
      expect(house.tables.signals.length).toBe(told);
    });

    it('counts none of its events again, whoever delivers them', async () => {
      lose('email#john@example.com');
      await rebuilt();
      const before = canonicalStates(house.tables.living());
      await house.take([...house.tables.events.values()]);
      expect(canonicalStates(house.tables.living())).toEqual(before);
    });

    it('holds it again before the queue folds a history that is too long for a call', async () => {
      house.tables.put(
        Array.from({ length: 2_000 }, (_, index) =>
          anEvent({ identifiers: ['userId#john'], name: 'Viewed', messageId: `v-${index}` }),
        ),
      );
      lose('email#john@example.com');
      expect(await rebuilt()).toMatchObject({ outcome: 'queued', different: ['identifiers'] });
      expect(Object.keys(house.only().identifiers)).toContain('email#john@example.com');
      expect(house.jobs).toEqual([{ profileId: house.only().profileId, isQuiet: true }]);
    });

    it('leaves alone what events name and somebody else or nobody holds', async () => {
      const row = house.tables.identities.get('email#john@example.com');
      if (row === undefined) throw new Error('no row');
      for (const profileId of ['somebody-else', '']) {
        lose('email#john@example.com');
        house.tables.identities.set(row.identifier, { ...row, profileId });
        const writes = house.tables.writes.length;
        await rebuilt(true);
        expect(Object.keys(house.only().identifiers)).not.toContain(row.identifier);
        expect(house.tables.writes.length).toBe(writes);
      }
    });
  });

  it('reports an identifier without a row', async () => {
    house.tables.identities.delete('email#john@example.com');
    expect(await rebuilt(true)).toMatchObject({ different: ['identifiers'] });
  });
});

describe('a history that is too long for a call', () => {
  const views = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      anEvent({ ...john, name: 'Viewed', messageId: `v-${index}` }),
    );

  it('is left to the refold queue, quietly', async () => {
    house.tables.put(views(2_000));
    expect(await rebuilt()).toMatchObject({ outcome: 'queued', different: [] });
    expect(house.jobs).toEqual([{ profileId: house.only().profileId, isQuiet: true }]);
  });

  it('is left to it as it was where a merge had left it there: what that changes is news', async () => {
    house.tables.put(views(2_000));
    house.damage(({ program }) => ({ program: { ...program, aggregates: UNSETTLED } }));
    await rebuilt();
    expect(house.jobs).toEqual([{ profileId: house.only().profileId, isQuiet: false }]);
  });

  it('is compared all the same where it only verifies, up to as much as a call can', async () => {
    house.tables.put(views(2_000));
    expect(await rebuilt(true)).toMatchObject({ outcome: 'nothing', different: [] });
    house.tables.put(views(MAXIMUM_COMPARED_HISTORY));
    expect(await rebuilt(true)).toMatchObject({ outcome: 'unchecked' });
    expect(house.jobs).toEqual([]);
  });
});

describe('events on their way', () => {
  const late = anEvent({ ...john, messageId: 'late', time: NOW - MINUTE, receivedAt: NOW - MINUTE });
  /** So that the late one is in doubt. */
  const forget = () =>
    house.damage(({ identifiers }) => ({
      identifiers: Object.fromEntries(
        Object.entries(identifiers).map(([name, marks]) => [name, { ...marks, floor: NOW }]),
      ),
    }));

  it('are waited for before they count as a difference', async () => {
    forget();
    house.tables.put([late]);
    house.beforeLook = () => house.take([late]);
    expect(await rebuilt(true)).toMatchObject({ different: [] });
    expect(house.looks).toEqual([1]);
  });

  it('are not waited for longer than three looks', async () => {
    forget();
    house.tables.put([late]);
    expect(await rebuilt(true)).toMatchObject({ different: expect.arrayContaining(['aggregates']) });
    expect(house.looks).toEqual([1, 2]);
  });

  it('are counted once and told once, rebuilt before their delivery', async () => {
    const news = anEvent({
      ...john,
      messageId: 'news',
      name: 'Booking Made',
      receivedAt: NOW + 1,
      time: NOW,
    });
    house.now = NOW + 1_000;
    house.tables.put([news]);
    loseRevenue();
    const told = house.tables.signals.length;
    expect(await rebuilt()).toMatchObject({ outcome: 'written' });
    await house.take([news]);
    await house.take([news]);
    const signals = house.tables.signals.slice(told);
    expect(signals.map((signal) => [signal.type, 'segment' in signal && signal.segment])).toEqual([
      ['Segment Entered', 'regular'],
      ['Event Matched', false],
      ['Event Matched', false],
    ]);
    // Consumers drop the repeat by its messageId.
    expect(signals.slice(1)).toMatchObject([{ isRepeat: true }, { isRepeat: true }]);
    expect(await rebuilt(true)).toMatchObject({ different: [] });
  });
});

describe('rebuilds while traffic runs', () => {
  it('lose and repeat no event, whatever comes between any two of their calls', async () => {
    const cases = arbitraryPeople({ share: true, maxLength: 12 })
      .map((people) =>
        people.map((event, index) => ({
          ...event,
          type: 'track' as const,
          name: 'Order Completed',
          properties: { revenue: 2 ** index },
          receivedAt: NOW - index * 5_000,
        })),
      )
      .chain((people) => fc.tuple(fc.constant(people), arbitraryDelivery(people)));
    await fc.assert(
      fc.asyncProperty(cases, fc.scheduler(), async ([people, batches], scheduler) => {
        const busy = new RebuildHouse(active, NOW);
        const { tables } = busy;
        const resolving = resolveDependencies(tables, active);
        tables.disturb = scheduler.scheduleFunction(async () => {});
        const arrive = async () => {
          for (const batch of batches) {
            tables.put(batch);
            await deliverEvents(resolving, [batch], NOW);
          }
        };
        const rebuild = async () => {
          for (let turn = 0; turn < 4; turn += 1) {
            await tables.disturb('before read');
            for (const { profileId } of tables.living()) {
              const request = { profileId, isVerify: turn % 2 === 1, traceId: 'request-1' };
              const found = await rebuildProfile(busy.dependencies(), request).catch(unlessConflict);
              expect(found?.different ?? []).not.toContain('identifiers');
            }
          }
        };
        await scheduler.waitFor(Promise.all([arrive(), rebuild()]));
        tables.disturb = async () => {};
        await drainRefolds(tables, resolving, NOW);
        const worth = tables
          .living()
          .reduce((sum, profile) => sum + Number(computeTraits(active, profile, NOW).lifetimeValue), 0);
        expect(worth).toBe(2 ** people.length - 1);
      }),
      { numRuns: 100 },
    );
  });
});

/** Somebody else kept writing first: the call is answered so, and made again. */
function unlessConflict(error: { code?: string }): undefined {
  if (error.code !== 'version-conflict') throw error;
  return undefined;
}

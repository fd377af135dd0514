import { beforeEach, describe, expect, it } from 'vitest';
import type { Contacts } from '../../../domain/campaign/contacts/contacts.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { stayIn } from '../../../domain/profile/stay.ts';
import { encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { aJourney } from '../../support/a-journey.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';
import { split, splitDependencies } from '../../support/split-people.ts';

const active = activateProgram(peopleProgram());
const john = anEvent({ messageId: 'm-1', identifiers: ['userId#john'] });
const joan = anEvent({ messageId: 'm-2', identifiers: ['email#joan@example.com', 'anonymousId#web'] });
const wrong = anEvent({ messageId: 'm-3', identifiers: ['userId#john', 'anonymousId#web'] });
const command = { identifier: 'anonymousId#web', from: 'userId#john' };

let tables: InMemoryTables;
const held = (identifier: string): Profile => {
  const profile = tables.holder(identifier);
  if (profile === undefined) throw new Error(`nobody holds ${identifier}`);
  return profile;
};

/** John and Joan, each in a segment by a booking of their own, become one. */
beforeEach(async () => {
  tables = new InMemoryTables();
  const dependencies = resolveDependencies(tables, active);
  tables.put([john, joan, wrong]);
  await deliverEvents(dependencies, [[john], [joan], [wrong]], NOW);
});

function decide(contacts: Contacts): void {
  const profile = held('userId#john');
  tables.profiles.set(profile.profileId, encodeProfile({ ...profile, contacts }, []));
}

describe('what was decided before a split', () => {
  it('is remembered by both, so that nothing is said twice, and a journey that time began goes on for the one it began under', async () => {
    const one = held('userId#john');
    const [formerId = ''] = one.formerProfileIds;
    const journey = (profileId: string) => ({ profileId, journeyId: 'j#1', enteredAt: NOW });
    tables.journeys.push(
      aJourney({ ...journey(one.profileId), campaign: 'welcome' }),
      aJourney({ ...journey(formerId), campaign: 'thanks' }),
    );
    const entered = { welcome: { last: NOW, times: 1 }, thanks: { last: NOW, times: 2 } };
    const sends = [{ at: NOW, channel: 'email', campaign: 'welcome' }];
    const refused = { welcome: { at: NOW, because: 'once', occurrence: 'm-1' } } as const;
    decide({ open: { welcome: journey(one.profileId), thanks: journey(formerId) }, entered, sends, refused });

    await split(splitDependencies(tables, active), command);
    expect(held('userId#john').contacts).toEqual({
      open: { welcome: journey(one.profileId) },
      entered: { ...entered, welcome: { ...entered.welcome, counting: [journey(one.profileId)] } },
      sends,
      refused,
    });
    expect(held('email#joan@example.com').profileId).toBe(formerId);
    expect(held('email#joan@example.com').contacts).toEqual({
      open: { thanks: journey(formerId) },
      entered: { ...entered, thanks: { ...entered.thanks, counting: [journey(formerId)] } },
      sends,
      refused,
    });
  });

  it('says of each which profile the other has', async () => {
    await split(splitDependencies(tables, active), command);
    const [johns, joans] = [held('userId#john'), held('email#joan@example.com')];
    expect(johns.apart).toMatchObject([{ other: joans.profileId }]);
    expect(joans.apart).toMatchObject([{ other: johns.profileId }]);
  });

  it('leaves both in the segments where they still are, in stays of the names that they had', async () => {
    const stay = stayIn(held('userId#john'), 'booker');
    await split(splitDependencies(tables, active), command);
    expect(stayIn(held('userId#john'), 'booker')).toEqual(stay);
    expect(stayIn(held('email#joan@example.com'), 'booker')).toEqual(stay);
  });

  it('takes one out of a segment that they were in only together, without a word', async () => {
    expect(held('userId#john').segments.regular?.since).toBe(NOW);
    const told = tables.signals.length;
    await split(splitDependencies(tables, active), { identifier: 'anonymousId#web' });
    expect(held('email#joan@example.com').segments.regular?.since ?? null).toBeNull();
    expect(tables.signals.slice(told).map(({ type }) => type)).toEqual(['Profile Split']);
  });

  it('tells who was split off, under the profile that keeps the id', async () => {
    const { profileId, formerProfileIds } = held('userId#john');
    await split(splitDependencies(tables, active), command);
    const [into] = formerProfileIds;
    expect(tables.signals.at(-1)).toMatchObject({ type: 'Profile Split', profileId, into, at: NOW });
  });

  it('does not keep back what has just come: it is told once, of whom it is', async () => {
    const late = anEvent({
      messageId: 'm-4',
      name: 'Preferences Saved',
      identifiers: ['email#joan@example.com'],
      consent: { marketing: true },
    });
    tables.put([late]);
    const told = tables.signals.length;
    await split(splitDependencies(tables, active), command);
    await deliverEvents(resolveDependencies(tables, active), [[late]], NOW);
    const entered = tables.signals.slice(told).filter(({ type }) => type === 'Segment Entered');
    const joanId = held('email#joan@example.com').profileId;
    expect(entered).toMatchObject([{ segment: 'reachable', profileId: joanId }]);
    expect(held('userId#john').segments.reachable?.since ?? null).toBeNull();
  });

  it('gives each the age, the seed and the former ids of their own', async () => {
    const before = held('userId#john').createdAt;
    await split(splitDependencies(tables, active), command);
    expect(held('email#joan@example.com').createdAt).toBeGreaterThanOrEqual(before);
    expect(held('email#joan@example.com').seed).toBe(held('email#joan@example.com').profileId);
    expect(held('userId#john').formerProfileIds).toEqual([]);
  });
});

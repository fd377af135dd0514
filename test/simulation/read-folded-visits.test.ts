import { describe, expect, it } from 'vitest';
import { forgetOldKeys, markFolded, NO_MARKS } from '../../domain/profile/fold-marks.ts';
import { anEvent, NOW } from '../support/an-event.ts';
import { readFoldedVisits } from '../support/simulation/read-folded-visits.ts';

const MINUTE = 60_000;
const RULE = { begins: { names: ['Menu Opened'], where: [] }, endsAfterMilliseconds: 30 * MINUTE };
const opened = (messageId: string, time: number, receivedAt: number) =>
  anEvent({ name: 'Menu Opened', messageId, time, receivedAt });
const whoFolded = (...events: ReturnType<typeof opened>[]) => ({
  identifiers: { 'userId#john': forgetOldKeys(events.reduce(markFolded, NO_MARKS)) },
});

describe('the visits that a profile has folded', () => {
  const late = opened('m-1', NOW - 36 * MINUTE, NOW);
  const fresh = opened('m-2', NOW - 1_000, NOW);
  const decision = { triggeredAt: NOW, now: NOW + 1_000 };

  it('given two events received together, when one is decided before the other is folded, then it is read alone', () => {
    const visits = readFoldedVisits(whoFolded(late), [late, fresh], RULE, decision);
    expect(visits).toEqual([undefined, undefined]);
  });

  it('given both are folded, then the visit of the later one is under way', () => {
    const visits = readFoldedVisits(whoFolded(late, fresh), [late, fresh], RULE, decision);
    expect(visits).toEqual([fresh.time, fresh.time]);
  });

  it('given a key that may be forgotten, when it came after the trigger, then it is read with the rest and without', () => {
    const since = opened('m-3', NOW + 500, NOW + 2_000);
    const newest = anEvent({ messageId: 'm-4', receivedAt: NOW + 10 * MINUTE });
    const profile = whoFolded(late, since, newest);
    const visits = readFoldedVisits(profile, [late, since, newest], RULE, decision);
    expect(visits).toEqual([since.time, undefined]);
  });

  it('given events of others, then they are no visit', () => {
    const other = { ...fresh, key: { ...fresh.key, identifier: 'userId#jane' } };
    expect(readFoldedVisits(whoFolded(late), [other], RULE, decision)).toEqual([undefined, undefined]);
  });
});

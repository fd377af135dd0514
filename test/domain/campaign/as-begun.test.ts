import { describe, expect, it } from 'vitest';
import { isAnswerable } from '../../../domain/campaign/answerable.ts';
import { asBegun } from '../../../domain/campaign/as-begun.ts';
import type { Condition } from '../../../domain/segment/condition/condition.ts';
import { anActiveProgram, BOOKED_SINCE_ENTRY } from '../../support/a-campaign.ts';

const EVERYONE: Condition = { kind: 'everyone' };
const IS_GOLD: Condition = {
  kind: 'trait',
  path: ['tier'],
  matcher: { tests: [{ op: 'is', value: 'gold' }], ignoreCase: false },
};
const member = (segment: string): Condition => ({ kind: 'segment', segment });
const playbook = (version: string, segments: Readonly<Record<string, Condition>>) =>
  anActiveProgram([], {
    version,
    segments: Object.entries(segments).map(([id, when]) => ({ id, name: id, when })),
  });

const begun = playbook('1', { lapsed: IS_GOLD, gone: EVERYONE, same: IS_GOLD });
const active = playbook('2', { lapsed: EVERYONE, same: IS_GOLD, newer: EVERYONE });
const versions = { active, begun };

describe('a condition of the playbook that a journey began with', () => {
  it('stays as it is while that playbook is in force', () => {
    const condition = member('lapsed');
    expect(asBegun({ active: begun, begun }, condition)).toBe(condition);
    expect(asBegun({ active: playbook('1', { lapsed: EVERYONE }), begun }, condition)).toBe(condition);
  });

  it.each([
    ['is defined otherwise by now', 'lapsed', IS_GOLD],
    ['is gone', 'gone', EVERYONE],
    ['is defined as before', 'same', member('same')],
    ['it did not have', 'newer', member('newer')],
  ])('asks for a segment that %s as it was', (_what, segment, expected) => {
    expect(asBegun(versions, member(segment))).toEqual(expected);
  });

  it('does so at any depth, and leaves the rest alone', () => {
    const [lapsed, same] = [member('lapsed'), member('same')];
    expect(asBegun(versions, { kind: 'all', of: [lapsed, { kind: 'not', of: lapsed }] })).toEqual({
      kind: 'all',
      of: [IS_GOLD, { kind: 'not', of: IS_GOLD }],
    });
    expect(asBegun(versions, { kind: 'any', of: [same, lapsed, BOOKED_SINCE_ENTRY] })).toEqual({
      kind: 'any',
      of: [same, IS_GOLD, BOOKED_SINCE_ENTRY],
    });
  });

  it('asks since when somebody is a member by the aggregate that tells', () => {
    const since = { ...member('lapsed'), aggregate: 'since-lapsed' } as Condition;
    expect(asBegun(versions, since)).toBe(since);
  });
});

describe('whether a condition can be answered', () => {
  it('is so while what it asks for is maintained: aggregates, and segments as they were', () => {
    expect(isAnswerable(versions, undefined)).toBe(true);
    expect(isAnswerable(versions, BOOKED_SINCE_ENTRY)).toBe(true);
    expect(isAnswerable(versions, { ...BOOKED_SINCE_ENTRY, aggregate: 'dropped' } as Condition)).toBe(false);
    expect(isAnswerable(versions, member('gone'))).toBe(true);
    expect(isAnswerable(versions, member('never there'))).toBe(false);
    expect(isAnswerable(versions, { kind: 'any', of: [member('same'), member('never there')] })).toBe(false);
  });
});

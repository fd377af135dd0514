import { describe, expect, it } from 'vitest';
import { isAnswerable } from '../../../../domain/campaign/journey/answerable.ts';
import { asBegun } from '../../../../domain/campaign/journey/as-begun.ts';
import { isOutdated } from '../../../../domain/campaign/journey/outdated.ts';
import { activateProgram } from '../../../../domain/playbook/program/active-program.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { aCampaign, aContactableGuest } from '../../../support/a-campaign.ts';
import { aVersion, did } from '../../../support/deployed-house.ts';

const named = (segment: string): Condition => ({ kind: 'segment', segment });
const booked = named('did-Booking-Made');
const A = aVersion('a', ['Booking Made', 'Menu Opened']);
const versions = (active: Program, begun = A) => ({
  active: activateProgram(active),
  begun: activateProgram(begun),
});
const redefined: Program = {
  ...A,
  version: 'b',
  segments: A.segments.map((segment) =>
    segment.id === 'did-Booking-Made' ? { ...segment, when: did('Booking Made', 2) } : segment,
  ),
};

describe('what a condition of the playbook that a journey began with asks', () => {
  it('given a segment that is defined otherwise by now, or is gone, then the condition that it had', () => {
    expect(asBegun(versions(redefined), booked)).toEqual(did('Booking Made'));
    expect(asBegun(versions({ ...A, version: 'b', segments: [] }), booked)).toEqual(did('Booking Made'));
    const within: Condition = {
      kind: 'not',
      of: { kind: 'all', of: [booked, { kind: 'any', of: [booked] }] },
    };
    expect(asBegun(versions(redefined), within)).toEqual({
      kind: 'not',
      of: { kind: 'all', of: [did('Booking Made'), { kind: 'any', of: [did('Booking Made')] }] },
    });
  });

  it('given a segment that is as it was, or the same version, then the membership', () => {
    expect(asBegun(versions({ ...A, version: 'b' }), booked)).toEqual(booked);
    expect(asBegun(versions(redefined), named('did-Menu-Opened'))).toEqual(named('did-Menu-Opened'));
    expect(asBegun(versions({ ...redefined, version: 'a' }), booked)).toBe(booked);
  });

  it('given since when somebody is a member, then the aggregate that tells', () => {
    const since: Condition = { kind: 'segment', segment: 'did-Booking-Made', aggregate: 'since-booked' };
    expect(asBegun(versions(redefined), since)).toBe(since);
  });

  it('given a segment that names another which is defined otherwise by now, then it is too', () => {
    const outer = { id: 'outer', name: 'Outer', when: booked };
    const [begun, active] = [A, redefined].map((program) => ({
      ...program,
      segments: [...program.segments, outer],
    }));
    expect(asBegun(versions(active ?? A, begun), named('outer'))).toEqual(did('Booking Made'));
  });

  it('given another timezone or consent mode, then a segment that asks for it is another', () => {
    const agreeing = {
      id: 'agreeing',
      name: 'Agreeing',
      when: { kind: 'consent', purpose: 'analytics' },
    } as const;
    const withMode = (version: string, mode: 'opt-in' | 'opt-out') => ({
      ...A,
      version,
      segments: [agreeing],
      consent: { analytics: { mode, categories: [] } },
    });
    const both = versions(withMode('b', 'opt-in'), withMode('a', 'opt-out'));
    expect(asBegun(both, named('agreeing'))).toEqual({ ...agreeing.when, mode: 'opt-out' });
  });
});

describe('whether it can be answered', () => {
  it('given that what it reads is remembered, then it can, whatever became of the segment', () => {
    expect(isAnswerable(versions(redefined), booked)).toBe(true);
    expect(isAnswerable(versions({ ...A, version: 'b', segments: [] }), booked)).toBe(true);
    expect(isAnswerable(versions(redefined), undefined)).toBe(true);
  });

  it('given that it is remembered no more, or that there never was such a segment, then not', () => {
    expect(isAnswerable(versions({ ...A, version: 'b', segments: [], aggregates: {} }), booked)).toBe(false);
    expect(isAnswerable(versions(redefined), named('nobody'))).toBe(false);
  });
});

describe('whether a guest must be brought to the playbook now first', () => {
  const guest = (ordinal: number) =>
    aContactableGuest({ program: { ordinal, aggregates: A.aggregatesDigest } });
  const [active, begun] = [activateProgram({ ...A, ordinal: 3 }), activateProgram(A)];
  const stopped = (stopWhen: Condition) => aCampaign({ stopWhen });

  it('given memberships of an older deploy, then where a condition names a segment', () => {
    expect(isOutdated({ active, begun }, stopped(booked), guest(2))).toBe(true);
    expect(isOutdated({ active, begun }, stopped(booked), guest(3))).toBe(false);
    expect(isOutdated({ active, begun }, stopped(did('Booking Made')), guest(2))).toBe(false);
    expect(isOutdated({ active, begun }, undefined, guest(2))).toBe(false);
  });

  it('given that suppression names one, then too', () => {
    const permission = { suppress: [{ name: 'booked', when: booked }], caps: [] };
    const strict = activateProgram({ ...A, ordinal: 3, permission });
    expect(isOutdated({ active: strict, begun }, stopped(did('Booking Made')), guest(2))).toBe(true);
  });

  it('given another set of aggregates, then always', () => {
    const other = activateProgram({ ...A, aggregatesDigest: 'other', ordinal: 3 });
    expect(isOutdated({ active: other, begun }, undefined, guest(3))).toBe(true);
  });
});

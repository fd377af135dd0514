import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../../../domain/playbook/program/active-program.ts';
import type { Membership, Profile } from '../../../../domain/profile/profile.ts';
import { foldAggregates } from '../../../../domain/segment/aggregate/fold-aggregates.ts';
import { evaluateCondition } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { type Dirty, evaluateSegments } from '../../../../domain/segment/evaluate-segments.ts';
import { NOW } from '../../../support/an-event.ts';
import { HOUR, PURPOSES } from '../../../support/arbitrary-conditions.ts';
import { arbitraryHistory, arbitraryTraits } from '../../../support/arbitrary-history.ts';
import { arbitrarySegments } from '../../../support/arbitrary-segments.ts';

const STRANGER = {
  traits: {},
  consent: {},
  aggregates: {},
  segments: {},
  nextChanges: {},
} as unknown as Profile;
const NO_NAMES: ReadonlySet<string> = new Set();

/** What may happen between two evaluations: time passes, traits are set, a choice is recorded, an event comes. */
interface Step {
  readonly hours: number;
  readonly traits: Readonly<Record<string, JsonValue>> | undefined;
  readonly choice: readonly [purpose: string, granted: boolean] | undefined;
}

const step: fc.Arbitrary<Step> = fc.record({
  hours: fc.integer({ min: 0, max: 12 }),
  traits: fc.option(arbitraryTraits, { nil: undefined }),
  choice: fc.option(fc.tuple(fc.constantFrom(...PURPOSES), fc.boolean()), { nil: undefined }),
});

function changed(
  active: ActiveProgram,
  profile: Profile,
  { traits, choice }: Step,
  event: TrackingEvent | undefined,
  now: number,
) {
  const folded = event && foldAggregates(active, profile.aggregates, { ...event, time: now });
  if (folded === 'refold') throw new Error('a dozen events in order need no refold');
  const stamp = { at: now, messageId: 'm' };
  const after: Profile = {
    ...profile,
    ...(folded && { aggregates: folded.states }),
    ...(traits && {
      traits: Object.fromEntries(Object.entries(traits).map(([name, value]) => [name, { ...stamp, value }])),
    }),
    ...(choice && { consent: { ...profile.consent, [choice[0]]: { ...stamp, granted: choice[1] } } }),
  };
  const dirty: Exclude<Dirty, 'all'> = {
    aggregates: NO_NAMES,
    touched: folded?.changed ?? [],
    traits: traits ? new Set([...Object.keys(traits), ...Object.keys(profile.traits)]) : NO_NAMES,
    consent: new Set(choice ? [choice[0]] : []),
  };
  return { after, dirty };
}

/** What evaluating every segment, one after another, comes to. */
function evaluateEach(active: ActiveProgram, profile: Profile, now: number) {
  const segments: Record<string, Membership> = { ...profile.segments };
  const nextChanges: Record<string, number> = {};
  const entered: string[] = [];
  const left: string[] = [];
  for (const { id, when } of active.program.segments) {
    const { holds, changesAt } = evaluateCondition(active, when, { ...profile, segments }, now);
    if (changesAt !== null) nextChanges[id] = changesAt;
    const { since = null, entries = 0 } = segments[id] ?? {};
    if (holds === (since !== null)) continue;
    segments[id] = holds ? { since: now, entries: entries + 1 } : { since: null, entries };
    (holds ? entered : left).push(id);
  }
  return { segments, nextChanges, entered, left };
}

describe('evaluateSegments', () => {
  it('finds with what is dirty and what is due, or with all that is known, the same as by evaluating each segment', () => {
    let changes = 0;
    let cases = 0;
    fc.assert(
      fc.property(
        arbitrarySegments,
        arbitraryHistory(12),
        fc.array(step, { maxLength: 12 }),
        (active, events, steps) => {
          // given
          cases += 1;
          let now = NOW;
          let profile: Profile = { ...STRANGER, ...evaluateSegments(active, STRANGER, now, 'all') };
          for (const [index, one] of steps.entries()) {
            now += one.hours * HOUR;
            const { after, dirty } = changed(active, profile, one, events[index], now);
            // when
            const partly = evaluateSegments(active, after, now, dirty);
            const byValues = evaluateSegments(active, after, now, { ...dirty, traitsBefore: profile.traits });
            const wholly = evaluateSegments(active, after, now, 'all');
            // then
            const expected = evaluateEach(active, after, now);
            expect(wholly).toEqual(expected);
            expect({ ...partly, nextChanges: null }).toEqual({ ...expected, nextChanges: null });
            expect({ ...byValues, nextChanges: null }).toEqual({ ...expected, nextChanges: null });
            for (const due of Object.values(byValues.nextChanges)) expect(due).toBeGreaterThan(now);
            changes += expected.entered.length + expected.left.length;
            profile = { ...after, segments: byValues.segments, nextChanges: byValues.nextChanges };
          }
        },
      ),
      { numRuns: 1500 },
    );
    expect(changes).toBeGreaterThan(cases / 2);
  });
});

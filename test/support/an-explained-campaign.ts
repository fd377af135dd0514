import type { Campaign } from '../../domain/campaign/campaign.ts';
import { explainCampaign } from '../../domain/campaign/explain/explain-campaign.ts';
import type { Journey } from '../../domain/campaign/journey/journey.ts';
import type { Step } from '../../domain/campaign/step.ts';
import type { Trigger } from '../../domain/campaign/trigger.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { foldAggregates } from '../../domain/segment/aggregate/fold-aggregates.ts';
import type { EventCondition } from '../../domain/segment/condition/condition.ts';
import { aCampaign, aContactableGuest, anActiveProgram, BOOKINGS, BOOKINGS_SPEC } from './a-campaign.ts';
import { anEvent, NOW } from './an-event.ts';

export const HOUR = 3_600_000;
export const iso = (moment: number) => new Date(moment).toISOString();
/** The events that are bookings. */
export const of = BOOKINGS_SPEC.kind === 'times' ? BOOKINGS_SPEC.of : { names: [], where: [] };
export const booked: EventCondition = {
  kind: 'event',
  label: 'Booking Made',
  aggregate: BOOKINGS,
  count: { atLeast: 1 },
};
export const yes = { granted: true, at: NOW, messageId: 'm' };

/** What there is beside a campaign without rules and a guest whom it may write to. */
export interface Given {
  readonly campaign?: Partial<Campaign>;
  readonly program?: Partial<Program>;
  readonly guest?: Partial<Profile>;
  readonly journeys?: readonly Journey[];
  readonly versions?: ReadonlyMap<string, ActiveProgram>;
  readonly bookings?: readonly number[];
  /** Beside the bookings: not in the guest's state. */
  readonly events?: readonly TrackingEvent[];
}

/** What is explained of the campaign `win-back` and a guest. NOW is 11:00 in Berlin, a Monday. */
export function explain({
  campaign,
  program = {},
  guest,
  journeys = [],
  versions = new Map(),
  bookings = [],
  events: others = [],
}: Given = {}) {
  const active = anActiveProgram([aCampaign(campaign)], {
    ...program,
    aggregates: { [BOOKINGS]: BOOKINGS_SPEC, ...program.aggregates },
  });
  const events = bookings.map((time) => anEvent({ messageId: `b${time}`, time }));
  let profile = aContactableGuest(guest);
  for (const event of events) {
    const folded = foldAggregates(active, profile.aggregates, event);
    if (folded === 'refold') throw new Error('refold');
    profile = { ...profile, aggregates: folded.states };
  }
  return explainCampaign(active, 'win-back', {
    profile,
    events: [...events, ...others],
    now: NOW,
    journeys,
    versions,
  }) as unknown as Answer;
}

export interface Answer {
  readonly [part: string]: unknown;
  readonly triggers: readonly unknown[];
  readonly steps: readonly unknown[];
  readonly sends: readonly unknown[];
}

/** Of the campaign's only trigger. */
export const triggered = (trigger: Trigger, given: Given = {}) =>
  explain({ ...given, campaign: { triggers: [trigger] } }).triggers[0];
/** Of its steps. */
export const stepped = (steps: readonly Step[], given: Given = {}) =>
  explain({ ...given, campaign: { steps } }).steps;
/** Of its only send, under a house's rules. */
export const ruled = (permission: Partial<NonNullable<Program['permission']>>, given: Given = {}) =>
  explain({ ...given, program: { permission: { suppress: [], caps: [], ...permission } } }).sends[0];

import { isInTime } from '../campaign/event-lateness.ts';
import { isCounted } from '../campaign/journey/is-counted.ts';
import { hopsOf } from '../event/hops.ts';
import { traceOf } from '../event/trace.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import {
  type ActiveProgram,
  type EventTrigger,
  triggersMatchedBy,
} from '../playbook/program/active-program.ts';
import type { Round } from './count-rounds.ts';
import type { Draft } from './draft.ts';
import { foldEvent } from './fold-event.ts';

/** What is known of an event's delivery. */
export interface DeliveredMatch {
  readonly at: number;
  /** It may have been told before; then a trigger for which it is too late is left out, and so is what this very write tells. */
  readonly isRepeat: boolean;
  /** Those that folding it has completed. */
  readonly rounds: readonly Round[];
}

/** Tells the campaigns that a delivered event triggers: at most one signal. History triggers nothing. */
export function announceMatch(
  active: ActiveProgram,
  draft: Draft,
  event: TrackingEvent,
  { at, isRepeat, rounds }: DeliveredMatch,
): void {
  if (event.isHistory) return;
  const triggers = triggersMatchedBy(active, event).filter(
    ({ trigger }) => trigger.every === undefined && isInTime(trigger, event, at),
  );
  const told = toldOf(draft, event);
  const campaigns = triggers
    .filter(({ campaign }) => !isRepeat || !told.has(campaign))
    .filter(({ trigger: { counted } }) => counted === undefined || counts(active, draft, event, counted, at))
    .map(({ campaign }) => campaign);
  tell(draft, event, { at, isRepeat, campaigns, rounds });
}

/** Tells the rounds that a fold of many events has completed. */
export function announceRounds(draft: Draft, rounds: readonly Round[], at: number): void {
  for (const [event, completed] of Map.groupBy(rounds, (round) => round.event)) {
    tell(draft, event, { at, isRepeat: false, campaigns: [], rounds: completed });
  }
}

function tell(
  draft: Draft,
  event: TrackingEvent,
  { at, isRepeat, campaigns, rounds }: DeliveredMatch & { readonly campaigns: readonly string[] },
): void {
  // What every such event begins, its rounds need not begin again.
  const counted = rounds.filter(({ campaign }) => !campaigns.includes(campaign));
  const named = [...new Set([...campaigns, ...counted.map(({ campaign }) => campaign)])];
  if (named.length === 0) return;
  const first = new Map(counted.toReversed().map((round) => [round.campaign, round]));
  draft.isChanged = true;
  draft.signals.push({
    type: 'Event Matched',
    at,
    name: event.name ?? event.type,
    event: event.key,
    messageId: event.messageId,
    time: event.time,
    campaigns: named,
    ...(first.size > 0 && {
      rounds: Object.fromEntries([...first].map(([campaign, { name }]) => [campaign, name])),
    }),
    ...(isRepeat ? { isRepeat } : {}),
    ...traceOf(event),
    ...hopsOf(event),
  });
  // A campaign that counts two kinds of rounds may be told of both.
  const others = counted.filter((round) => first.get(round.campaign) !== round);
  if (others.length > 0) tell(draft, event, { at, isRepeat, campaigns: [], rounds: others });
}

/** An event that is left to the queue is not in the state: then it is as if it were. */
function counts(
  active: ActiveProgram,
  { profile, isDeferred }: Draft,
  event: TrackingEvent,
  counted: NonNullable<EventTrigger['trigger']['counted']>,
  at: number,
): boolean {
  const folded = isDeferred ? foldEvent(active, profile, event) : 'refold';
  return isCounted(active, counted, folded === 'refold' ? profile : folded.profile, event, at);
}

/** The campaigns that this write tells of the event. */
function toldOf({ signals }: Draft, { key }: TrackingEvent): ReadonlySet<string> {
  const campaigns = signals.flatMap((signal) =>
    signal.type === 'Event Matched' &&
    signal.event.sort === key.sort &&
    signal.event.identifier === key.identifier
      ? signal.campaigns
      : [],
  );
  return new Set(campaigns);
}

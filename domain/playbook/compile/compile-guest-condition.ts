import type { EventSelector } from '../../segment/aggregate/aggregate-spec.ts';
import type { Condition, MessageCondition, PresenceCondition } from '../../segment/condition/condition.ts';
import { known } from '../known.ts';
import { milliseconds } from '../milliseconds.ts';
import type { GuestConditionSource } from '../schema/condition-schema.ts';
import { readShare } from '../schema/guest-condition-schemas.ts';
import type { MatcherSource } from '../schema/matcher-schema.ts';
import { compileMatcher, compileTests } from './compile-matcher.ts';
import type { ConditionScope } from './compile-scope.ts';

/** In every venue. */
export const ANY_VENUE = 'any';
/** How long a sighting counts where a venue says nothing. */
const DEFAULT_TIMEOUT_MILLISECONDS = 30 * 60_000;

/** Which own events tell what became of a message; `sent` is on the profile itself. */
const EVENTS_OF_STATUS: Readonly<Record<string, readonly string[]>> = {
  delivered: ['Email Delivered', 'Push Delivered', 'SMS Delivered'],
  opened: ['Email Opened'],
  clicked: ['Email Link Clicked', 'Push Notification Tapped'],
  bounced: ['Email Bounced'],
  unsubscribed: ['Unsubscribed'],
  spam: ['Email Marked as Spam'],
};

/** The own events that tell that a message has come to a status; none of `sent`, which no event tells. */
export function namesOfStatus(status: string | undefined): readonly string[] {
  return status !== undefined && Object.hasOwn(EVENTS_OF_STATUS, status)
    ? (EVENTS_OF_STATUS[status] ?? [])
    : [];
}

/** Compiles a condition about what a guest is, has or holds. */
export function compileGuestCondition(source: GuestConditionSource, scope: ConditionScope): Condition {
  const { aggregates, zone } = scope;
  if ('trait' in source) {
    return { kind: 'trait', path: source.trait.split('.'), matcher: compileTests(source, zone) };
  }
  if ('segment' in source) {
    const { segment, for: duration } = source;
    if (duration === undefined) return { kind: 'segment', segment };
    const forMilliseconds = milliseconds(duration);
    return { kind: 'segment', segment, forMilliseconds, aggregate: scope.entryOf(segment) };
  }
  if ('consent' in source) return { kind: 'consent', purpose: source.consent };
  if ('reachable' in source) return { kind: 'reachable', channel: source.reachable };
  if ('identifier' in source) return { kind: 'identifier', namespace: source.identifier };
  if ('offer' in source) {
    const { offer, status = 'held' } = source;
    return { kind: 'offer', offer, status, aggregate: aggregates.add({ kind: 'grants', offer, zone }) };
  }
  if ('message' in source) return compileMessage(source, scope);
  if ('list' in source) return compileList(source.list, scope);
  if ('random' in source) return { kind: 'random', share: known(readShare(source.random)), salt: scope.salt };
  return 'at' in source
    ? compilePresence(source.at, source.zone, scope)
    : compilePresence(ANY_VENUE, source.zone, scope);
}

function compileMessage(
  { message: campaign, status = 'sent', within }: Extract<GuestConditionSource, { message: string }>,
  scope: ConditionScope,
): MessageCondition {
  const names = EVENTS_OF_STATUS[status];
  const of = names && ownEvents(names, 'campaign', campaign);
  return {
    kind: 'message',
    campaign,
    status,
    ...(of && { aggregate: scope.aggregates.add({ kind: 'times', of, keep: 1 }) }),
    ...(within !== undefined && { withinMilliseconds: milliseconds(within) }),
    ...(scope.clock === 'journey' && { since: { kind: 'entry' as const } }),
  };
}

function compileList(list: string, { aggregates }: ConditionScope): Condition {
  const of = ownEvents(['List Changed'], 'list', list);
  return { kind: 'list', list, aggregate: aggregates.add({ kind: 'last', of, property: ['member'] }) };
}

function compilePresence(
  venue: string,
  zone: MatcherSource | undefined,
  scope: ConditionScope,
): PresenceCondition {
  const aggregate = scope.aggregates.add({
    kind: 'presence',
    timeoutMilliseconds: scope.timeoutMilliseconds,
    defaultTimeoutMilliseconds: DEFAULT_TIMEOUT_MILLISECONDS,
  });
  return {
    kind: 'presence',
    venue: venue === ANY_VENUE ? null : venue,
    ...(zone !== undefined && { zone: compileMatcher(zone, scope.zone) }),
    aggregate,
  };
}

function ownEvents(names: readonly string[], property: string, value: string): EventSelector {
  return {
    names,
    where: [{ path: [property], matcher: { tests: [{ op: 'is', value }], ignoreCase: false } }],
  };
}

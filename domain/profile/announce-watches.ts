import type { Watch } from '../campaign/contacts/contacts.ts';
import { traceOf } from '../event/trace.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { selectorsOf } from '../segment/lookup/selectors-of.ts';
import { type CompiledSelector, compileSelector } from '../segment/matcher/compile-selector.ts';
import type { Draft } from './draft.ts';
import { byTime } from './fold-history.ts';
import type { JourneyEventMatched } from './signal.ts';

/**
 * Tells the journeys that look out for it that an event has come: one signal for each journey and kind of watch. It is told
 * with each delivery, since a refold may have taken the event in before; a look too many finds nothing to do. History is no
 * news.
 */
export function announceWatches(active: ActiveProgram, draft: Draft, event: TrackingEvent, at: number): void {
  const { watches } = draft.profile.contacts;
  if (watches === undefined || event.isHistory === true) return;
  const met = watches.filter((watch) => isWithin(watch, event.time) && isMetBy(active, watch, event));
  for (const watch of met) tell(draft, watch, event, at);
}

/** After events were folded beside their delivery, or two people became one: whoever waits may have what they wait for. */
export function announceWaits(draft: Draft, event: TrackingEvent | undefined, at: number): void {
  if (event === undefined) return;
  for (const watch of draft.profile.contacts.watches ?? []) {
    if (watch.kind !== 'goal') tell(draft, watch, event, at);
  }
}

/**
 * Tells journeys of goals that were reached while nobody told them: each of the first event within its time. History is no
 * news.
 */
export function announceGoals(
  active: ActiveProgram,
  draft: Draft,
  { watches, events }: { readonly watches: readonly Watch[]; readonly events: readonly TrackingEvent[] },
  at: number,
): void {
  for (const watch of watches.filter(({ kind }) => kind === 'goal')) {
    const reaching = events.filter(
      (event) => event.isHistory !== true && isWithin(watch, event.time) && isMetBy(active, watch, event),
    );
    const [first] = reaching.sort(byTime);
    if (first !== undefined) tell(draft, watch, first, at);
  }
}

/** Tells journeys that there is no room any more for what they look out for: they look for themselves. */
export function announceForgotten(
  draft: Draft,
  forgotten: readonly Watch[],
  event: TrackingEvent,
  at: number,
): void {
  for (const watch of forgotten) tell(draft, watch, event, at, { isForgotten: true });
}

function tell(
  draft: Draft,
  { kind: watch, campaign, profileId: journeyProfileId, journeyId }: Watch,
  event: TrackingEvent,
  at: number,
  more: Pick<JourneyEventMatched, 'isForgotten'> = {},
): void {
  const isTold = draft.signals.some(
    (signal) =>
      signal.type === 'Journey Event Matched' &&
      signal.watch === watch &&
      signal.journeyId === journeyId &&
      signal.journeyProfileId === journeyProfileId &&
      signal.isForgotten === more.isForgotten &&
      signal.event?.sort === event.key.sort &&
      signal.event?.identifier === event.key.identifier,
  );
  if (isTold) return;
  draft.isChanged = true;
  draft.signals.push({
    type: 'Journey Event Matched',
    at,
    watch,
    campaign,
    journeyProfileId,
    journeyId,
    event: event.key,
    time: event.time,
    ...more,
    ...traceOf(event),
  });
}

function isWithin({ from, until }: Watch, time: number): boolean {
  return time > from && time <= until;
}

const known = new WeakMap<ActiveProgram, Map<string, readonly CompiledSelector[]>>();

function isMetBy(active: ActiveProgram, { aggregate, messageId }: Watch, event: TrackingEvent): boolean {
  return aggregate === undefined ? messageId === event.messageId : isLookedAtBy(active, aggregate, event);
}

/** Whether an aggregate looks at the event at all, also where it changes nothing. */
function isLookedAtBy(active: ActiveProgram, aggregate: string, event: TrackingEvent): boolean {
  const ofProgram = known.get(active) ?? new Map<string, readonly CompiledSelector[]>();
  known.set(active, ofProgram);
  const spec = active.program.aggregates[aggregate];
  const selectors =
    ofProgram.get(aggregate) ??
    (spec === undefined ? [] : selectorsOf(spec)).map((of) => compileSelector(of, active.program.timezone));
  ofProgram.set(aggregate, selectors);
  return selectors.some((isMatch) => isMatch(event));
}

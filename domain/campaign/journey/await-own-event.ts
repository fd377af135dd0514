import type { TrackingEvent } from '../../event/tracking-event.ts';
import { NO_MARKS, standingOf } from '../../profile/fold-marks.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Campaign } from '../campaign.ts';
import type { Watch } from '../contacts/contacts.ts';
import { withoutWatches, withWatches } from '../contacts/watches.ts';
import type { Journey } from './journey.ts';
import { type Halted, type Progress, traced, waitUntil } from './progress.ts';

/** Should nobody tell the journey that its event was folded, it goes on after this long, whatever it sees. */
const FALLBACK_MILLISECONDS = 60_000;

/** Tells whether what comes next may ask about the guest, so that it must see what was set or granted just before. */
export function asksAboutGuest({ steps }: Pick<Campaign, 'steps'>, place: number): boolean {
  const step = steps[place];
  if (step === undefined || step.kind === 'end') return false;
  if (step.kind === 'jump') return asksAboutGuest({ steps }, step.to);
  // What waits longer than we would wait is another look anyway.
  return step.kind !== 'wait' || step.milliseconds < FALLBACK_MILLISECONDS;
}

/** Halts until the event that a step made is in the guest's state; the next step is due as if there had been no wait. */
export function awaitOwnEvent(
  progress: Progress,
  event: TrackingEvent,
  nextStep: number,
  now: number,
): Halted {
  const { journey, contacts, since } = progress;
  const { profileId, journeyId, campaign } = journey;
  const until = Math.max(now, event.time) + FALLBACK_MILLISECONDS;
  const { messageId, receivedAt } = event;
  const from = event.time - 1;
  const watch: Watch = { kind: 'wait', profileId, journeyId, campaign, messageId, from, until };
  // Where there is no room, the look that comes in a minute is enough.
  const watching = withWatches(contacts, journey, [watch]) ?? contacts;
  const awaitsOwn = { ...event.key, receivedAt, since };
  return waitUntil(
    { ...progress, contacts: watching, journey: { ...journey, awaitsOwn } },
    nextStep,
    now + FALLBACK_MILLISECONDS,
  );
}

/** Tells whether the event that a journey made is in the guest's state. */
export function isOwnFolded(profile: Profile, { identifier, sort, receivedAt }: OwnAwaited): boolean {
  const marks = profile.identifiers[identifier] ?? NO_MARKS;
  return standingOf(marks, { key: { identifier, sort }, receivedAt }) === 'counted';
}

/** Goes on with what it waited for, or without. */
export function withOwnEvent(progress: Progress, profile: Profile, now: number): Progress {
  const { awaitsOwn, ...journey } = progress.journey;
  if (awaitsOwn === undefined) return progress;
  const contacts = withoutWatches(progress.contacts, journey, 'wait');
  const goingOn = { ...progress, journey, contacts, since: awaitsOwn.since };
  return isOwnFolded(profile, awaitsOwn) ? goingOn : traced(goingOn, now, NOT_SEEN);
}

type OwnAwaited = NonNullable<Journey['awaitsOwn']>;

const NOT_SEEN = 'goes on without what it set or granted: that was not taken in within a minute';

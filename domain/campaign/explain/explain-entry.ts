import { stampId } from '../../event/stamp-id.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { ExplainedGuest } from '../../segment/explain/explain-segment.ts';
import type { Campaign } from '../campaign.ts';
import type { Contacts, RefusedEntry } from '../contacts/contacts.ts';
import { becauseNotAgain, becauseOfVisit } from '../journey/decide-entry.ts';
import { describeRefused } from '../journey/refused-entry.ts';
import { describeFrequency } from './describe-campaign.ts';
import { findMissed } from './find-missed.ts';

/** What `frequency` lets begin now; `mayBeginFrom`: from when on it may, where time alone decides. */
export function explainFrequency(
  active: ActiveProgram,
  campaign: Campaign,
  { profile, now }: ExplainedGuest,
): Record<string, unknown> {
  const because =
    becauseNotAgain(campaign, profile.contacts, now) ??
    becauseOfVisit(active, campaign, profile, { now, enteredAt: now });
  return {
    asked: describeFrequency(campaign.frequency),
    mayBegin: because === undefined,
    ...(because !== undefined && {
      why: describeRefused(because).why,
      ...beginsFrom(because, campaign, profile.contacts),
    }),
  };
}

/**
 * The last time that the campaign was triggered and did not begin: as the guest's profile has it noted, of one reason the
 * first of a day, or as an event tells that came too late or as history. Undefined: it is not known to have been refused.
 */
export function explainRefused(
  active: ActiveProgram,
  campaign: Campaign,
  guest: ExplainedGuest,
): Record<string, unknown> | undefined {
  const { contacts } = guest.profile;
  const noted = contacts.refused?.[campaign.id];
  const missed = findMissed(active, campaign.id, guest);
  if (missed !== undefined && (noted === undefined || missed.event.receivedAt > noted.at)) {
    const { event, reason, why } = missed;
    return { at: iso(event.receivedAt), reason, why, ...describeCause(event.messageId, event) };
  }
  if (noted === undefined) return undefined;
  const { at, because, occurrence } = noted;
  const cause = guest.events.find(({ messageId }) => stampId(messageId) === occurrence);
  return {
    at: iso(at),
    ...describeRefused(because),
    ...describeCause(occurrence, cause),
    ...stillRefused(campaign, contacts, noted, guest.now),
  };
}

function describeCause(occurrence: string, event: TrackingEvent | undefined): Record<string, unknown> {
  return {
    occurrence,
    ...(event && { event: event.name ?? event.type, timestamp: iso(event.time) }),
  };
}

/** Until when what spoke against it then does so now. */
function stillRefused(
  campaign: Campaign,
  contacts: Contacts,
  { because }: RefusedEntry,
  now: number,
): Record<string, unknown> {
  if (because === 'not yet active') {
    const from = campaign.active?.from ?? now;
    return from > now ? { mayBeginFrom: iso(from) } : {};
  }
  return because === becauseNotAgain(campaign, contacts, now) ? beginsFrom(because, campaign, contacts) : {};
}

function beginsFrom(
  because: RefusedEntry['because'],
  { id, frequency }: Campaign,
  { entered }: Contacts,
): Record<string, unknown> {
  const last = entered[id]?.last;
  if (because !== 'too soon' || frequency.kind !== 'once per' || last === undefined) return {};
  return { mayBeginFrom: iso(last + frequency.milliseconds) };
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}

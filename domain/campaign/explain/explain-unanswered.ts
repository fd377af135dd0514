import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { ExplainedGuest } from '../../segment/explain/explain-segment.ts';
import { compileSelector } from '../../segment/matcher/compile-selector.ts';
import type { Campaign } from '../campaign.ts';
import { MAXIMUM_REFUSED } from '../contacts/contacts.ts';
import type { Journey } from '../journey/journey.ts';
import type { EventTrigger, SegmentTrigger, Trigger } from '../trigger.ts';
import { isAmongCounted } from './find-missed.ts';

/** What came just now may not have been worked off. */
const GRACE_MILLISECONDS = 15 * 60 * 1000;

interface Unanswered {
  readonly at: number;
  readonly why: string;
  readonly hint?: string;
}

/**
 * Why a trigger holds and yet nothing is known of the campaign and the guest: neither a journey nor a refusal. When a campaign
 * was first deployed is not kept, so what else it may have been is said too. Empty where something else tells it.
 * @param given.isRefused it is told when it last did not begin
 */
export function explainUnanswered(
  active: ActiveProgram,
  campaign: Campaign,
  trigger: Trigger,
  guest: ExplainedGuest & { readonly journeys: readonly Journey[]; readonly isRefused: boolean },
): Record<string, unknown> {
  if (guest.isRefused || !isUntouched(campaign, guest)) return {};
  const unanswered = findUnanswered(active, campaign, trigger, guest);
  if (unanswered === undefined || unanswered.at > guest.now - GRACE_MILLISECONDS) return {};
  return { unanswered: { ...unanswered, at: new Date(unanswered.at).toISOString() } };
}

/** Where there is no room to note refusals, that none is noted says nothing. */
function isUntouched(
  { id }: Campaign,
  { profile: { contacts }, journeys }: ExplainedGuest & { readonly journeys: readonly Journey[] },
): boolean {
  const hasRoom = Object.keys(contacts.refused ?? {}).length < MAXIMUM_REFUSED;
  return journeys.length === 0 && contacts.entered[id] === undefined && hasRoom;
}

function findUnanswered(
  active: ActiveProgram,
  campaign: Campaign,
  trigger: Trigger,
  guest: ExplainedGuest,
): Unanswered | undefined {
  if (trigger.kind === 'segment') return ofSegment(campaign, trigger, guest);
  return trigger.kind === 'event' ? ofEvent(active, trigger, guest) : undefined;
}

function ofSegment(
  { includeExisting }: Campaign,
  { segment, on }: SegmentTrigger,
  { profile }: ExplainedGuest,
): Unanswered | undefined {
  const at = profile.segments[segment]?.since ?? null;
  if (on === 'exit' || includeExisting === true || at === null) return undefined;
  return {
    at,
    why: 'the guest entered before the campaign was deployed with this trigger, or in silence: by a deploy, or by imported events; or what told of it is not worked off yet',
    hint: '`includeExisting: true` would include them',
  };
}

function ofEvent(
  active: ActiveProgram,
  trigger: EventTrigger,
  guest: ExplainedGuest,
): Unanswered | undefined {
  if (trigger.every !== undefined) return undefined;
  const isMatch = compileSelector(trigger.of, active.program.timezone);
  const asks = isAmongCounted(active, trigger, guest.profile);
  const newest = guest.events
    .filter((event) => isMatch(event) && asks(event))
    .reduce<TrackingEvent | undefined>(
      (last, event) => (last && last.time >= event.time ? last : event),
      undefined,
    );
  return (
    newest && {
      at: newest.receivedAt,
      why: 'the event came before the campaign was deployed with this trigger, which is not made up for; or what told of it is not worked off yet',
    }
  );
}

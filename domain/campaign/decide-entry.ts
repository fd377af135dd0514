import { traceOf } from '../event/trace.ts';
import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Profile } from '../profile/profile.ts';
import { evaluateCondition } from '../segment/condition/evaluate-condition.ts';
import type { Campaign } from './campaign.ts';
import type { Contacts } from './contacts.ts';
import { withEntry } from './contacts-changes.ts';
import type { Journey } from './journey.ts';
import { enteredAtOf, journeyIdOf, occurrenceOf, type TriggerSignal } from './occurrence.ts';

/** An event trigger that comes later than this is dropped. */
export const LATENESS_MILLISECONDS = 60 * 60 * 1000;

export type EntryRefusal = 'late' | 'frequency' | 'if';

export type EntryDecision =
  | { readonly kind: 'begins'; readonly journey: Journey; readonly contacts: Contacts }
  /** `detail` is one sentence for whoever asks why. */
  | { readonly kind: 'refused'; readonly reason: EntryRefusal; readonly detail: string };

/** What an entry is decided from. */
export interface EntryInput {
  /** The playbook now: the journey begins with it and keeps its version. */
  readonly active: ActiveProgram;
  readonly campaign: Campaign;
  /** The living profile. */
  readonly profile: Profile;
  readonly signal: TriggerSignal;
  readonly now: number;
}

/**
 * Decides whether a signal begins a journey. The journey it returns stands before its first step and was not written:
 * its revision is 0. Its row lies under the profile that the signal named, so a repeated signal meets it.
 */
export function decideEntry(input: EntryInput): EntryDecision {
  const { active, campaign, profile, signal, now } = input;
  if (signal.type === 'Event Matched' && now - signal.time > LATENESS_MILLISECONDS) {
    return { kind: 'refused', reason: 'late', detail: 'the event is more than one hour old' };
  }
  const journey = newJourney(input);
  const frequency = refuseByFrequency(input, journey.enteredAt);
  if (frequency !== undefined) return { kind: 'refused', reason: 'frequency', detail: frequency };
  if (
    campaign.if !== undefined &&
    !evaluateCondition(active, campaign.if, profile, now, journey.enteredAt).holds
  ) {
    return { kind: 'refused', reason: 'if', detail: "the campaign's condition does not hold" };
  }
  return { kind: 'begins', journey, contacts: withEntry(profile.contacts, campaign, journey) };
}

function newJourney({ active, campaign, signal }: EntryInput): Journey {
  const occurrence = occurrenceOf(signal);
  const enteredAt = enteredAtOf(signal);
  return {
    profileId: signal.profileId,
    journeyId: journeyIdOf(campaign.id, occurrence),
    campaign: campaign.id,
    occurrence,
    revision: 0,
    playbookVersion: active.program.version,
    status: 'waiting',
    enteredAt,
    nextStep: 0,
    dueAt: enteredAt,
    ...(signal.event === undefined ? {} : { event: signal.event }),
    ...('segment' in signal && { segment: signal.segment }),
    ...traceOf(signal),
    trace: [{ at: enteredAt, what: `began: ${signal.type}` }],
  };
}

function refuseByFrequency(
  { campaign, signal, profile: { contacts } }: EntryInput,
  enteredAt: number,
): string | undefined {
  // Deploys that follow one another quickly may tell of a member again before the first was worked off.
  if (signal.type === 'Member Included' && contacts.entered[campaign.id] !== undefined)
    return 'a deploy includes a guest once, and this one was in the campaign before';
  return reasonNotAgain(campaign, contacts, enteredAt);
}

/** Why a campaign may not begin at that moment, after the journeys that the guest had; undefined: it may. */
export function reasonNotAgain(
  campaign: Campaign,
  contacts: Contacts,
  enteredAt: number,
): string | undefined {
  const { frequency } = campaign;
  if (frequency.kind === 'every time') return undefined;
  if (contacts.open[campaign.id] !== undefined) return 'a journey of this campaign is under way';
  const entered = contacts.entered[campaign.id];
  if (entered === undefined) return undefined;
  if (frequency.kind === 'once') return 'the guest was in this campaign before';
  const milliseconds = frequency.kind === 'once per' ? frequency.milliseconds : 0;
  return enteredAt - entered.last < milliseconds ? 'the last journey began too short a time ago' : undefined;
}

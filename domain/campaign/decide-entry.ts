import { MAXIMUM_HOPS } from '../event/hops.ts';
import { traceOf } from '../event/trace.ts';
import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Profile } from '../profile/profile.ts';
import { evaluateCondition } from '../segment/condition/evaluate-condition.ts';
import type { Campaign } from './campaign.ts';
import { refuseInactive } from './campaign-state.ts';
import type { Contacts } from './contacts.ts';
import { withEntry } from './contacts-changes.ts';
import type { Journey } from './journey.ts';
import { enteredAtOf, journeyIdOf, occurrenceOf, type TriggerSignal } from './occurrence.ts';

export type EntryRefusal = 'loop' | 'paused' | 'not active' | 'frequency' | 'visit' | 'if';

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
  const { campaign, profile } = input;
  const journey = newJourney(input);
  const refused = refuse(input, journey.enteredAt);
  if (refused !== undefined) return { kind: 'refused', ...refused };
  return { kind: 'begins', journey, contacts: withEntry(profile.contacts, campaign, journey) };
}

type Refused = Pick<Extract<EntryDecision, { readonly kind: 'refused' }>, 'reason' | 'detail'>;

/** The first that speaks against it. */
function refuse(input: EntryInput, enteredAt: number): Refused | undefined {
  const { active, campaign, profile, now } = input;
  if ((input.signal.hops ?? 0) >= MAXIMUM_HOPS) return { reason: 'loop', detail: LOOP };
  const inactive = refuseInactive(campaign, now);
  if (inactive !== undefined)
    return { reason: inactive.reason === 'paused' ? 'paused' : 'not active', detail: inactive.why };
  const frequency = refuseByFrequency(input, enteredAt);
  if (frequency !== undefined) return { reason: 'frequency', detail: frequency };
  const visit = reasonNotInVisit(active, campaign, profile, now);
  if (visit !== undefined) return { reason: 'visit', detail: visit };
  const { if: condition } = campaign;
  if (condition === undefined || evaluateCondition(active, condition, profile, now, enteredAt).holds)
    return undefined;
  return { reason: 'if', detail: "the campaign's condition does not hold" };
}

const LOOP = `${MAXIMUM_HOPS} steps of campaigns have led to it, one after the other: they would not end`;

function newJourney({ active, campaign, signal }: EntryInput): Journey {
  const occurrence = occurrenceOf(signal, campaign.id);
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
    ...(signal.hops !== undefined && { hops: signal.hops }),
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

/** Why a campaign that begins once a visit may not begin now: none is under way, or it has begun in this one. */
export function reasonNotInVisit(
  active: ActiveProgram,
  { id, frequency }: Campaign,
  { aggregates, contacts }: Profile,
  now: number,
): string | undefined {
  if (frequency.kind !== 'once per visit') return undefined;
  const { aggregate } = frequency;
  const began = active.aggregates.get(aggregate)?.value(aggregates[aggregate], now);
  if (typeof began !== 'number') return 'no visit is under way';
  const entered = contacts.entered[id];
  return entered !== undefined && entered.last >= began ? 'it has begun in this visit before' : undefined;
}

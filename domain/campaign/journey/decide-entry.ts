import { MAXIMUM_HOPS } from '../../event/hops.ts';
import { traceOf } from '../../event/trace.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import { evaluateCondition } from '../../segment/condition/evaluate-condition.ts';
import type { Campaign } from '../campaign.ts';
import type { Contacts, RefusedBecause } from '../contacts/contacts.ts';
import { withEntry } from '../contacts/contacts-changes.ts';
import { type NotedRefusal, noteRefusal } from '../contacts/note-refusal.ts';
import { isFull } from '../contacts/under-way.ts';
import { broughtAtOf } from './brought-at.ts';
import { refuseInactive } from './campaign-state.ts';
import type { Journey } from './journey.ts';
import { enteredAtOf, journeyIdOf, occurrenceOf, type TriggerSignal } from './occurrence.ts';
import { describeRefused, type EntryRefusal, withoutRefused } from './refused-entry.ts';

export type { EntryRefusal } from './refused-entry.ts';

export type EntryDecision =
  | { readonly kind: 'begins'; readonly journey: Journey; readonly contacts: Contacts }
  | RefusedEntryDecision;

export interface RefusedEntryDecision {
  readonly kind: 'refused';
  readonly reason: EntryRefusal;
  /** One sentence for whoever asks why. */
  readonly detail: string;
  /** Absent where the guest's profile says it already. */
  readonly note?: NotedRefusal;
}

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
  const { campaign, profile, now } = input;
  const journey = newJourney(input);
  const because = refuse(input, journey.enteredAt);
  if (because !== undefined) {
    const { reason, why } = describeRefused(because);
    const note = noteRefusal(profile, journey, because, now);
    return { kind: 'refused', reason, detail: why, ...(note && { note }) };
  }
  const contacts = withoutRefused(profile.contacts, campaign.id, journey.occurrence);
  return { kind: 'begins', journey, contacts: withEntry(contacts, campaign, journey) };
}

/** The first that speaks against it. */
function refuse(input: EntryInput, enteredAt: number): RefusedBecause | undefined {
  const { active, campaign, profile, now } = input;
  if ((input.signal.hops ?? 0) >= MAXIMUM_HOPS) return 'loop';
  const refused =
    becauseInactive(campaign, now) ??
    becauseOfFrequency(input, enteredAt) ??
    becauseOfVisit(active, campaign, profile, { now, enteredAt });
  if (refused !== undefined) return refused;
  const { if: condition } = campaign;
  if (condition === undefined || evaluateCondition(active, condition, profile, now, enteredAt).holds)
    return undefined;
  return 'if';
}

function becauseInactive(campaign: Campaign, now: number): RefusedBecause | undefined {
  const inactive = refuseInactive(campaign, now);
  if (inactive === undefined) return undefined;
  if (inactive.reason === 'paused') return 'paused';
  return now < (campaign.active?.from ?? now) ? 'not yet active' : 'no longer active';
}

function newJourney({ active, campaign, profile, signal }: EntryInput): Journey {
  const occurrence = occurrenceOf(signal, campaign.id);
  const enteredAt = enteredAtOf(signal);
  const broughtAt = broughtAtOf(active, campaign.id, profile, signal);
  return {
    profileId: signal.profileId,
    journeyId: journeyIdOf(campaign.id, occurrence),
    campaign: campaign.id,
    occurrence,
    revision: 0,
    playbookVersion: active.program.version,
    status: 'waiting',
    enteredAt,
    ...(broughtAt !== undefined && { broughtAt }),
    nextStep: 0,
    dueAt: enteredAt,
    ...(signal.event === undefined ? {} : { event: signal.event }),
    ...('segment' in signal && { segment: signal.segment }),
    ...(campaign.goal !== undefined && { hasGoal: true as const }),
    ...traceOf(signal),
    ...(signal.hops !== undefined && { hops: signal.hops }),
    trace: [{ at: enteredAt, what: `began: ${signal.type}` }],
  };
}

function becauseOfFrequency(
  { campaign, signal, profile: { contacts } }: EntryInput,
  enteredAt: number,
): RefusedBecause | undefined {
  // Deploys that follow one another quickly may tell of a member again before the first was worked off.
  if (signal.type === 'Member Included' && contacts.entered[campaign.id] !== undefined)
    return 'included before';
  return becauseNotAgain(campaign, contacts, enteredAt);
}

/** Why a campaign may not begin at that moment, after the journeys that the guest had, visits apart; undefined: it may. */
export function becauseNotAgain(
  campaign: Campaign,
  contacts: Contacts,
  enteredAt: number,
): 'under way' | 'once' | 'too soon' | 'too many' | undefined {
  const { frequency } = campaign;
  if (frequency.kind === 'every time') return isFull(contacts, campaign.id) ? 'too many' : undefined;
  if (contacts.open[campaign.id] !== undefined) return 'under way';
  const entered = contacts.entered[campaign.id];
  if (entered === undefined) return undefined;
  if (frequency.kind === 'once') return 'once';
  if (frequency.kind !== 'once per') return undefined;
  return enteredAt - entered.last < frequency.milliseconds ? 'too soon' : undefined;
}

/**
 * Why a campaign that begins once a visit may not begin now: none is under way, what triggers it came before that which is, or it
 * has begun in this one.
 */
export function becauseOfVisit(
  active: ActiveProgram,
  { id, frequency }: Campaign,
  { aggregates, contacts }: Profile,
  { now, enteredAt }: { readonly now: number; readonly enteredAt: number },
): 'no visit' | 'before the visit' | 'begun in this visit' | undefined {
  if (frequency.kind !== 'once per visit') return undefined;
  const { aggregate } = frequency;
  const began = active.aggregates.get(aggregate)?.value(aggregates[aggregate], now);
  if (typeof began !== 'number') return 'no visit';
  if (enteredAt < began) return 'before the visit';
  const entered = contacts.entered[id];
  return entered !== undefined && entered.last >= began ? 'begun in this visit' : undefined;
}

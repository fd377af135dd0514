import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Campaign } from '../campaign.ts';
import type { Contacts } from '../contacts/contacts.ts';
import { withoutOpen } from '../contacts/contacts-changes.ts';
import { withoutCounting } from '../contacts/counting-journeys.ts';
import { withOneLess } from '../contacts/under-way.ts';
import { withoutWatches } from '../contacts/watches.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Journey, JourneyEnd, TracedStep } from './journey.ts';
import type { SlotNeeded, Slots } from './slot.ts';

/** A journey under way within one decision. */
export interface Progress {
  readonly journey: Journey;
  readonly contacts: Contacts;
  readonly deliveries: readonly Delivery[];
  readonly events: readonly TrackingEvent[];
  /** When the step to do next was due to begin: a wait counts from then, so that a late look pushes nothing back. */
  readonly since: number;
}

/** What steps are decided from. */
export interface StepInput {
  /** The playbook now. */
  readonly active: ActiveProgram;
  /** The playbook that the journey began with: what its conditions mean, its computed traits, its zone. */
  readonly begun: ActiveProgram;
  /** The definition that the journey began with. */
  readonly campaign: Campaign;
  /** As it was read; what this decision changes of its contacts lies in `Progress`. */
  readonly profile: Profile;
  /** What triggered the journey; undefined where nothing did, or it was not read. */
  readonly event: TrackingEvent | undefined;
  readonly slots: Slots;
  /** When what woke the journey was known; absent: nothing did. */
  readonly toldAt?: number | undefined;
  readonly now: number;
}

/** What came of one step. */
export type StepOutcome =
  /** `to`: the place of the step that comes next; absent: that which follows. */
  { readonly kind: 'goes on'; readonly progress: Progress; readonly to?: number } | Halt;

/** The journey waits, or is over. */
export interface Halted {
  readonly kind: 'halts';
  readonly progress: Progress;
}

/** Where steps come to a halt. */
export type Halt =
  | Halted
  /** It waits as before. */
  | { readonly kind: 'nothing due' }
  | SlotNeeded;

/** On to the step that follows. */
export function goOn(progress: Progress, to?: number): StepOutcome {
  return { kind: 'goes on', progress, ...(to !== undefined && { to }) };
}

/** Waits until a moment for the step at a place, which then begins. */
export function waitUntil(progress: Progress, nextStep: number, dueAt: number): Halted {
  return { kind: 'halts', progress: { ...progress, journey: { ...progress.journey, nextStep, dueAt } } };
}

/**
 * Ends a journey; one that counted as open no longer does, and it looks out for nothing but its goal. One that gives way to
 * another has none: what is reached counts for the other.
 * @param step the id of the step that ended it, where one did
 */
export function endJourney(progress: Progress, end: JourneyEnd, now: number, step?: string): Progress {
  const what = step === undefined ? `ended: ${end}` : `ended: ${end} (step ${step})`;
  const {
    awaits: _awaits,
    awaitsOwn: _own,
    asksAgain: _asks,
    slot: _slot,
    looksAt: _looksAt,
    gaveWay: _gaveWay,
    ...journey
  } = progress.journey;
  const isGivingWay = end === 'collapsed by a merge';
  const contacts = isGivingWay ? withoutCounting(progress.contacts, journey) : progress.contacts;
  return {
    ...progress,
    journey: {
      ...trace(journey, now, what, step === undefined ? {} : { step }),
      status: 'ended',
      end,
      dueAt: null,
    },
    contacts: withOneLess(
      withoutOpen(forgetWatches(contacts, journey, isGivingWay), journey),
      journey.campaign,
    ),
  };
}

function forgetWatches(contacts: Contacts, journey: Journey, isGivingWay: boolean): Contacts {
  return isGivingWay
    ? withoutWatches(contacts, journey)
    : withoutWatches(withoutWatches(contacts, journey, 'wait'), journey, 'stop');
}

/** Notes what happened on a journey. */
export function trace(journey: Journey, at: number, what: string, where: TracedStep = {}): Journey {
  return { ...journey, trace: [...journey.trace, { at, what, ...where }] };
}

/** As `trace`, of a journey within a decision. */
export function traced(progress: Progress, at: number, what: string, where: TracedStep = {}): Progress {
  return { ...progress, journey: trace(progress.journey, at, what, where) };
}

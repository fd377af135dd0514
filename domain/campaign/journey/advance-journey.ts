import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Campaign } from '../campaign.ts';
import { isOneAtATime, isOpen } from '../contacts/contacts-changes.ts';
import { isOneTooMany } from '../contacts/counting-journeys.ts';
import { lookAtSends } from '../contacts/look-at-sends.ts';
import { runSteps } from '../step/run-steps.ts';
import { isOwnFolded, withOwnEvent } from './await-own-event.ts';
import type { Decision } from './decision.ts';
import { asBefore, giveWay, goOnAgain } from './give-way.ts';
import { mayBeLetGo } from './held-ahead.ts';
import { holdOut } from './hold-out.ts';
import type { JourneyEnd } from './journey.ts';
import { askCondition } from './journey-conditions.ts';
import { type DecisionBasis, decisionOf, progressOf } from './journey-decision.ts';
import { isTimeToLook, lookOut } from './look-out.ts';
import { isOutdated } from './outdated.ts';
import { endJourney, type Halt, traced } from './progress.ts';
import type { SlotNeeded, Slots } from './slot.ts';
import { withWait } from './with-wait.ts';

export type Advance =
  | { readonly kind: 'decided'; readonly decision: Decision }
  /** It is over, or its wait is not. */
  | { readonly kind: 'nothing due' }
  /** A message under a rate needs a turn before anything can be decided: find one, then ask again with it. */
  | SlotNeeded
  /** The profile is not kept as the active playbook asks for it: bring it up to date, then ask again. */
  | { readonly kind: 'profile outdated' };

export interface AdvanceInput extends DecisionBasis {
  /** The playbook now: what the profile is kept with, and whose rules of permission count. */
  readonly active: ActiveProgram;
  /** The playbook that the journey began with; absent: the one now. */
  readonly begun?: ActiveProgram | undefined;
  /** The definition that the journey began with; undefined if its version does not have it. */
  readonly campaign: Campaign | undefined;
  /** What triggered the journey, where the campaign `needsEvent`. */
  readonly event?: TrackingEvent | undefined;
  /** Whether something happened that it may be waiting for: it is looked at though it is not due. */
  readonly isWoken?: boolean | undefined;
  /** When that was known, in milliseconds since the epoch. */
  readonly toldAt?: number | undefined;
  /** Whether its message, which was held, goes before another of the guest's that is let go: its own moment may be to come. */
  readonly isLetGo?: boolean | undefined;
  /** The turns that sends under a rate were given for this decision. */
  readonly slots?: Slots | undefined;
}

/**
 * Decides what happens on a journey now: `stopWhen` is asked, then its steps run until one waits or none is left. `if` is
 * asked as it begins, and by each step that sends the guest something.
 *
 * A journey keeps the playbook that it began with, also where the one now has the campaign no longer: its conditions, segments
 * and computed traits mean what they meant. Of rules of permission those of the playbook now count. Where there was no room
 * to keep up what the conditions ask, those of the present campaign are asked instead, and the trace says so.
 *
 * One that gave way to another in a merge goes on where it does so no more, since its guest was split.
 */
export function advanceJourney(asked: AdvanceInput): Advance {
  const isWoken = asked.isWoken === true || isTimeToLook(asked.journey, asked.now);
  const input = { ...asked, isWoken, journey: asBefore(asked.journey) };
  const { active, campaign, journey, profile, now } = input;
  if (journey.status === 'ended' || journey.dueAt === null) return { kind: 'nothing due' };
  if (!isTimely(input) && !isWoken) return { kind: 'nothing due' };
  const versions = { active, begun: input.begun ?? active };
  if (isOutdated(versions, campaign, profile)) return { kind: 'profile outdated' };
  // A clock that lags behind what the guest's state holds must not hide it: nothing would tell of it again.
  const halt = advance({ ...input, now: Math.max(now, profile.lastSeen) });
  if (halt.kind === 'slot needed') return halt;
  if (halt.kind === 'nothing due' && journey.gaveWay !== undefined) return halt;
  const before = halt.kind === 'halts' ? halt.progress : progressOf(input);
  const progress = campaign === undefined ? before : lookOut(campaign, before, now);
  if (halt.kind === 'nothing due' && progress === before) return halt;
  const decision = withWait(input, decisionOf(input, progress));
  if (decision.signals.length === 0) return { kind: 'decided', decision };
  const told = lookAtSends(active, decision.profile, journey.campaign, now);
  return { kind: 'decided', decision: { ...decision, profile: told } };
}

/** Ends a journey because the same was already decided under another id of this person, or another name of the stay. */
export function collapseJourney(basis: DecisionBasis): Decision {
  return decisionOf(basis, endJourney(progressOf(basis), 'collapsed by a merge', basis.now));
}

/** Whether its steps may go on; else something came that may have stopped it. */
function isTimely(input: AdvanceInput): boolean {
  const { journey, now } = input;
  if (input.isLetGo === true && mayBeLetGo(journey, now)) return true;
  return (journey.dueAt ?? now) <= now || isToldOf(input);
}

/** What it waits for may have come: of its own event it is known. */
function isToldOf({ journey: { awaits, awaitsOwn }, profile, isWoken }: AdvanceInput): boolean {
  if (isWoken !== true) return false;
  return awaitsOwn === undefined ? awaits !== undefined : isOwnFolded(profile, awaitsOwn);
}

function advance(input: AdvanceInput): Halt {
  const { active, begun = active, campaign, journey, profile, now, event, slots = {} } = input;
  const before = progressOf(input);
  const start = goOnAgain(isTimely(input) ? withOwnEvent(before, profile, now) : before, now);
  const end = (reason: JourneyEnd, from = start): Halt => ({
    kind: 'halts',
    progress: endJourney(from, reason, now),
  });
  if (campaign === undefined) return end('campaign removed');
  if (isOneAtATime(campaign) && isGivingWay(input, campaign)) return giveWay(before, now);
  const stop = askCondition({ active, begun, campaign, profile, journey, now }, 'stopWhen');
  const noted = stop?.note === undefined ? start : traced(start, now, stop.note);
  if (stop?.holds === true) return end('stopped', noted);
  const given = { active, begun, campaign, profile, event, slots, toldAt: input.toldAt, now };
  const measured = holdOut(given, noted);
  const halt: Halt = isTimely(input) ? runSteps(given, measured) : { kind: 'nothing due' };
  // Whoever turned out to be held out is measured from then on, and what goes on again does, whatever the journey waits for.
  const isNew = measured.journey.isHeldOut !== journey.isHeldOut || journey.gaveWay !== undefined;
  return halt.kind === 'nothing due' && isNew ? { kind: 'halts', progress: measured } : halt;
}

/** Where two turned out to be one, another is under way, or was. */
function isGivingWay({ active, journey, profile }: AdvanceInput, campaign: Campaign): boolean {
  return !isOpen(profile.contacts, journey) || isOneTooMany(active, campaign, profile, journey);
}

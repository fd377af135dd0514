import type { HeldMessage } from '../../../domain/campaign/contacts/contacts.ts';
import {
  collapseJourney,
  advanceJourney as decideAdvance,
} from '../../../domain/campaign/journey/advance-journey.ts';
import type { Decision } from '../../../domain/campaign/journey/decision.ts';
import { heldAhead } from '../../../domain/campaign/journey/held-ahead.ts';
import { describeSteps, type Journey } from '../../../domain/campaign/journey/journey.ts';
import { nextLookAt } from '../../../domain/campaign/journey/look-out.ts';
import type { Slots } from '../../../domain/campaign/journey/slot.ts';
import { MaitredError } from '../../../domain/error/maitred-error.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import type { JourneyKey, JourneyStore } from '../../adapters/journey-store.ts';
import {
  bringUpToDateOnce,
  type GoingFirst,
  goesSecond,
  type JourneyDependencies,
  untilWritten,
} from './journey-dependencies.ts';
import { isPassedOver } from './keep-back.ts';
import { programFor } from './program-for.ts';
import { readEventFor } from './read-event-for.ts';
import { findGuest } from './read-guest-of.ts';
import { takeSlots } from './take-slots.ts';

export interface AdvanceDependencies extends JourneyDependencies {
  readonly journeys: Pick<JourneyStore, 'read'>;
}

/** How a journey is looked at. */
export interface Look {
  /** Something happened that it may have waited for. */
  readonly isWoken?: boolean;
  /** Its message, which was held, goes before another of the guest's that is let go. */
  readonly isLetGo?: boolean;
  /** When what woke it was known, in milliseconds since the epoch: a clock that lags must not hide it, for nothing would tell of it again. */
  readonly notBefore?: number;
  /** Where its wait is over: others come to the guest at the same moment. */
  readonly goingFirst?: GoingFirst;
  /** Nothing hands it out again: what fails ahead of it is passed over. */
  readonly isLastTime?: boolean;
}

/** What came of a journey that was looked at. */
export type Advanced =
  | { readonly result: 'nothing due' }
  /** `detail`: the steps that it took. */
  | { readonly result: 'advanced'; readonly journey: Journey; readonly detail: string };

/**
 * Takes a journey on, if it is due. Where its message was held, what else is held of the guest and has a higher priority goes
 * first.
 * @throws {MaitredError} retryable where others keep writing first or a table is not available
 */
export function advanceJourney(
  dependencies: AdvanceDependencies,
  key: JourneyKey,
  { isWoken = false, isLetGo = false, notBefore = 0, goingFirst, isLastTime = false }: Look = {},
): Promise<Advanced> {
  const { journeys, profiles, decisions, playbook, clock } = dependencies;
  const bringUpToDate = bringUpToDateOnce(dependencies);
  const letGoAhead = letGoOnce(dependencies, isLastTime);
  return untilWritten<Advanced>(dependencies, `journey ${key.journeyId} of ${key.profileId}`, async () => {
    const [journey, living] = await Promise.all([journeys.read(key), profiles.readLiving(key.profileId)]);
    if (journey === undefined || nextLookAt(journey) === null) return { result: 'nothing due' };
    const profile = await findGuest(profiles, living, journey.event);
    if (profile === undefined) throw nobody(key);
    const active = await programFor(playbook, profile);
    const ahead = heldAhead(active.program, profile, journey, { now: clock(), isLetGo });
    if (await letGoAhead(ahead)) return 'again';
    const begun = await begunWith(dependencies, active, journey);
    const campaign = begun.program.campaigns[journey.campaign];
    const now = Math.max(clock(), notBefore);
    const event = await readEventFor(dependencies, active, campaign, journey.event);
    const woken = { isWoken, isLetGo, ...(isWoken && { toldAt: notBefore }) };
    const decide = (slots: Slots) =>
      decideAdvance({ active, begun, campaign, journey, profile, now, event, slots, ...woken });
    const coming = { active, profile, campaign: journey.campaign, definition: campaign };
    if (await goesSecond(goingFirst, { ...coming, moment: journey.dueAt, now, decide })) return 'again';
    const advance = await takeSlots(dependencies, journey.campaign, now, decide);
    if (advance.kind === 'nothing due') return { result: 'nothing due' };
    if (advance.kind === 'profile outdated') {
      await bringUpToDate(profile.profileId);
      return 'again';
    }
    const written = await decisions.write(advance.decision);
    if (written === 'written') return advanced(journey, advance.decision);
    if (written === 'conflict') return 'again';
    // What this step would send was decided under another id of the same person, or another name of the same stay.
    const collapse = collapseJourney({ journey, profile, now });
    const collapsed = await decisions.write(collapse);
    return collapsed === 'written' ? advanced(journey, collapse) : 'again';
  });
}

function advanced(before: Journey, { journey }: Decision): Advanced {
  return { result: 'advanced', journey, detail: describeSteps(journey.trace.slice(before.trace.length)) };
}

/**
 * Lets go what goes before, once.
 * @returns whether it did
 */
function letGoOnce(
  dependencies: AdvanceDependencies,
  isLastTime: boolean,
): (ahead: readonly HeldMessage[]) => Promise<boolean> {
  let isDone = false;
  return async (ahead) => {
    if (isDone || ahead.length === 0) return false;
    isDone = true;
    for (const { profileId, journeyId } of ahead)
      await letGo(dependencies, { profileId, journeyId }, isLastTime);
    return true;
  };
}

async function letGo(dependencies: AdvanceDependencies, key: JourneyKey, isLastTime: boolean): Promise<void> {
  try {
    await advanceJourney(dependencies, key, { isLetGo: true, isLastTime });
  } catch (error) {
    // What is passed over keeps nobody else back: it fails at its own moment again, where failures are counted.
    if (!isPassedOver(error, { isLastTime })) throw error;
  }
}

/** The playbook that the journey began with. */
async function begunWith(
  { playbook }: AdvanceDependencies,
  active: ActiveProgram,
  journey: Journey,
): Promise<ActiveProgram> {
  const isActive = active.program.version === journey.playbookVersion;
  return isActive ? active : playbook.version(journey.playbookVersion);
}

function nobody(key: JourneyKey): MaitredError {
  return new MaitredError(`journey ${key.journeyId} belongs to nobody`, {
    code: 'profile-missing',
    retryable: false,
  });
}

import { type GoingAhead, nameOfGoingAhead } from '../../../domain/campaign/journey/going-ahead.ts';
import { type Deciding, findDecidedBefore } from '../../../domain/campaign/journey/last-room.ts';
import { isToldAt } from '../../../domain/campaign/schedule/broadcast-moment.ts';
import type { BroadcastStore } from '../../adapters/broadcast-store.ts';
import { type AdvanceDependencies, advanceJourney } from './advance-journey.ts';
import { beginJourney } from './begin-journey.ts';
import type { GoingFirst } from './journey-dependencies.ts';
import { isPassedOver } from './keep-back.ts';

export interface GoingFirstDependencies extends AdvanceDependencies {
  readonly broadcasts: Pick<BroadcastStore, 'read'>;
}

/**
 * Has what comes to a guest at the same moment, and matters more, be decided before the last message under a cap is given away.
 * It is begun as its own signal would begin it, and taken on as if it had been handed out: what is told of it later finds it done.
 * @param time whether what is decided on is not handed out again: then what fails ahead of it is passed over
 */
export function createGoingFirst(
  dependencies: GoingFirstDependencies,
  time: { readonly isLastTime: boolean },
): GoingFirst {
  const tried = new Set<string>();
  return async (input) => {
    const ahead = findDecidedBefore(input).filter((one) => !tried.has(nameOfGoingAhead(one)));
    let isDecided = false;
    for (const one of ahead) {
      if (await decideOne(dependencies, one, { ...input, ...time })) isDecided = true;
      // Not what failed and may pass: whatever else wants its room meets it again.
      tried.add(nameOfGoingAhead(one));
    }
    return isDecided;
  };
}

/** @returns whether anything may have been written */
async function decideOne(
  dependencies: GoingFirstDependencies,
  one: GoingAhead,
  { moment, isLastTime }: Deciding & { readonly isLastTime: boolean },
): Promise<boolean> {
  try {
    if (one.kind === 'waits') {
      const advanced = await advanceJourney(dependencies, one, { notBefore: moment, isLastTime });
      return advanced.result !== 'nothing due';
    }
    if (one.kind === 'scheduled' && !(await isTold(dependencies, one.broadcast, moment))) return false;
    await beginJourney(dependencies, one.campaign, one.signal);
    return true;
  } catch (error) {
    // What is passed over fails again in its own turn, where it is counted; it keeps nothing else back.
    if (isPassedOver(error, { isLastTime })) return true;
    throw error;
  }
}

async function isTold(
  { broadcasts }: GoingFirstDependencies,
  broadcast: string,
  moment: number,
): Promise<boolean> {
  return isToldAt(await broadcasts.read(broadcast), moment);
}

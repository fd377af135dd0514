import type { PlannedCall } from './history.ts';
import type { SimulatedFunctions } from './simulated-functions.ts';
import type { World } from './world.ts';

/** Where calls go, and what is noted of them. */
export interface Receiver {
  readonly world: World;
  readonly functions: Pick<SimulatedFunctions, 'collect'>;
  /** Messages that were answered with success, by their ids. */
  readonly accepted: Set<string>;
}

const LONGEST_PAUSE_MILLISECONDS = 20_000;

/**
 * Makes a call as an SDK does: again and again until it is answered with success, or the sender has enough.
 * @param duplicates how likely it is made once more all the same: the answer did not arrive
 */
export async function sendUntilAccepted(
  { world, functions, accepted }: Receiver,
  { call, messages }: PlannedCall,
  { tries, duplicates }: { readonly tries: number; readonly duplicates: number },
): Promise<void> {
  const { scheduler, random, counts } = world;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    counts.add('calls');
    const answer = await functions.collect.invoke(call).catch(() => undefined);
    if (answer?.statusCode === 200) {
      for (const { messageId } of messages) accepted.add(messageId);
      if (!random.happens(duplicates)) return;
      counts.add('redelivery: a call that was answered');
    }
    await scheduler.wait('a call is made again', random.below(LONGEST_PAUSE_MILLISECONDS));
  }
}

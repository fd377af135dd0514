import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../template-tables.ts';

/** Long enough for all calls that are made side by side to begin meanwhile. */
const HOLD_MILLISECONDS = 60;

/** A client whose calls can be held for a while before they leave, which shows which of them wait for each other. */
export interface HeldClient {
  readonly client: DynamoDBDocumentClient;
  /** @returns how many calls were made one after another; those that began while one was held count with it */
  countSteps(run: () => Promise<void>): Promise<number>;
}

export function createHeldClient(port: number): HeldClient {
  const client = documentClient(port, 'bench');
  let isHolding = false;
  let isFirstHeld = false;
  let steps = 0;
  const hold = async () => {
    if (isFirstHeld) return sleep(HOLD_MILLISECONDS);
    isFirstHeld = true;
    steps += 1;
    await sleep(HOLD_MILLISECONDS);
    isFirstHeld = false;
  };
  client.middlewareStack.add(
    <Sent, Result>(next: (parameters: Sent) => Promise<Result>) =>
      async (parameters: Sent) => {
        if (isHolding) await hold();
        return next(parameters);
      },
    { step: 'initialize', name: 'hold' },
  );
  return {
    client,
    async countSteps(run) {
      [isHolding, steps] = [true, 0];
      await run();
      isHolding = false;
      return steps;
    },
  };
}

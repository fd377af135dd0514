import { type Sleep, sleepByClock } from './sleep.ts';

const ATTEMPTS = 6;
const FIRST_PAUSE_MILLISECONDS = 10;

/**
 * Makes a single write, again while a transaction is at work on the item: nothing was written then, and nothing needs to be
 * decided anew. For writes whose conditions say all there is to ask, above all for what a provider has answered.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 * @throws what the write throws; TransactionConflictException where it goes on too long
 */
export async function retryTransactionConflict<T>(
  write: () => Promise<T>,
  sleep: Sleep = sleepByClock,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      const isConflict = (error as Error).name === 'TransactionConflictException';
      if (!isConflict || attempt === ATTEMPTS) throw error;
      await sleep(Math.random() * FIRST_PAUSE_MILLISECONDS * 2 ** attempt);
    }
  }
}

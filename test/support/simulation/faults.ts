import {
  connectionReset,
  internalServerError,
  provisionedThroughputExceeded,
  throttled,
  transactionCancelled,
  transactionConflict,
} from './aws-failures.ts';
import type { SeededRandom } from './seeded-random.ts';

/** One call of AWS, as a fault is chosen for it. */
export interface Call {
  readonly functionName: string;
  /** `PutCommand Events`, `SendMessageBatch refold`. */
  readonly action: string;
}

export type Fault =
  | { readonly kind: 'none' }
  /** Nothing was done. */
  | { readonly kind: 'refused'; readonly error: Error }
  /** It was done, and the caller is told that it failed. */
  | { readonly kind: 'answer lost'; readonly error: Error }
  /** It was done, the answer was lost on the way, and the SDK made the call once more. */
  | { readonly kind: 'made twice' }
  /** What takes several takes some of them. */
  | { readonly kind: 'partial' }
  | { readonly kind: 'crash before' }
  | { readonly kind: 'crash after' }
  /** It takes so long that the function's time may be over. */
  | { readonly kind: 'slow'; readonly milliseconds: number };

export type FaultKind = Exclude<Fault['kind'], 'none'>;

/** Chooses what goes wrong with each call. */
export interface FaultPlan {
  next(call: Call): Fault;
}

export const NO_FAULTS: FaultPlan = { next: () => ({ kind: 'none' }) };

const KINDS: readonly FaultKind[] = [
  'refused',
  'refused',
  'refused',
  'answer lost',
  'answer lost',
  'made twice',
  'partial',
  'partial',
  'crash before',
  'crash after',
  'crash after',
  'slow',
];
const LONGEST_DELAY_MILLISECONDS = 40_000;

const LONGEST_OUTAGE_CALLS = 12;

/** Faults of every kind, so many of a hundred calls; now and then nothing answers for some calls. */
export function randomFaults(random: SeededRandom, rate: number): FaultPlan {
  let outage = 0;
  return {
    next: (call) => {
      if (outage > 0) {
        outage -= 1;
        return { kind: 'refused', error: refusalOf(random, call) };
      }
      if (random.happens(rate / 10)) outage = random.below(LONGEST_OUTAGE_CALLS);
      if (!random.happens(rate)) return { kind: 'none' };
      return makeFault(random, kindFor(random.pick(KINDS), call), call);
    },
  };
}

/** Calls that may be done in part. */
const IN_PARTS = ['BatchGet', 'Query', 'SendMessageBatch', 'PutEvents'];

/** What cannot happen to a call gives way to what can. */
function kindFor(kind: FaultKind, { action }: Call): FaultKind {
  const isInParts = IN_PARTS.some((start) => action.startsWith(start));
  if (kind === 'partial' && !isInParts) return 'refused';
  // The provider's client tries once.
  return kind === 'made twice' && action === 'SendRawEmail' ? 'refused' : kind;
}

function makeFault(random: SeededRandom, kind: FaultKind, call: Call): Fault {
  switch (kind) {
    case 'refused':
      return { kind, error: refusalOf(random, call) };
    case 'answer lost':
      return { kind, error: random.happens(0.5) ? connectionReset() : internalServerError() };
    case 'slow':
      return { kind, milliseconds: random.below(LONGEST_DELAY_MILLISECONDS) };
    default:
      return { kind };
  }
}

function refusalOf(random: SeededRandom, { action }: Call): Error {
  const usual = [throttled, provisionedThroughputExceeded, internalServerError, connectionReset];
  if (action.startsWith('TransactWrite')) {
    const reasons = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];
    usual.push(() => transactionCancelled(['None', random.pick(reasons)]));
    usual.push(() => transactionCancelled(['TransactionConflict', 'None']));
  }
  if (action.startsWith('Put') || action.startsWith('Update')) usual.push(transactionConflict);
  return random.pick(usual)();
}

/** Crashes one function at one call of all, before it or after it: the first is number 0. */
export function crashAt(number: number, kind: 'crash before' | 'crash after'): FaultPlan {
  let count = -1;
  return {
    next: () => {
      count += 1;
      return count === number ? { kind } : { kind: 'none' };
    },
  };
}

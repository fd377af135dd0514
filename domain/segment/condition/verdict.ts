/** Whether something holds now, and when time alone may change that: nothing flips strictly before `changesAt`. */
export interface Verdict {
  readonly holds: boolean;
  /** Milliseconds since the epoch; null: never without a new event. */
  readonly changesAt: number | null;
}

export const HOLDS: Verdict = { holds: true, changesAt: null };
export const FAILS: Verdict = { holds: false, changesAt: null };

/** A verdict that time does not touch. */
export function verdictOf(holds: boolean): Verdict {
  return holds ? HOLDS : FAILS;
}

/** Holds if all do. True until the first turns; false as long as one that is false must stay so. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  return combine(verdicts, true);
}

/** Holds if any does. */
export function anyOf(verdicts: readonly Verdict[]): Verdict {
  return combine(verdicts, false);
}

export function opposite(verdict: Verdict): Verdict {
  if (verdict.changesAt === null) return verdictOf(!verdict.holds);
  return { holds: !verdict.holds, changesAt: verdict.changesAt };
}

/** The earlier of two moments, null being never. */
export function earlier(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}

/**
 * `unanimous` is what the whole is if every part is. A part that dissents decides the whole as long as it lasts, so the
 * whole can change only when the last dissenter may.
 */
function combine(verdicts: readonly Verdict[], unanimous: boolean): Verdict {
  let first: number | null = null;
  let lastDissent: number | null = null;
  let dissents = false;
  for (const { holds, changesAt } of verdicts) {
    if (holds === unanimous) {
      first = earlier(first, changesAt);
      continue;
    }
    if (changesAt === null) return verdictOf(!unanimous);
    lastDissent = Math.max(lastDissent ?? changesAt, changesAt);
    dissents = true;
  }
  if (dissents) return { holds: !unanimous, changesAt: lastDissent };
  return first === null ? verdictOf(unanimous) : { holds: unanimous, changesAt: first };
}

import type { AnyHistory } from './arbitrary-history.ts';
import type { WrittenPlaybook } from './written.ts';

/** One playbook and one history, with the moments at which both are asked. */
export interface AnyCase {
  readonly playbook: WrittenPlaybook;
  readonly history: AnyHistory;
  /** Ascending, in milliseconds since the epoch; what is received by then is known. */
  readonly clocks: readonly number[];
  /** When a journey began, for what asks since then. */
  readonly entryAt: number;
  /** Time is looked at whenever the engine has announced a change, or only at the clocks. */
  readonly isEachAnnounced: boolean;
}

/** What the engine and the oracle say otherwise of a guest. */
export interface Difference {
  /** `segment s1`, `trait computed0`, `campaign if`. */
  readonly about: string;
  readonly clock: number;
  readonly identifiers: readonly string[];
  readonly engine: unknown;
  readonly oracle: unknown;
  /** The oracle's verdict part by part. */
  readonly why: readonly string[];
}

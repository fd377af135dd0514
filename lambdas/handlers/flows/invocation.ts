/** The invocation in which something is decided. */
export interface Invocation {
  /** Taken before anything was read, in milliseconds since the epoch: one for all that is decided. */
  readonly now: number;
  /** Lambda's id of it: the trace of what no request began. */
  readonly traceId: string;
}

/** A guest's recorded choice for one purpose or channel, with the event that is its evidence. */
export interface ConsentChoice {
  readonly granted: boolean;
  /** The event's time, in milliseconds since the epoch. */
  readonly at: number;
  readonly messageId: string;
}

/** `opt-in`: nothing without a recorded yes. `opt-out`: permitted until refused. */
export type ConsentMode = 'opt-in' | 'opt-out';

/** One purpose or channel in the playbook's `consent`. */
export interface ConsentRule {
  readonly mode: ConsentMode;
  /** Ids of a consent banner's categories that stand for it. */
  readonly categories: readonly string[];
}

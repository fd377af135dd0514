/** A record that can never succeed, kept with its payload so that it can be asked why and driven again. */
export interface QuarantinedRecord {
  /** The function that could not handle it. */
  readonly function: string;
  /** When it came, in milliseconds since the epoch; with `id` its key, so the same record twice is one row. */
  readonly at: number;
  readonly id: string;
  readonly payload: unknown;
  /** Why, in one sentence. */
  readonly reason: string;
}

/** Where such records are kept. */
export interface Quarantine {
  put(record: QuarantinedRecord): Promise<void>;
}

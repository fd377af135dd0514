/** Remembers what was read, for a while and not without bounds. */
export interface ExpiringCache<T> {
  /** What was read under this name if that is not too long ago, else what `read` finds now. Failures are not kept. */
  readonly get: (name: string, read: () => Promise<T>) => Promise<T>;
  readonly forget: (name: string) => void;
}

/**
 * Makes a cache whose entries live for `milliseconds`; past `maximumEntries` the oldest goes.
 * @param clock milliseconds since the epoch; where it was set back, everything is read anew
 */
export function createExpiringCache<T>(
  milliseconds: number,
  maximumEntries: number,
  clock: () => number,
): ExpiringCache<T> {
  const entries = new Map<string, { readonly value: Promise<T>; readonly readAt: number }>();

  return {
    get(name, read) {
      const held = entries.get(name);
      const age = clock() - (held?.readAt ?? Number.NaN);
      if (held !== undefined && age >= 0 && age < milliseconds) return held.value;
      entries.delete(name);
      const entry = { value: read(), readAt: clock() };
      entries.set(name, entry);
      entry.value.catch(() => entries.get(name) === entry && entries.delete(name));
      const [oldest] = entries.keys();
      if (entries.size > maximumEntries && oldest !== undefined) entries.delete(oldest);
      return entry.value;
    },
    forget(name) {
      entries.delete(name);
    },
  };
}

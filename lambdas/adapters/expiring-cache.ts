/** Remembers what was read, for a while and not without bounds. */
export interface ExpiringCache<T> {
  /** What was read under this name if that is not too long ago, else what `read` finds now. Failures are not kept. */
  readonly get: (name: string, read: () => Promise<T>) => Promise<T>;
  readonly forget: (name: string) => void;
}

/**
 * Makes a cache whose entries live for `milliseconds`; past `maximumEntries` the oldest goes.
 * @param stopwatch milliseconds from any fixed moment
 */
export function createExpiringCache<T>(
  milliseconds: number,
  maximumEntries: number,
  stopwatch: () => number,
): ExpiringCache<T> {
  const entries = new Map<string, { readonly value: Promise<T>; readonly expiresAt: number }>();

  return {
    get(name, read) {
      const held = entries.get(name);
      if (held !== undefined && stopwatch() < held.expiresAt) return held.value;
      entries.delete(name);
      const entry = { value: read(), expiresAt: stopwatch() + milliseconds };
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

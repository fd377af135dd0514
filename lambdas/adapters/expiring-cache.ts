/** Remembers what was read, for a while and not without bounds. */
export interface ExpiringCache<T> {
  /** What was read under this name if that is not too long ago, else what `read` finds now. Failures are not kept. */
  readonly get: (name: string, read: () => Promise<T>) => Promise<T>;
  readonly forget: (name: string) => void;
}

/**
 * Makes a cache whose entries live for `milliseconds`; past `maximumEntries` the one goes that was asked for longest ago.
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
      entries.delete(name);
      if (held !== undefined && age >= 0 && age < milliseconds) {
        // At the end again: what is in use is the last to go.
        entries.set(name, held);
        return held.value;
      }
      const entry = { value: read(), readAt: clock() };
      entries.set(name, entry);
      entry.value.catch(() => entries.get(name) === entry && entries.delete(name));
      const [idlest] = entries.keys();
      if (entries.size > maximumEntries && idlest !== undefined) entries.delete(idlest);
      return entry.value;
    },
    forget(name) {
      entries.delete(name);
    },
  };
}

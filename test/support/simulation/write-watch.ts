import type { Item } from './item-values.ts';
import type { SimulatedTables } from './simulated-tables.ts';

const COUNTED = { Profiles: 'version', Identities: 'revision', Journeys: 'revision' } as const;

/**
 * Looks at every write: what counts its writes goes up by one with each, so nobody writes over what they did not read, and
 * a message that was attempted is never as if it had not been.
 * @returns what was wrong, in words
 */
export function watchWrites(tables: SimulatedTables): string[] {
  const wrongs: string[] = [];
  for (const [name, counter] of Object.entries(COUNTED)) {
    tables.table(name).onWrite((after, before) => {
      const [is, was] = [Number(after?.[counter]), Number(before?.[counter] ?? 0)];
      if (is === was + 1 || isFailureCount(after, before, counter)) return;
      wrongs.push(`${name}: ${counter} ${is} was written over ${was}`);
    });
  }
  tables.table('Deliveries').onWrite((after, before) => {
    if (Number(after?.attempts) < Number(before?.attempts ?? 0))
      wrongs.push(`${String(after?.deliveryId)} was written over`);
  });
  return wrongs;
}

/** Due counts failures on a row and leaves the rest as it is. */
function isFailureCount(after: Item | undefined, before: Item | undefined, counter: string): boolean {
  return after?.failures !== before?.failures && after?.[counter] === before?.[counter];
}

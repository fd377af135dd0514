import type { SimulatedTables } from './simulated-tables.ts';

/** The ids of all signals that were ever written with a profile: each must come to the bus. */
export function watchSignals(tables: SimulatedTables): ReadonlySet<string> {
  const ids = new Set<string>();
  tables.table('Profiles').onWrite((after) => {
    if (typeof after?.signals !== 'string') return;
    for (const { id } of JSON.parse(after.signals) as { id: string }[]) ids.add(id);
  });
  return ids;
}

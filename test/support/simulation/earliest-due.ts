import type { SimulatedHouse } from './simulated-house.ts';
import type { SimulatedTables } from './simulated-tables.ts';

const MINUTE = 60_000;
/** Minutes in which nothing is due are left out, at most so many at once. */
const LONGEST_SLEEP_MINUTES = 12;

/** When the first of all rows is due, in milliseconds since the epoch; undefined: none is. */
export function earliestDueOf(tables: SimulatedTables): number | undefined {
  const heads = (['Profiles', 'Journeys', 'Deliveries'] as const).map((name) =>
    tables.table(name).earliestDue(),
  );
  const known = heads.filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** Has what is due handed out while other things go on, until a moment; `settle` does so once nothing else does. */
export function wakeByTheMinute({ world, tables, functions }: SimulatedHouse, until: number): void {
  const { scheduler, random } = world;
  scheduler.spawn(async () => {
    while (scheduler.now < until) {
      await scheduler.wait('a minute', random.between(1, LONGEST_SLEEP_MINUTES) * MINUTE);
      if ((earliestDueOf(tables) ?? until) <= scheduler.now)
        scheduler.spawn(() => functions.wake.invoke(null).catch(() => {}));
    }
  });
}

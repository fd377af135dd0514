/**
 * Does something for every item, so many at a time, and gives the results in the items' order. After a failure
 * nothing more is begun, and what was begun is waited for, so that nothing goes on behind the caller's back.
 * @throws the first failure
 */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures: unknown[] = [];
  const queue = items.entries();
  const takeFromQueue = async (): Promise<void> => {
    for (const [index, item] of queue) {
      try {
        results[index] = await work(item, index);
      } catch (error) {
        failures.push(error);
      }
      if (failures.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, takeFromQueue));
  if (failures.length > 0) throw failures[0];
  return results;
}

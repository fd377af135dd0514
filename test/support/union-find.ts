/** Who is one where nothing forbids it: whoever shares a message. Imports nothing, so that it can be believed. */
export function uniteAll(messages: readonly (readonly string[])[]): string[][] {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    const parent = parents.get(name) ?? name;
    return parent === name ? name : rootOf(parent);
  };
  for (const [first, ...others] of messages) {
    if (first === undefined) continue;
    parents.set(first, rootOf(first));
    for (const other of others) parents.set(rootOf(other), rootOf(first));
  }
  const groups = Map.groupBy(new Set(messages.flat()), rootOf);
  return [...groups.values()].map((group) => group.sort()).sort();
}

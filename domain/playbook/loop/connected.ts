/** An arrow from one node to another. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** A node on the way down, and how many of its arrows were followed. */
interface Visited {
  readonly node: string;
  readonly targets: readonly string[];
  next: number;
}

/**
 * Groups of nodes that lead to each other, each with a number: two nodes are in a ring if they are of one group. In one pass
 * over nodes and arrows (Tarjan); a row of ten thousand is too deep for calls.
 */
export function groupsOf(arrows: Iterable<Arrow>): ReadonlyMap<string, number> {
  const targets = new Map<string, string[]>();
  for (const { from, to } of arrows) {
    const known = targets.get(from);
    if (known === undefined) targets.set(from, [to]);
    else known.push(to);
  }
  const search: Search = { order: new Map(), lowest: new Map(), open: [], groups: new Map() };
  for (const node of targets.keys()) if (!search.order.has(node)) searchFrom(node, targets, search);
  return search.groups;
}

interface Search {
  /** When each node was met. */
  readonly order: Map<string, number>;
  /** The first met that each leads back to. */
  readonly lowest: Map<string, number>;
  /** Met, and not yet of a group. */
  readonly open: string[];
  readonly groups: Map<string, number>;
}

function searchFrom(root: string, targets: ReadonlyMap<string, readonly string[]>, search: Search): void {
  const { order, lowest, open, groups } = search;
  const trail: Visited[] = [];
  const meet = (node: string): void => {
    lowest.set(node, order.size);
    order.set(node, order.size);
    open.push(node);
    trail.push({ node, targets: targets.get(node) ?? [], next: 0 });
  };
  const lower = (node: string, to: number): void => {
    lowest.set(node, Math.min(lowest.get(node) ?? to, to));
  };
  meet(root);
  for (let last = trail.at(-1); last !== undefined; last = trail.at(-1)) {
    const { node } = last;
    const target = last.targets[last.next];
    last.next += 1;
    if (target === undefined) {
      trail.pop();
      const own = lowest.get(node) ?? 0;
      const parent = trail.at(-1);
      if (parent !== undefined) lower(parent.node, own);
      if (own === order.get(node)) close(node, search);
    } else if (!order.has(target)) meet(target);
    else if (!groups.has(target)) lower(node, order.get(target) ?? 0);
  }
}

/** All that were met since the first of a group are of it. */
function close(first: string, { open, order, groups }: Search): void {
  const number = order.get(first) ?? 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    groups.set(node, number);
    if (node === first) return;
  }
}

import * as fc from 'fast-check';

type Path = (string | number)[];

/** What a playbook's files have in them: every key, and every value small and large. */
function harvest(data: unknown, keys: Set<string>, values: unknown[]): void {
  values.push(data);
  if (typeof data !== 'object' || data === null) return;
  for (const [key, value] of Object.entries(data)) {
    if (!Array.isArray(data)) keys.add(key);
    harvest(value, keys, values);
  }
}

/** The path of every key and list item. */
function pathsOf(data: unknown, path: Path = []): Path[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    const here = [...path, Array.isArray(data) ? Number(key) : key];
    return [here, ...pathsOf(value, here)];
  });
}

interface Change {
  readonly kind: 'remove' | 'replace' | 'add' | 'rename';
  readonly place: number;
  readonly key: string;
  readonly value: unknown;
}

/** What strays from what authors write: numbers as text, nothing, emptiness. */
const STRAY: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  true,
  [],
  {},
  '3 Days',
  'P1M',
  '5%',
  '1 week ago',
  1_767_225_600,
  'visit',
  'entry',
  ['2 days', '1 day'],
];

/** Some data with one to three changes, made of what the other files have in them. */
export function mutated(data: unknown, others: readonly { data: unknown }[]): fc.Arbitrary<unknown> {
  const keys = new Set<string>();
  const values: unknown[] = [...STRAY];
  for (const other of others) harvest(other.data, keys, values);
  const change: fc.Arbitrary<Change> = fc.record({
    kind: fc.constantFrom('remove', 'replace', 'add', 'rename'),
    place: fc.nat(10_000),
    key: fc.constantFrom(...keys),
    value: fc.constantFrom(...values),
  });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => changes.reduce(apply, data));
}

function apply(data: unknown, { kind, place, key, value }: Change): unknown {
  const copy = structuredClone(data);
  const paths = pathsOf(copy);
  const path = paths[place % Math.max(1, paths.length)];
  if (path === undefined) return value;
  const parent = path.slice(0, -1).reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], copy);
  const last = path.at(-1) ?? '';
  if (Array.isArray(parent)) {
    if (kind === 'remove') parent.splice(Number(last), 1);
    else parent[Number(last)] = structuredClone(value);
    return copy;
  }
  const object = parent as Record<string, unknown>;
  if (kind === 'rename') object[key] = object[last];
  if (kind === 'rename' || kind === 'remove') delete object[last];
  if (kind === 'replace') object[last] = structuredClone(value);
  if (kind === 'add') object[key] = structuredClone(value);
  return copy;
}

import type { Program } from '../playbook/program.ts';
import { type CompiledSelector, compileSelector } from './compile-selector.ts';
import type { Condition } from './condition.ts';
import { type Dependencies, findDependencies } from './find-dependencies.ts';
import { selectorsOf } from './selectors-of.ts';

/** An `entry` aggregate, ready to run: since when a condition holds, and when it last began to. */
export interface ActiveEntry {
  readonly id: string;
  readonly when: Condition;
  readonly dependencies: Dependencies;
  /** Any of them matches an event that the condition may depend on, or what its entries begin anew. */
  readonly selectors: readonly CompiledSelector[];
  /** Ids of the `measure-since` aggregates that an entry begins anew. */
  readonly opens: readonly string[];
}

/** By id, each after those that its condition asks about. */
export type Entries = ReadonlyMap<string, ActiveEntry>;

/** Makes a program's `entry` aggregates ready to run. @throws InvalidInputError if a matcher cannot be compiled */
export function activateEntries(program: Program): Entries {
  const entries = new Map<string, ActiveEntry>();
  const opened = openedBy(program);
  const visit = (id: string): void => {
    const spec = program.aggregates[id];
    if (entries.has(id) || spec?.kind !== 'entry') return;
    const dependencies = findDependencies(spec.when, program);
    for (const inner of dependencies.entries) visit(inner);
    const opens = opened.get(id) ?? [];
    const selectors = [...new Set([...dependencies.aggregates, ...opens])]
      .flatMap((aggregate) => selectorsIn(program, aggregate))
      .map((selector) => compileSelector(selector, program.timezone));
    entries.set(id, { id, when: spec.when, dependencies, selectors, opens });
  };
  for (const id of Object.keys(program.aggregates)) visit(id);
  return entries;
}

function selectorsIn({ aggregates }: Program, id: string): ReturnType<typeof selectorsOf> {
  const spec = aggregates[id];
  return spec === undefined ? [] : selectorsOf(spec);
}

/** By `entry` aggregate: what it begins anew. */
function openedBy({ aggregates }: Program): ReadonlyMap<string, readonly string[]> {
  const opened = new Map<string, string[]>();
  for (const [id, spec] of Object.entries(aggregates)) {
    if (spec.kind !== 'measure-since' || spec.since.kind !== 'entry') continue;
    opened.set(spec.since.aggregate, [...(opened.get(spec.since.aggregate) ?? []), id]);
  }
  return opened;
}

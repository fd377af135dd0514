import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { Program } from '../../playbook/program/program.ts';
import type { Condition } from '../condition/condition.ts';
import { type Dependencies, findDependencies } from '../condition/find-dependencies.ts';
import { createSelectorIndex, type SelectorIndex } from '../lookup/selector-index.ts';
import { selectorsOf } from '../lookup/selectors-of.ts';
import { type CompiledSelector, compileSelector } from '../matcher/compile-selector.ts';

/** An `entry` aggregate, ready to run: since when a condition holds, and when it last began to. */
export interface ActiveEntry {
  readonly id: string;
  /** Each has a later one than those that its condition asks about. */
  readonly place: number;
  readonly when: Condition;
  readonly dependencies: Dependencies;
  /** Ids of the `measure-since` aggregates that an entry begins anew. */
  readonly opens: readonly string[];
}

/** One selector of the events that an entry's condition may depend on, or that what it begins anew measures. */
interface Selected {
  readonly entry: ActiveEntry;
  readonly isMatch: CompiledSelector;
}

/** A program's entries, and what finds them. */
export interface Entries {
  readonly byId: ReadonlyMap<string, ActiveEntry>;
  readonly bySelector: SelectorIndex<Selected>;
  /** By name of a trait. */
  readonly byTrait: ReadonlyMap<string, readonly ActiveEntry[]>;
  /** By purpose or channel. */
  readonly byConsent: ReadonlyMap<string, readonly ActiveEntry[]>;
  readonly byDevices: readonly ActiveEntry[];
  readonly byIdentifiers: readonly ActiveEntry[];
}

/** Makes a program's `entry` aggregates ready to run. @throws InvalidInputError if a matcher cannot be compiled */
export function activateEntries(program: Program): Entries {
  const byId = orderEntries(program);
  const all = [...byId.values()];
  const by = (kind: 'traits' | 'consent') =>
    Map.groupBy(
      all.flatMap((entry) => [...entry.dependencies[kind]].map((name) => ({ name, entry }))),
      ({ name }) => name,
    );
  const entriesOf = (groups: ReturnType<typeof by>) =>
    new Map([...groups].map(([name, group]) => [name, group.map(({ entry }) => entry)]));
  return {
    byId,
    bySelector: createSelectorIndex(all.flatMap((entry) => selectorsOfEntry(program, byId, entry))),
    byTrait: entriesOf(by('traits')),
    byConsent: entriesOf(by('consent')),
    byDevices: all.filter(({ dependencies }) => dependencies.devices),
    byIdentifiers: all.filter(({ dependencies }) => dependencies.identifiers),
  };
}

/** The entries that one of whose selectors an event matches, each after those that it asks about. */
export function entriesSelectedBy({ bySelector }: Entries, event: TrackingEvent): readonly ActiveEntry[] {
  const found = new Set<ActiveEntry>();
  for (const { entry, isMatch } of bySelector.find(event)) {
    if (!found.has(entry) && isMatch(event)) found.add(entry);
  }
  return inOrder(found);
}

/** Entries each after those that it asks about. */
export function inOrder(entries: Iterable<ActiveEntry>): readonly ActiveEntry[] {
  return [...entries].sort((a, b) => a.place - b.place);
}

function orderEntries(program: Program): ReadonlyMap<string, ActiveEntry> {
  const entries = new Map<string, ActiveEntry>();
  const opened = openedBy(program);
  const visit = (id: string): void => {
    const spec = program.aggregates[id];
    if (entries.has(id) || spec?.kind !== 'entry') return;
    const dependencies = findDependencies(spec.when, program);
    for (const inner of dependencies.entries) visit(inner);
    entries.set(id, { id, place: entries.size, when: spec.when, dependencies, opens: opened.get(id) ?? [] });
  };
  for (const id of Object.keys(program.aggregates)) visit(id);
  return entries;
}

/** Also what the entries that it asks about begin anew: they are decided with it, or could not be read at its moments. */
function selectorsOfEntry(
  program: Program,
  byId: ReadonlyMap<string, ActiveEntry>,
  entry: ActiveEntry,
): { readonly item: Selected; readonly of: ReturnType<typeof selectorsOf>[number] }[] {
  const { aggregates, entries } = entry.dependencies;
  const opened = [...entries].flatMap((id) => byId.get(id)?.opens ?? []);
  const ids = new Set([...aggregates, ...entry.opens, ...opened]);
  return [...ids]
    .flatMap((id) => {
      const spec = program.aggregates[id];
      return spec === undefined ? [] : selectorsOf(spec);
    })
    .map((of) => ({ of, item: { entry, isMatch: compileSelector(of, program.timezone) } }));
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

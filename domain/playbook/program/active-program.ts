import type * as campaignTriggers from '../../campaign/trigger.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { Aggregate } from '../../segment/aggregate/aggregate.ts';
import { createAggregate } from '../../segment/aggregate/create-aggregate.ts';
import { type Dependencies, findDependencies } from '../../segment/condition/find-dependencies.ts';
import { activateEntries, type Entries } from '../../segment/entry/entries.ts';
import { createSelectorIndex, type SelectorIndex } from '../../segment/lookup/selector-index.ts';
import { selectorsOf } from '../../segment/lookup/selectors-of.ts';
import { createTraitIndex, type TraitIndex } from '../../segment/lookup/trait-index.ts';
import { type CompiledSelector, compileSelector } from '../../segment/matcher/compile-selector.ts';
import type { Program } from './program.ts';

/** Places in `program.segments`, which are in an order in which each comes after those it asks about. */
export type SegmentsBy = ReadonlyMap<string, readonly number[]>;

/** A campaign's event trigger, ready to run. */
export interface EventTrigger {
  readonly campaign: string;
  readonly trigger: campaignTriggers.EventTrigger;
  readonly isMatch: CompiledSelector;
}

/** A campaign's date trigger. */
export interface ActiveDateTrigger {
  readonly campaign: string;
  /** `<campaign>.<its place among the campaign's triggers>`. */
  readonly key: string;
  /** The trait, dotted. */
  readonly trait: string;
  readonly trigger: campaignTriggers.DateTrigger;
}

/** All date triggers, and what they are found by. */
export interface ActiveDates {
  readonly triggers: readonly ActiveDateTrigger[];
  /** Names of traits. */
  readonly traits: ReadonlySet<string>;
  /** Some of them is computed. */
  readonly isComputed: boolean;
}

/** An aggregate that an event may touch. */
export interface TouchedAggregate {
  readonly id: string;
  readonly aggregate: Aggregate;
  /** Places of the segments that ask about it. */
  readonly segments: readonly number[];
}

/** A program with its matchers compiled and its indexes built: once per load, so that an event costs what it matches. */
export interface ActiveProgram {
  readonly program: Program;
  /** Without those of kind `entry`. */
  readonly aggregates: ReadonlyMap<string, Aggregate>;
  readonly entries: Entries;
  readonly segmentPlaces: ReadonlyMap<string, number>;
  /** The aggregates that an event may touch. */
  readonly aggregatesByEvent: SelectorIndex<TouchedAggregate>;
  /** By `measure-since` aggregate that an `entry` aggregate begins anew: that entry's id. */
  readonly openings: ReadonlyMap<string, string>;
  readonly segmentsByAggregate: SegmentsBy;
  /** By name: those that what is sent as a trait may change. */
  readonly segmentsByTrait: TraitIndex;
  readonly segmentsByConsent: SegmentsBy;
  readonly segmentsBySegment: SegmentsBy;
  /** By campaign: those that ask whether it has sent something. */
  readonly segmentsByContact: SegmentsBy;
  /** Those that ask which identifiers the guest has. */
  readonly segmentsByIdentifiers: readonly number[];
  /** Those that ask which devices the guest has. */
  readonly segmentsByDevices: readonly number[];
  readonly eventTriggers: SelectorIndex<EventTrigger>;
  /** Those that begin a journey with every so many-th event. */
  readonly roundTriggers: readonly EventTrigger[];
  readonly dates: ActiveDates;
  readonly campaignsBySegmentEntry: ReadonlyMap<string, readonly string[]>;
  readonly campaignsBySegmentExit: ReadonlyMap<string, readonly string[]>;
}

type NamedDependency = Exclude<keyof Dependencies, 'traits' | 'identifiers' | 'devices'>;

/** Makes a program ready to run. @throws InvalidInputError if a matcher in it cannot be compiled */
export function activateProgram(program: Program): ActiveProgram {
  const { timezone: zone } = program;
  const dependencies = program.segments.map(({ when }) => findDependencies(when, program));
  const segmentsBy = (kind: NamedDependency) =>
    groupBy(dependencies.flatMap((found, place) => [...found[kind]].map((name) => [name, place] as const)));
  const segmentsThatAsk = (kind: 'identifiers' | 'devices') =>
    dependencies.flatMap((found, place) => (found[kind] ? [place] : []));
  const segmentsByAggregate = segmentsBy('aggregates');
  const aggregates = Object.entries(program.aggregates).flatMap(([id, spec]) => {
    if (spec.kind === 'entry') return [];
    const segments = segmentsByAggregate.get(id) ?? [];
    return [{ spec, item: { id, aggregate: createAggregate(spec, zone), segments } }];
  });
  return {
    program,
    aggregates: new Map(aggregates.map(({ item: { id, aggregate } }) => [id, aggregate])),
    entries: activateEntries(program),
    segmentPlaces: new Map(program.segments.map(({ id }, place) => [id, place])),
    aggregatesByEvent: createSelectorIndex(
      aggregates.flatMap(({ spec, item }) => selectorsOf(spec).map((of) => ({ item, of }))),
    ),
    openings: new Map(
      aggregates.flatMap(({ spec, item }) =>
        spec.kind === 'measure-since' && spec.since.kind === 'entry'
          ? [[item.id, spec.since.aggregate] as const]
          : [],
      ),
    ),
    segmentsByAggregate,
    segmentsByTrait: createTraitIndex(program.segments, dependencies),
    segmentsByConsent: segmentsBy('consent'),
    segmentsBySegment: segmentsBy('segments'),
    segmentsByContact: segmentsBy('contacts'),
    segmentsByIdentifiers: segmentsThatAsk('identifiers'),
    segmentsByDevices: segmentsThatAsk('devices'),
    eventTriggers: createSelectorIndex(eventTriggersOf(program)),
    roundTriggers: eventTriggersOf(program).flatMap(({ item }) =>
      item.trigger.every === undefined ? [] : [item],
    ),
    dates: datesOf(program),
    campaignsBySegmentEntry: groupBy(segmentTriggersOf(program, 'entry')),
    campaignsBySegmentExit: groupBy(segmentTriggersOf(program, 'exit')),
  };
}

/** The event triggers whose name and `where` an event meets. */
export function triggersMatchedBy(active: ActiveProgram, event: TrackingEvent): readonly EventTrigger[] {
  const { certain, possible } = active.eventTriggers.decide(event);
  if (possible.length === 0) return certain;
  return [...certain, ...possible.filter(({ isMatch }) => isMatch(event))];
}

/** Ids of the campaigns that entering, or leaving, a segment begins a journey of; each once. */
export function campaignsTriggeredBySegment(
  active: ActiveProgram,
  segment: string,
  on: 'entry' | 'exit',
): readonly string[] {
  const campaigns = on === 'entry' ? active.campaignsBySegmentEntry : active.campaignsBySegmentExit;
  return [...new Set(campaigns.get(segment))];
}

function eventTriggersOf(program: Program): Parameters<typeof createSelectorIndex<EventTrigger>>[0] {
  return Object.values(program.campaigns).flatMap((campaign) =>
    campaign.triggers.flatMap((trigger) => {
      if (trigger.kind !== 'event') return [];
      const isMatch = compileSelector(trigger.of, program.timezone);
      return [{ item: { campaign: campaign.id, trigger, isMatch }, of: trigger.of }];
    }),
  );
}

function datesOf(program: Program): ActiveDates {
  const triggers = Object.values(program.campaigns).flatMap((campaign) =>
    campaign.triggers.flatMap((trigger, place) =>
      trigger.kind === 'date'
        ? [{ campaign: campaign.id, key: `${campaign.id}.${place}`, trait: trigger.path.join('.'), trigger }]
        : [],
    ),
  );
  const roots = triggers.map(
    ({
      trigger: {
        path: [name = ''],
      },
    }) => name,
  );
  return {
    triggers,
    // Of the guest's zone too.
    traits: new Set([...roots, 'timezone']),
    isComputed: roots.some((name) => Object.hasOwn(program.computedTraits, name)),
  };
}

function segmentTriggersOf(program: Program, on: 'entry' | 'exit'): (readonly [string, string])[] {
  return Object.values(program.campaigns).flatMap((campaign) =>
    campaign.triggers.flatMap((trigger) =>
      trigger.kind === 'segment' && trigger.on === on ? [[trigger.segment, campaign.id] as const] : [],
    ),
  );
}

function groupBy<Value>(pairs: readonly (readonly [string, Value])[]): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

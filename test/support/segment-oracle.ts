import type { JsonValue } from '../../domain/event/json.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import type { AggregateSpec, EventSelector } from '../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition, EventCondition } from '../../domain/segment/condition/condition.ts';
import type { Matcher } from '../../domain/segment/matcher/matcher.ts';
import { clauseHolds, leaves } from './matcher-oracle.ts';

/** All that there is to know of a guest, with every event they ever sent. Dates carry their zone. */
export interface OracleWorld {
  readonly program: Program;
  readonly events: readonly TrackingEvent[];
  readonly traits: Readonly<Record<string, JsonValue>>;
  readonly consent: Readonly<Record<string, boolean>>;
  /** When the present stay in a segment began. */
  readonly segments: Readonly<Record<string, number>>;
  readonly entryAt?: number;
}

/** Whether a condition holds, found by reading all events anew: slow, and written apart from the domain to judge it. */
export function oracleHolds(world: OracleWorld, condition: Condition, now: number): boolean {
  switch (condition.kind) {
    case 'everyone':
      return true;
    case 'all':
      return condition.of.every((part) => oracleHolds(world, part, now));
    case 'any':
      return condition.of.some((part) => oracleHolds(world, part, now));
    case 'not':
      return !oracleHolds(world, condition.of, now);
    case 'event':
      return eventHolds(world, condition, now);
    case 'trait':
      return traitHolds(world, condition.path, condition.matcher, now);
    case 'segment': {
      const since = world.segments[condition.segment];
      return since !== undefined && now - since >= (condition.forMilliseconds ?? 0);
    }
    case 'consent':
      return world.consent[condition.purpose] ?? world.program.consent[condition.purpose]?.mode === 'opt-out';
    default:
      throw new Error(`the oracle beside it judges ${condition.kind}`);
  }
}

function eventHolds(world: OracleWorld, condition: EventCondition, now: number): boolean {
  const spec = specOf(world, condition.aggregate);
  let times = matching(world, spec.of).map(({ time }) => time);
  if (spec.kind === 'times-since') {
    const begun = Math.max(...matching(world, spec.since).map(({ time }) => time));
    times = times.filter(
      (time) => time > begun && time <= begun + spec.spanMilliseconds && Number.isFinite(begun),
    );
  }
  if (condition.since !== undefined) {
    const begun = beginning(world, condition.since);
    times = times.filter((time) => begun !== undefined && time > begun && begun <= now);
  }
  const window = condition.withinMilliseconds ?? Number.POSITIVE_INFINITY;
  const count = times.filter((time) => time <= now && now - time < window).length;
  return count >= condition.count.atLeast && count <= (condition.count.atMost ?? count);
}

function beginning(world: OracleWorld, since: NonNullable<EventCondition['since']>): number | undefined {
  switch (since.kind) {
    case 'event': {
      const times = matching(world, specOf(world, since.aggregate).of).map(({ time }) => time);
      return times.length === 0 ? undefined : Math.max(...times);
    }
    case 'segment':
      return world.segments[since.segment];
    case 'moment':
      return since.at - 1;
    case 'entry':
      return world.entryAt;
  }
}

/** What selects events of one kind. */
type SelectingSpec = Extract<AggregateSpec, { readonly of: EventSelector }>;

function specOf(world: OracleWorld, id: string): SelectingSpec {
  const spec = world.program.aggregates[id];
  if (spec === undefined || !('of' in spec)) throw new Error(`no aggregate ${id}`);
  return spec;
}

function matching(world: OracleWorld, selector: EventSelector): TrackingEvent[] {
  return world.events.filter(
    ({ name, properties, context, time }) =>
      name !== undefined &&
      (selector.names.length === 0 || selector.names.includes(name)) &&
      selector.where.every((clause) => clauseHolds({ ...properties, context }, clause, time)),
  );
}

function traitHolds(world: OracleWorld, path: readonly string[], matcher: Matcher, now: number): boolean {
  return clauseHolds({ ...world.traits, ...oracleTraits(world, now) }, { path, matcher }, now);
}

/** The value of every computed trait; null where it has none. */
export function oracleTraits(world: OracleWorld, now: number): Record<string, JsonValue> {
  const traits: Record<string, JsonValue> = {};
  for (const [id, trait] of Object.entries(world.program.computedTraits)) {
    let value = computed(world, specOf(world, trait.aggregate), now);
    if (typeof value === 'number') {
      const minus = trait.minus === undefined ? 0 : computed(world, specOf(world, trait.minus), now);
      value = Number((value * (trait.times ?? 1) - Number(minus)).toFixed(6));
    }
    traits[id] = value;
  }
  return traits;
}

function computed(world: OracleWorld, spec: SelectingSpec, now: number): JsonValue {
  const events = matching(world, spec.of).sort(
    (a, b) => a.time - b.time || (a.messageId < b.messageId ? -1 : 1),
  );
  if (spec.kind === 'measure') {
    const bucket = Math.ceil((spec.withinMilliseconds ?? 60) / 60);
    const counted = events.filter(
      ({ time }) =>
        spec.withinMilliseconds === undefined || Math.floor(time / bucket) + 60 >= Math.floor(now / bucket),
    );
    if (spec.property === null) return counted.length;
    const { property } = spec;
    const numbers = counted.flatMap(({ properties }) => leaves(properties, property)).map(Number);
    return (
      numbers.reduce((sum, number) => sum + (Number.isNaN(number) ? 0 : Math.round(number * 100)), 0) / 100
    );
  }
  if (spec.kind === 'last') {
    const { property, withinMilliseconds = Number.POSITIVE_INFINITY } = spec;
    const last = events.findLast(({ properties }) => leaves(properties, property).length > 0);
    return last !== undefined && now - last.time < withinMilliseconds
      ? (leaves(last.properties, property)[0] ?? null)
      : null;
  }
  if (spec.kind !== 'top') throw new Error(`${spec.kind} has no value`);
  const values = events.flatMap(({ properties }) => leaves(properties, spec.property));
  const count = (value: JsonValue) => values.filter((other) => other === value).length;
  const most = Math.max(...values.map(count));
  const latest = events.findLast(({ properties }) =>
    leaves(properties, spec.property).some((value) => count(value) === most),
  );
  const texts = events
    .filter(({ time }) => time === latest?.time)
    .flatMap(({ properties }) => leaves(properties, spec.property))
    .filter((value) => count(value) === most)
    .map((value) => JSON.stringify(value));
  return texts.length === 0 ? null : JSON.parse(texts.sort()[0] ?? 'null');
}

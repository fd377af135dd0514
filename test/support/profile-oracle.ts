import type { JsonValue } from '../../domain/event/json.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import { oracleHolds, oracleTraits } from './segment-oracle.ts';

/** A person as a slow reading of all events finds them: it takes types from the domain and nothing else. */
export interface OraclePerson {
  readonly identifiers: readonly string[];
  readonly traits: Readonly<Record<string, JsonValue>>;
  readonly consent: Readonly<Record<string, boolean>>;
  readonly devices: readonly string[];
  readonly computed: Readonly<Record<string, JsonValue>>;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Ids of the segments they are in. */
  readonly segments: readonly string[];
}

/** Who the people are whom these events are about, where no rule of linking is broken: whoever shares a message is one. */
export function oraclePeople(
  program: Program,
  events: readonly TrackingEvent[],
  now: number,
): OraclePerson[] {
  let people: { identifiers: Set<string>; events: TrackingEvent[] }[] = [];
  for (const event of events) {
    const joined = people.filter(({ identifiers }) => event.identifiers.some((one) => identifiers.has(one)));
    people = people.filter((person) => !joined.includes(person));
    people.push({
      identifiers: new Set([...event.identifiers, ...joined.flatMap((person) => [...person.identifiers])]),
      events: [event, ...joined.flatMap((person) => person.events)],
    });
  }
  return people
    .map((person) => describe(program, [...person.identifiers], person.events, now))
    .sort((a, b) => (String(a.identifiers) < String(b.identifiers) ? -1 : 1));
}

function describe(
  program: Program,
  identifiers: readonly string[],
  unordered: readonly TrackingEvent[],
  now: number,
): OraclePerson {
  const events = [...unordered].sort((a, b) => a.time - b.time || (a.messageId < b.messageId ? -1 : 1));
  const times = events.map(({ time }) => time);
  const traits: Record<string, JsonValue> = {};
  const consent: Record<string, boolean> = {};
  for (const event of events) Object.assign(traits, event.traits);
  for (const { purpose, granted } of choicesInOrder(events)) consent[purpose] = granted;
  const devices = events.flatMap(({ context }) => {
    const device = context.device as { token?: string } | undefined;
    return device?.token === undefined ? [] : [device.token];
  });
  const segments: Record<string, number> = {};
  const world = { program, events, traits, consent, segments };
  for (const { id, when } of program.segments) {
    if (oracleHolds(world, when, now)) segments[id] = now;
  }
  return {
    identifiers: [...identifiers].sort(),
    traits,
    consent,
    devices: [...new Set(devices)].sort(),
    computed: oracleTraits(world, now),
    firstSeen: Math.min(...times),
    lastSeen: Math.max(...times),
    segments: Object.keys(segments).sort(),
  };
}

/** By time; of one time the refusal counts: grants come first. */
function choicesInOrder(events: readonly TrackingEvent[]) {
  const choices = events.flatMap(({ time, consent }) =>
    Object.entries(consent).map(([purpose, granted]) => ({ time, purpose, granted })),
  );
  return choices.sort((a, b) => a.time - b.time || Number(b.granted) - Number(a.granted));
}

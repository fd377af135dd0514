import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { IdentityRecord } from '../../../domain/identity/identity-record.ts';
import { activateProgram } from '../../../domain/playbook/active-program.ts';
import { isTombstone, type Profile } from '../../../domain/profile/profile.ts';
import { decodeEvent } from '../../../lambdas/adapters/event-record.ts';
import { decodeIdentity } from '../../../lambdas/adapters/identity-row.ts';
import { decodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { observePeople } from '../observe-people.ts';
import { type OraclePerson, oraclePeople } from '../profile-oracle.ts';
import type { PlannedCall } from './history.ts';
import type { SimulatedHouse } from './simulated-house.ts';

/** What a house holds when everything has come to rest. */
export interface Outcome {
  readonly events: readonly TrackingEvent[];
  readonly living: readonly Profile[];
  readonly rows: ReadonlyMap<string, IdentityRecord>;
  /** The living in the oracle's words. */
  readonly people: readonly OraclePerson[];
  readonly now: number;
}

/** Reads what a house holds. */
export function outcomeOf(house: SimulatedHouse): Outcome {
  const now = house.world.scheduler.now;
  const records = house.tables.table('Profiles').all().map(decodeProfile);
  const living = records.filter((record): record is Profile => !isTombstone(record));
  const rows = house.tables.table('Identities').all().map(decodeIdentity);
  return {
    events: house.tables.table('Events').all().map(decodeEvent),
    living,
    rows: new Map(rows.map((row) => [row.identifier, row])),
    people: observePeople(activateProgram(house.program), living, now),
    now,
  };
}

/**
 * Judges a house that has come to rest: what is wrong, in words; nothing if all is well.
 * @param isShared links were refused: then who the people are is judged by the evidence that they left, else by the
 * messages alone
 */
export function judgeHouse(
  house: SimulatedHouse,
  calls: readonly PlannedCall[],
  { isShared }: { readonly isShared: boolean },
): string[] {
  const outcome = outcomeOf(house);
  return [
    ...house.wrongs,
    ...judgeRest(house),
    ...judgeTold(house),
    ...judgeStored(house, calls, outcome),
    ...judgeRows(house, outcome),
    ...(isShared ? judgeByEvidence(house, outcome) : judgeByMessages(house, outcome)),
  ];
}

/** What a dead letter had failed on when it came for the last time. */
const CAME_TOO_OFTEN = /^(UnavailableError|VersionConflictError|StaleProgramError)/;

/** Nothing waits anywhere, nothing was given up for good, and no mail left twice. */
function judgeRest(house: SimulatedHouse): string[] {
  const dead = [...house.queues].flatMap(([name, { deadLetters }]) =>
    deadLetters.map(({ body }) => `a dead letter of ${name}: ${body}`),
  );
  const quarantined = house.tables
    .table('Quarantine')
    .all()
    .filter(({ reason }) => !CAME_TOO_OFTEN.test(String(reason)));
  return [
    ...dead,
    ...quarantined.map((row) => `in quarantine: ${String(row.function)} ${String(row.reason)}`),
    ...house.mappings.filter(({ backlog }) => backlog > 0).map(({ backlog }) => `${backlog} records unread`),
    ...house.mailbox.repeated.map((row) => `more than one mail of ${row}`),
  ];
}

/** Every signal came to the bus, and every message that was decided came to an end. */
function judgeTold(house: SimulatedHouse): string[] {
  const published = new Set(house.bus.details.map(({ detail }) => (JSON.parse(detail) as { id: string }).id));
  const ENDED = ['sent', 'suppressed', 'failed', 'unknown'];
  return [
    ...[...house.told].filter((id) => !published.has(id)).map((id) => `the signal ${id} is lost`),
    ...house.tables
      .table('Deliveries')
      .all()
      .filter(({ status }) => !ENDED.includes(String(status)))
      .map(({ deliveryId, status }) => `${deliveryId} is still ${status}`),
  ];
}

/** What was answered with success is stored, once, under the names that it says. */
function judgeStored(house: SimulatedHouse, calls: readonly PlannedCall[], { events }: Outcome): string[] {
  const stored = Map.groupBy(events, ({ messageId }) => messageId);
  return calls.flatMap(({ messages }) =>
    messages.flatMap(({ messageId, identifiers }) => {
      const found = stored.get(messageId) ?? [];
      if (found.length === 0) return house.accepted.has(messageId) ? [`${messageId} is lost`] : [];
      if (found.length > 1) return [`${messageId} is stored ${found.length} times`];
      const names = [...(found[0]?.identifiers ?? [])].sort();
      return String(names) === String(identifiers) ? [] : [`${messageId} is about ${names}`];
    }),
  );
}

/** Each identifier leads to the living profile that lists it, and no living profile breaks a limit. */
function judgeRows(house: SimulatedHouse, { living, rows }: Outcome): string[] {
  const wrongs: string[] = [];
  const lead = (profileId: string): string => {
    const item = house.tables.table('Profiles').find({ profileId });
    if (item === undefined) return `nowhere (${profileId})`;
    return typeof item.mergedInto === 'string' ? lead(item.mergedInto) : profileId;
  };
  for (const profile of living) {
    for (const identifier of Object.keys(profile.identifiers)) {
      const to = lead(rows.get(identifier)?.profileId ?? '');
      if (to !== profile.profileId) wrongs.push(`${identifier} of ${profile.profileId} leads to ${to}`);
    }
    for (const { name, unique, limit } of house.program.identity.namespaces) {
      const held = Object.keys(profile.identifiers).filter((one) => one.startsWith(`${name}#`));
      if (held.length > (unique ? 1 : limit)) wrongs.push(`${profile.profileId} holds ${held}`);
    }
  }
  const listed = new Set(living.flatMap(({ identifiers }) => Object.keys(identifiers)));
  for (const { identifier, profileId } of rows.values())
    if (profileId !== '' && !listed.has(identifier)) wrongs.push(`${identifier} is listed by nobody`);
  return wrongs;
}

function judgeByMessages(house: SimulatedHouse, { events, people, now }: Outcome): string[] {
  return compare(people, oraclePeople(house.program, events, now));
}

/** Whoever the stored links join is one person, and is what the events under their identifiers say. */
function judgeByEvidence(house: SimulatedHouse, { events, living, people, rows, now }: Outcome): string[] {
  const holder = new Map<string, string>();
  for (const { profileId, identifiers } of living)
    for (const identifier of Object.keys(identifiers)) holder.set(identifier, profileId);
  const expected = living.flatMap(({ identifiers }) => {
    const names = Object.keys(identifiers);
    const own = events.filter(({ key }) => names.includes(key.identifier));
    return oraclePeople(
      house.program,
      own.map((event) => ({ ...event, identifiers: names })),
      now,
    );
  });
  const orphans = events.filter(({ key }) => !holder.has(key.identifier));
  return [
    ...orphans.map(({ messageId }) => `${messageId} belongs to nobody`),
    ...judgeTrees(living, rows),
    ...compare(
      people,
      expected.sort((a, b) => (String(a.identifiers) < String(b.identifiers) ? -1 : 1)),
    ),
  ];
}

/** The links of a person's identifiers are a tree that holds all of them and nobody else's. */
function judgeTrees(living: readonly Profile[], rows: Outcome['rows']): string[] {
  return living.flatMap(({ profileId, identifiers }) => {
    const names = new Set(Object.keys(identifiers));
    const links = [...names].flatMap((name) =>
      (rows.get(name)?.links ?? []).map(({ to }) => [name, to] as const),
    );
    const group = new Map([...names].map((name) => [name, name]));
    const rootOf = (name: string): string => {
      const next = group.get(name) ?? name;
      return next === name ? name : rootOf(next);
    };
    for (const [one, other] of links) group.set(rootOf(one), rootOf(other));
    const roots = new Set([...names].map(rootOf));
    const isTree =
      roots.size === 1 && links.length === names.size - 1 && links.every(([, to]) => names.has(to));
    return isTree ? [] : [`the links of ${profileId} are no tree: ${JSON.stringify(links)}`];
  });
}

function compare(found: readonly OraclePerson[], expected: readonly OraclePerson[]): string[] {
  const texts = (people: readonly OraclePerson[]) => people.map((person) => JSON.stringify(sorted(person)));
  const [have, want] = [texts(found), texts(expected)];
  return [
    ...have.filter((text) => !want.includes(text)).map((text) => `found     ${text}`),
    ...want.filter((text) => !have.includes(text)).map((text) => `should be ${text}`),
  ];
}

/** With the names of every object in order, so that equal things have equal texts. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, part]) => [name, sorted(part)]));
}

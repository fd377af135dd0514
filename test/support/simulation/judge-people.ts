import type { Profile } from '../../../domain/profile/profile.ts';
import { type OraclePerson, oraclePeople } from '../profile-oracle.ts';
import type { Outcome } from './house-outcome.ts';
import type { SimulatedHouse } from './simulated-house.ts';

/** Whoever shares a message is one person, and is what all their events say: for houses in which no link is refused. */
export function judgeByMessages(house: SimulatedHouse, { events, people, now }: Outcome): string[] {
  return compare(people, oraclePeople(house.program, events, now));
}

/** Whoever the stored links join is one person, and is what the events under their identifiers say. */
export function judgeByEvidence(
  house: SimulatedHouse,
  { events, living, people, rows, now }: Outcome,
): string[] {
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
  const own = new Set(events.map(({ key }) => key.identifier));
  const isSilent = ({ identifiers }: OraclePerson) => !identifiers.some((identifier) => own.has(identifier));
  const orphans = events.filter(({ key }) => !holder.has(key.identifier));
  return [
    ...orphans.map(({ messageId }) => `${messageId} belongs to nobody`),
    ...judgeTrees(living, rows),
    ...people.filter(isSilent).flatMap((person) => judgeSilent(person, living)),
    ...compare(
      people.filter((person) => !isSilent(person)),
      expected.sort((a, b) => (String(a.identifiers) < String(b.identifiers) ? -1 : 1)),
    ),
  ];
}

/** Somebody of whom no event is left: a split leaves such, who keep their id and nothing else. */
function judgeSilent(
  { identifiers, traits, consent, devices, computed }: OraclePerson,
  living: Outcome['living'],
): string[] {
  const profile = living.find((one) => identifiers.some((identifier) => identifier in one.identifiers));
  if (profile?.apart === undefined) return [`${identifiers} have no events`];
  const left = [...Object.keys(traits), ...Object.keys(consent), ...devices];
  if (computed.eventCount === 0 && left.length === 0) return [];
  return [`${identifiers} have no events, and ${computed.eventCount} counted, ${left} left`];
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

import type { PlannedCall } from './history.ts';
import { type Outcome, outcomeOf } from './house-outcome.ts';
import { judgeMembers } from './judge-members.ts';
import { judgeByEvidence, judgeByMessages } from './judge-people.ts';
import { POISONED, type SimulatedHouse } from './simulated-house.ts';

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
    ...judgeMembers(house),
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
  const poison = quarantined.filter((row) => String(row.payload).includes(POISONED));
  const others = quarantined.filter((row) => !poison.includes(row));
  return [
    ...dead,
    ...(poison.length === house.poison
      ? []
      : [`${poison.length} of ${house.poison} poison is in quarantine`]),
    ...others.map((row) => `in quarantine: ${String(row.function)} ${String(row.reason)}`),
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

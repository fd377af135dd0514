import { createHash } from 'node:crypto';
import { eventsOf, type ToldEvent, type World } from './world.ts';

const SILENT_ALLOWANCE = ['analytics'];

/** The latest choice; of one time the refusal. */
function choiceOf({ events }: World, purpose: string, now: number): boolean | undefined {
  const choices = events.filter(({ time, consent }) => time <= now && Object.hasOwn(consent, purpose));
  const latest = choices.at(-1)?.time;
  if (latest === undefined) return undefined;
  return choices.every(({ time, consent }) => time < latest || consent[purpose] === true);
}

function isOptOut({ playbook }: World, purpose: string): boolean {
  const mode = playbook.settings.consent?.[purpose];
  return mode === undefined ? SILENT_ALLOWANCE.includes(purpose) : mode === 'opt-out';
}

/** Permitted: said yes; under opt-out, not said no. */
export function consentHolds(world: World, purpose: string, now: number): boolean {
  return choiceOf(world, purpose, now) ?? isOptOut(world, purpose);
}

export function identifierHolds({ identifiers }: World, namespace: string): boolean {
  return identifiers.some((identifier) => identifier.startsWith(`${namespace}#`));
}

/** Has an address on the channel, and has not refused it where the playbook has a rule for it. */
export function reachableHolds(world: World, channel: string, now: number): boolean {
  const hasRule = channel === 'sms' || channel in (world.playbook.settings.consent ?? {});
  if (hasRule && !consentHolds(world, channel, now)) return false;
  if (channel === 'push') return devicesOf(world, now).length > 0;
  const kind = channel === 'sms' ? 'phone' : channel;
  return identifierHolds(world, kind) || tellsAddress(world, kind, now);
}

/** A trait of that name is an address too. */
function tellsAddress({ events }: World, kind: string, now: number): boolean {
  return events.some(({ time, traits }) => time <= now && typeof traits[kind] === 'string');
}

function devicesOf({ events }: World, now: number): ToldEvent[] {
  return events.filter(({ time, context }) => {
    const device = context.device as { token?: string; type?: string } | undefined;
    return time <= now && device?.token !== undefined && device.type !== undefined;
  });
}

/** Is on the list, as its latest change says. */
export function listHolds(world: World, list: string, now: number): boolean {
  const latest = eventsOf(world, { event: 'List Changed', where: { list } }, now).findLast(
    ({ properties }) => (properties.member ?? null) !== null,
  );
  return latest?.properties.member === true;
}

/** Stable for a person: the first 32 bits of SHA-256, as a share of all. */
export function randomHolds({ seed }: World, percent: string, salt: string): boolean {
  const hash = createHash('sha256').update(`${seed}#${salt}`).digest().readUInt32BE(0);
  return hash / 2 ** 32 < Number(percent.replace('%', '')) / 100;
}

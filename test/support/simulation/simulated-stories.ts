import { connectionReset, throttled } from './aws-failures.ts';
import { type Fault, type FaultPlan, NO_FAULTS } from './faults.ts';
import { makeHistory, type PlannedCall } from './history.ts';
import { judgeHouse } from './judge-house.ts';
import { SimulatedHouse } from './simulated-house.ts';

const STARTS_AT = Date.UTC(2026, 2, 2, 10);
const DAY = 86_400_000;
const SEEDS = [1, 2, 3, 4];

/** What goes wrong with so many calls of a kind, and what with the others: nothing. */
function faultsOf(action: string, count: number, fault: () => Fault, every = 1): FaultPlan {
  let seen = 0;
  return {
    next: (call) => {
      if (!call.action.startsWith(action) || seen >= count * every) return { kind: 'none' };
      seen += 1;
      return seen % every === 0 ? fault() : { kind: 'none' };
    },
  };
}

const refused = (error: () => Error) => (): Fault => ({ kind: 'refused', error: error() });
const partial = (): Fault => ({ kind: 'partial' });

interface Scene {
  readonly seed: number;
  readonly faults?: FaultPlan;
  readonly guests?: number;
  readonly messages?: number;
}

async function play(
  { seed, faults = NO_FAULTS, guests = 3, messages = 40 }: Scene,
  prepare: (house: SimulatedHouse) => void = () => {},
): Promise<{ house: SimulatedHouse; calls: readonly PlannedCall[]; wrongs: string[] }> {
  const house = new SimulatedHouse({ seed, startsAt: STARTS_AT, faults, batchSize: 20 });
  const calls = makeHistory(seed, { guests, messages, startsAt: STARTS_AT, isShared: false });
  for (const call of calls) house.plan(call);
  prepare(house);
  await house.settle(Math.max(...calls.map(({ at }) => at)) + 14 * DAY);
  return { house, calls, wrongs: judgeHouse(house, calls, { isShared: false }) };
}

/** Nothing fails, though two read the same: so no batch comes again. */
async function calmCrowd(seed: number): Promise<string[]> {
  const { house, wrongs } = await play({ seed, messages: 60 }, (house) => house.addMapping('resolve'));
  const again = house.world.counts.of('redelivery: a batch of a stream');
  return [...wrongs, ...(again === 0 ? [] : [`${again} batches came again though nothing failed`])];
}

/** The bus refuses some of what it is given for a long time: nothing is lost. */
async function refusingBus(seed: number): Promise<string[]> {
  return (await play({ seed, faults: faultsOf('PutEvents', 60, partial) })).wrongs;
}

/** The bus cannot be reached now and then: what a person's earlier writes tell comes before what later ones do. */
async function lameBus(seed: number): Promise<string[]> {
  const faults = faultsOf('PutEvents', 60, refused(throttled), 2);
  const { house, wrongs } = await play({ seed, faults, guests: 1, messages: 60 });
  const newest = new Map<string, number>();
  const seen = new Set<string>();
  const late = house.bus.details.flatMap(({ detail }) => {
    const { id, profileId } = JSON.parse(detail) as { id: string; profileId: string };
    if (seen.has(id)) return [];
    seen.add(id);
    const version = Number(id.slice(profileId.length + 1).split('-')[0]);
    const isLate = version < (newest.get(profileId) ?? 0);
    newest.set(profileId, Math.max(version, newest.get(profileId) ?? 0));
    return isLate ? [`${id} is told after what happened later`] : [];
  });
  return [...wrongs, ...late];
}

/** Every other write of a profile fails: what failed comes again, and all that follows. */
async function lameTables(seed: number): Promise<string[]> {
  const faults = faultsOf('TransactWrite', 40, refused(connectionReset), 2);
  return (await play({ seed, faults, guests: 12 })).wrongs;
}

/** A record that can never be resolved, and a quarantine that is shut at first: it is put there in the end. */
async function shutQuarantine(seed: number): Promise<string[]> {
  const faults = faultsOf('PutCommand Quarantine', 2, refused(throttled));
  return (await play({ seed, faults }, (house) => house.plantPoison())).wrongs;
}

const LINES = 2_100;
const WORDS = 'x'.repeat(700);

/** A guest of years, whose history takes several pages and is too long to be folded in passing; the queue takes it late. */
async function longHistory(seed: number): Promise<string[]> {
  const faults = faultsOf('SendMessageBatch refold', 3, partial);
  const house = new SimulatedHouse({ seed, startsAt: STARTS_AT, faults, batchSize: 100 });
  const messages = Array.from({ length: LINES }, (_, number) => ({
    messageId: `l${String(number).padStart(6, '0')}`,
    type: 'track',
    event: 'Order Completed',
    userId: 'regular',
    timestamp: new Date(STARTS_AT - (LINES - number) * 1_000).toISOString(),
    properties: { revenue: 1, words: WORDS },
  }));
  const calls: PlannedCall[] = [0, 300, 600, 900, 1_200, 1_500, 1_800].map((start, index) => ({
    at: STARTS_AT + index,
    call: {
      route: 'POST /v1/import',
      key: 'server',
      body: messages
        .slice(start, start + 300)
        .map((line) => JSON.stringify(line))
        .join('\n'),
    },
    messages: messages
      .slice(start, start + 300)
      .map(({ messageId }) => ({ messageId, identifiers: ['userId#regular'] })),
  }));
  for (const call of calls) house.plan(call);
  await house.settle(STARTS_AT + DAY);
  house.deploy(2);
  const body = { messageId: 'last', type: 'track', event: 'Menu Opened', userId: 'regular' };
  const last: PlannedCall = {
    at: STARTS_AT + DAY,
    call: { route: 'POST /v1/track', key: 'server', body },
    messages: [{ messageId: 'last', identifiers: ['userId#regular'] }],
  };
  house.plan(last);
  await house.settle(STARTS_AT + 2 * DAY);
  return judgeHouse(house, [...calls, last], { isShared: false });
}

/** Scenes that chance seldom brings about, each of some seeds. */
export const SIMULATED_STORIES: readonly (() => Promise<readonly string[]>)[] = [
  ...[calmCrowd, refusingBus, lameBus, lameTables, shutQuarantine].flatMap((story) =>
    SEEDS.map((seed) => () => story(seed)),
  ),
  () => longHistory(1),
];

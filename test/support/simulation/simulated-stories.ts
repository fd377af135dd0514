import { connectionReset, throttled } from './aws-failures.ts';
import { birthdayOnTheWay } from './birthday-on-the-way.ts';
import type { Call, Fault, FaultPlan } from './faults.ts';
import { includedMembers } from './included-members.ts';
import { lateOrder } from './late-order.ts';
import { longHistory } from './long-history.ts';
import { faultsOf, later, play, STARTS_AT } from './play-scene.ts';
import { refusedInTurn } from './refused-in-turn.ts';
import { threeWhoWereOne } from './three-who-were-one.ts';
import { twoAtOneTable } from './two-at-one-table.ts';
import { twoWhoMeet } from './two-who-meet.ts';
import { twoWhoPart } from './two-who-part.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const SEEDS = [1, 2, 3, 4];
const RUSHES = Array.from({ length: 12 }, (_, place) => place + 1);

const refused = (error: () => Error) => (): Fault => ({ kind: 'refused', error: error() });
const partial = (): Fault => ({ kind: 'partial' });

/** Nothing fails, though two read the same: so no batch comes again. */
async function calmCrowd(seed: number): Promise<string[]> {
  const { house, wrongs } = await play({ seed, messages: 60 }, (house) => house.addMapping('resolve'));
  const again = house.world.counts.of('redelivery: a batch of a stream');
  return [...wrongs, ...(again === 0 ? [] : [`${again} batches came again though nothing failed`])];
}

/** One guest says much at once, and all of it is delivered together: one decision after another, none in another's way. */
async function loudGuest(seed: number): Promise<string[]> {
  const options = { consumers: ['announce', 'members'], batchSize: 100 } as const;
  const scene = { seed, guests: 1, messages: 100, isSqueezed: true, options };
  const { house, wrongs } = await play(scene, (house) =>
    later(house, MINUTE, () => house.addMapping('resolve')),
  );
  const again = house.world.counts.of('redelivery: a batch of a stream');
  return [...wrongs, ...(again === 0 ? [] : [`${again} batches came again though nothing failed`])];
}

/** A guest is folded anew, once, while much of what they say is received and not yet stored. */
async function rushHour(seed: number): Promise<string[]> {
  const { wrongs } = await play({ seed, guests: 1, messages: 150, isSqueezed: true }, (house) =>
    later(house, 100 + 15 * seed, () => house.refoldAll()),
  );
  return wrongs;
}

/** The bus refuses some of what it is given for a long time: nothing is lost. */
async function refusingBus(seed: number): Promise<string[]> {
  return (await play({ seed, faults: faultsOf('PutEvents', 60, partial) })).wrongs;
}

/** The bus cannot be reached now and then: what a person's earlier writes tell comes before what later ones do. */
async function lameBus(seed: number): Promise<string[]> {
  const faults = faultsOf('PutEvents', 60, refused(throttled), 2);
  const options = { consumers: ['resolve', 'members'], batchSize: 100 } as const;
  const scene = { seed, faults, guests: 1, messages: 60, options };
  // It reads what has long been waiting.
  const { house, wrongs } = await play(scene, (house) =>
    later(house, DAY, () => house.addMapping('announce')),
  );
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

/** What was given up first comes back minutes after what followed it, and counts all the same. */
async function lateLetters(seed: number): Promise<string[]> {
  let now = () => STARTS_AT;
  const isRefused = ({ functionName, action }: Call) =>
    (functionName === 'resolve' && action.startsWith('TransactWrite') && now() < STARTS_AT + MINUTE) ||
    (functionName === 'redrive' && now() < STARTS_AT + DAY);
  const faults: FaultPlan = {
    next: (call) => (isRefused(call) ? { kind: 'refused', error: connectionReset() } : { kind: 'none' }),
  };
  const scene = { seed, faults, guests: 1, messages: 60, options: { attempts: 1 } };
  const { wrongs } = await play(scene, (house) => {
    now = () => house.world.scheduler.now;
  });
  return wrongs;
}

/** A campaign that includes members is deployed, goes and comes back, while people come in, meet and are written to. */
function includingDeploys(seed: number): Promise<string[]> {
  const frequency = { kind: seed % 2 === 0 ? 'once' : 'every time' } as const;
  const isHasty = seed > SEEDS.length / 2;
  return includedMembers({
    seed,
    frequency,
    isHasty,
    isSegmentNew: seed % 4 < 2,
    faultRate: (seed % 3) * 0.02,
  });
}

/** Scenes that chance seldom brings about, each of some seeds. */
export const SIMULATED_STORIES: readonly (() => Promise<readonly string[]>)[] = [
  ...RUSHES.map((seed) => () => rushHour(seed)),
  ...[calmCrowd, loudGuest, threeWhoWereOne, refusingBus, lameBus, lameTables, shutQuarantine].flatMap(
    (story) => SEEDS.map((seed) => () => story(seed)),
  ),
  ...[
    longHistory,
    lateLetters,
    twoAtOneTable,
    lateOrder,
    birthdayOnTheWay,
    twoWhoPart,
    twoWhoMeet,
    refusedInTurn,
    includingDeploys,
  ].flatMap((story) => SEEDS.map((seed) => () => story(seed))),
];

import type { JsonObject } from '../../domain/event/json.ts';
import { mutedBytes } from '../muted-output.ts';
import { median } from '../quantile.ts';
import { type BenchGuest, pageOf } from '../units/messages.ts';
import type { EventPath } from './event-path.ts';
import type { HeldClient } from './held-client.ts';
import type { Work } from './lambda-time.ts';

const WARM_ROUNDS = 6;
const ROUNDS = 8;
const BETWEEN_ROUNDS_MILLISECONDS = 10 * 60_000;

/** One invocation: what it needs of Lambda, and what it writes to its log. */
export type Invoked = Work & { readonly logBytes: number };

/** A request with a guest's events, and a batch of all guests' events. */
export interface PathWork {
  readonly collect: Invoked;
  readonly resolve: Invoked;
}

/** What a round needs: guests who each have a few events, and a clock that it moves on. */
export interface Traffic {
  readonly guests: readonly Required<BenchGuest>[];
  readonly clock: { now: number };
  /** The events of a round, a list a guest; by default each guest looks at some pages. */
  readonly next?: (shape: Shape) => Promise<JsonObject[][]>;
}

/** How the events of a round come. */
export interface Shape {
  readonly eventsAGuest: number;
  /** Of a guest's events. */
  readonly eventsARequest: number;
  /** In one batch of the stream. */
  readonly guestsABatch: number;
}

let messages = 2_000_000;

/** Each guest looks at some pages. */
export function nextEvents({ guests, clock }: Traffic, { eventsAGuest }: Shape): JsonObject[][] {
  clock.now += BETWEEN_ROUNDS_MILLISECONDS;
  return guests.map((guest) =>
    Array.from({ length: eventsAGuest }, () => {
      messages += 1;
      return pageOf(guest, messages, clock.now);
    }),
  );
}

/** Times a path that is warm; its log is muted (muted-output.ts). */
export async function measureWork(
  path: EventPath,
  held: HeldClient,
  traffic: Traffic,
  shape: Shape,
): Promise<PathWork> {
  const busy = async (run: () => Promise<void>) => ({ ...(await watch(run)), steps: 0 });
  const slow = async (run: () => Promise<void>) => {
    const steps = await held.countSteps(run);
    return { processorMilliseconds: 0, logBytes: 0, steps };
  };
  for (let round = 0; round < WARM_ROUNDS; round += 1) await runRound(path, traffic, shape, busy);
  const rounds: PathWork[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await runRound(path, traffic, shape, busy));
  const stepped = await runRound(path, traffic, shape, slow);
  const middleOf = (name: 'collect' | 'resolve'): Invoked => ({
    processorMilliseconds: median(rounds.map((round) => round[name].processorMilliseconds)),
    logBytes: median(rounds.map((round) => round[name].logBytes)),
    steps: Math.round(stepped[name].steps),
  });
  return { collect: middleOf('collect'), resolve: middleOf('resolve') };
}

type Observe = (run: () => Promise<void>) => Promise<Invoked>;

/** The requests of some guests one after another, then their batch, until all had their turn; the means. */
async function runRound(
  path: EventPath,
  traffic: Traffic,
  shape: Shape,
  observe: Observe,
): Promise<PathWork> {
  const [collects, resolves]: [Invoked[], Invoked[]] = [[], []];
  const events = await (traffic.next?.(shape) ?? nextEvents(traffic, shape));
  for (const guests of chunksOf(events, shape.guestsABatch)) {
    const requests = guests.flatMap((events) => chunksOf(events, shape.eventsARequest));
    for (const request of requests) collects.push(await observe(() => path.collect(request)));
    const batch = path.takeBatch();
    resolves.push(await observe(() => path.resolve(batch)));
  }
  return { collect: meanOf(collects), resolve: meanOf(resolves) };
}

function meanOf(all: readonly Invoked[]): Invoked {
  const mean = (pick: (one: Invoked) => number) => all.reduce((sum, one) => sum + pick(one), 0) / all.length;
  return {
    processorMilliseconds: mean((one) => one.processorMilliseconds),
    steps: mean((one) => one.steps),
    logBytes: mean((one) => one.logBytes),
  };
}

export function chunksOf<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

async function watch(run: () => Promise<void>) {
  const [before, bytes] = [process.cpuUsage(), mutedBytes()];
  await run();
  const { user, system } = process.cpuUsage(before);
  return { processorMilliseconds: (user + system) / 1000, logBytes: mutedBytes() - bytes };
}

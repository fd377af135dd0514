import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../domain/event/json.ts';
import type { AwsCall } from '../../local/aws/aws-call.ts';
import type { Figure } from '../figure.ts';
import { quantile } from '../quantile.ts';
import { reservationOf, startRunningStack } from '../running-stack.ts';

const WARM_UP = 5;
const EVENTS = 60;
const DAYS = 20;
const TIMEOUT_MILLISECONDS = 60_000;

/** On the warm local system: from an event, or a moment, that changes a segment until its signal is on the bus. */
export async function measureSignals(): Promise<readonly Figure[]> {
  const bus = createBusWatch();
  const stack = await startRunningStack('bench/signals-playbook', (call) => bus.saw(call));
  const timed = async (type: string, cause: () => Promise<void>) => {
    const seen = bus.next(type);
    const begun = performance.now();
    await cause();
    return (await seen) - begun;
  };
  try {
    const byEvent: number[] = [];
    for (let guest = 0; guest < WARM_UP + EVENTS; guest += 1) {
      const taken = await timed('Segment Entered', () => stack.collect([reservationOf(guest)]));
      if (guest >= WARM_UP) byEvent.push(taken);
    }
    const byTime: number[] = [];
    for (let day = 0; day < DAYS; day += 1) {
      await stack.settle();
      byTime.push(await timed('Segment Left', () => stack.advance('25 hours')));
      await timed('Segment Entered', () => stack.collect([reservationNow(day)]));
    }
    return [
      ...figuresOf('event to signal', byEvent, `${EVENTS} guests, one at a time`),
      ...figuresOf('moment to signal', byTime, `the clock is moved past the moment, ${DAYS} times`),
    ];
  } finally {
    await stack.stop();
  }
}

/** Without a time of its own it happens when it arrives, by the clock that was moved. */
function reservationNow(guest: number): JsonObject {
  const { timestamp: _, ...reservation } = reservationOf(guest);
  return reservation;
}

function figuresOf(what: string, milliseconds: readonly number[], note: string): Figure[] {
  const name = `local: ${what}`;
  return [
    { name: `${name}, p50`, ours: quantile(milliseconds, 0.5), unit: 'ms', note },
    { name: `${name}, p99`, ours: quantile(milliseconds, 0.99), unit: 'ms' },
  ];
}

/** Waits for the next signal of a type that is put on the bus. */
function createBusWatch() {
  const waiting = new Map<string, (at: number) => void>();
  return {
    saw({ service, action, parameters }: AwsCall): void {
      if (service !== 'events' || action !== 'PutEvents') return;
      for (const { DetailType } of parameters.Entries as { DetailType: string }[]) {
        waiting.get(DetailType)?.(performance.now());
        waiting.delete(DetailType);
      }
    },
    async next(type: string): Promise<number> {
      const seen = new Promise<number>((resolve) => waiting.set(type, resolve));
      const at = await Promise.race([seen, sleep(TIMEOUT_MILLISECONDS, undefined, { ref: false })]);
      if (at === undefined) throw new Error(`no ${type} within a minute`);
      return at;
    },
  };
}

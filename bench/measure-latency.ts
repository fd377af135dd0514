import type { Figure } from './figure.ts';
import { quantile } from './quantile.ts';
import { createPostman, reservationOf, startRunningStack, welcomeOf } from './running-stack.ts';

const GUESTS = 50;
const WARM_UP = 20;
const EVENTS = 150;

/** From just before an event is posted until its message reaches the outbox, one at a time, on the warm local system. */
export async function measureLatency(): Promise<readonly Figure[]> {
  const postman = createPostman();
  const stack = await startRunningStack('bench/playbook', (call) => postman.saw(call));
  try {
    await stack.collect(Array.from({ length: GUESTS }, (_, number) => welcomeOf(number)));
    await stack.settle();
    const milliseconds: number[] = [];
    for (let count = 0; count < WARM_UP + EVENTS; count += 1) {
      const left = postman.next();
      const begun = performance.now();
      await stack.collect([reservationOf(count % GUESTS)]);
      const taken = (await left) - begun;
      if (count >= WARM_UP) milliseconds.push(taken);
    }
    const note = `${EVENTS} events one at a time, after ${WARM_UP} to warm up`;
    return [
      { name: 'local: event to outbox, p50', ours: quantile(milliseconds, 0.5), unit: 'ms', note },
      { name: 'local: event to outbox, p99', ours: quantile(milliseconds, 0.99), unit: 'ms' },
    ];
  } finally {
    await stack.stop();
  }
}

import type { Figure } from '../figure.ts';
import { startRunningStack, welcomeOf } from '../running-stack.ts';

/** PEOPLE=100000 npm run bench -- journeys */
const PEOPLE = Number(process.env.PEOPLE ?? 2_000);
const A_BATCH = 500;

/** A broadcast to so many people through the whole local system, and what it calls. */
export async function measureBroadcast(): Promise<readonly Figure[]> {
  const calls = new Map<string, number>();
  let isCounting = false;
  const stack = await startRunningStack('bench/broadcast-playbook', ({ functionName, action }) => {
    if (!isCounting) return;
    const name = `${functionName} ${action}`;
    calls.set(name, (calls.get(name) ?? 0) + 1);
  });
  try {
    for (let from = 0; from < PEOPLE; from += A_BATCH) {
      const size = Math.min(A_BATCH, PEOPLE - from);
      await stack.collect(Array.from({ length: size }, (_, place) => welcomeOf(from + place)));
      await stack.settle();
    }
    isCounting = true;
    const begun = performance.now();
    await stack.advance('1 day');
    const seconds = (performance.now() - begun) / 1000;
    const outbox = await stack.get<readonly { readonly to: unknown }[]>('/_local/outbox');
    const mails = new Map(
      [...Map.groupBy(outbox, ({ to }) => String(to))].map(([to, all]) => [to, all.length]),
    );
    return figuresOf(calls, mails, seconds);
  } finally {
    await stack.stop();
  }
}

function figuresOf(
  calls: ReadonlyMap<string, number>,
  mails: ReadonlyMap<string, number>,
  seconds: number,
): Figure[] {
  const sent = [...mails.values()].reduce((sum, count) => sum + count, 0);
  const twice = [...mails.values()].filter((count) => count > 1).length;
  return [
    {
      name: `local: a broadcast to ${PEOPLE} people`,
      ours: Math.round(mails.size / seconds),
      unit: 'people a second',
      note: `${sent} mails to ${mails.size} people, ${twice} of them twice`,
    },
    ...[...calls]
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => ({
        name: `  ${name}`,
        ours: Math.round((count / PEOPLE) * 1000) / 1000,
        unit: 'calls a person',
      })),
  ];
}

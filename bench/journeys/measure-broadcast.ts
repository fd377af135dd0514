import type { AwsCall } from '../../local/aws/aws-call.ts';
import type { Figure } from '../figure.ts';
import { type RunningStack, startRunningStack, welcomeOf } from '../running-stack.ts';

/** PEOPLE=100000 npm run bench -- journeys */
const PEOPLE = Number(process.env.PEOPLE ?? 2_000);
const A_POST = 100;
const POSTS_TO_A_REST = 5;
const PEOPLE_TO_A_LINE = 10_000;

/** A broadcast to so many people through the whole local system, and what it calls. */
export async function measureBroadcast(): Promise<readonly Figure[]> {
  const calls = new Map<string, number>();
  const mails = new Map<string, number>();
  let isCounting = false;
  const stack = await startRunningStack('bench/broadcast-playbook', (call) => {
    if (!isCounting) return;
    countOne(calls, `${call.functionName} ${call.action}`);
    if (call.service === 'ses') countOne(mails, addressOf(call));
  });
  try {
    await load(stack);
    isCounting = true;
    const begun = performance.now();
    await stack.advance('1 day');
    return figuresOf(calls, mails, (performance.now() - begun) / 1000);
  } finally {
    await stack.stop();
  }
}

async function load(stack: RunningStack): Promise<void> {
  for (let from = 0; from < PEOPLE; from += A_POST) {
    const size = Math.min(A_POST, PEOPLE - from);
    await stack.collect(Array.from({ length: size }, (_, place) => welcomeOf(from + place)));
    if ((from / A_POST) % POSTS_TO_A_REST === 0) await stack.settle();
    if (from % PEOPLE_TO_A_LINE === 0) process.stderr.write(`${from + size} of ${PEOPLE} people\n`);
  }
  await stack.settle();
}

function countOne(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Read from the call itself: the outbox of so many mails would be too long for one answer. */
function addressOf({ parameters }: AwsCall): string {
  return String(parameters['Destinations.member.1']);
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

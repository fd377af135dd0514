import { setTimeout as sleep } from 'node:timers/promises';
import { TABLES } from '../lambdas/contract/tables.ts';
import type { AwsCall } from '../local/aws/aws-call.ts';

/** Calls of one invocation that were under way together: one after another they wait for nothing of each other. */
export interface Step {
  readonly functionName: string;
  readonly invocation: string;
  readonly calls: readonly string[];
}

interface Held {
  readonly functionName: string;
  readonly invocation: string;
  readonly name: string;
  readonly arrivedAt: number;
  releasedAt: number;
}

const HOLD_MILLISECONDS = 30;

/** Holds each call for a while, so that calls made side by side are seen side by side. */
export function createCallRecorder() {
  let calls: Held[] = [];
  return {
    async hold(call: AwsCall): Promise<void> {
      const held: Held = {
        functionName: call.functionName,
        invocation: call.invocation?.id ?? '',
        name: nameOf(call),
        arrivedAt: performance.now(),
        releasedAt: Number.POSITIVE_INFINITY,
      };
      calls.push(held);
      await sleep(HOLD_MILLISECONDS);
      held.releasedAt = performance.now();
    },
    clear(): void {
      calls = [];
    },
    /** In the order in which they began. */
    steps: () => stepsOf(calls),
  };
}

function stepsOf(calls: readonly Held[]): Step[] {
  const steps: { first: Held; calls: string[] }[] = [];
  for (const call of calls) {
    const open = steps.find(
      ({ first }) => first.invocation === call.invocation && call.arrivedAt < first.releasedAt,
    );
    if (open === undefined) steps.push({ first: call, calls: [call.name] });
    else open.calls.push(call.name);
  }
  return steps.map(({ first, calls }) => ({
    functionName: first.functionName,
    invocation: first.invocation,
    calls,
  }));
}

const TABLE_NAMES = Object.keys(TABLES);

/** `PutItem Profiles`: the action and, for DynamoDB, the tables. */
function nameOf({ service, action, body }: AwsCall): string {
  if (service !== 'dynamodb') return action;
  const text = body.toString();
  const tables = [...text.matchAll(/"TableName":"([^"]+)"|"RequestItems":\{"([^"]+)"/g)].map(
    ([, name, requested]) => name ?? requested ?? '',
  );
  const labels = tables.map((name) => TABLE_NAMES.find((label) => name.includes(label)) ?? name);
  return `${action} ${[...new Set(labels)].join('+')}`;
}

import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Ids of the processes that a process started, theirs included. */
export function descendants(processId: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === processId)
    .map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function parentOf(processId: string): number | undefined {
  try {
    const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return fields?.[0] === 'Z' ? undefined : Number(fields?.[1]);
  } catch {
    return undefined; // it has just ended
  }
}

/** Tells whether a process still runs. */
export function isAlive(processId: number): boolean {
  return parentOf(String(processId)) !== undefined;
}

/** Resolves when none of the processes runs any more. */
export async function untilGone(processIds: readonly number[]): Promise<void> {
  while (processIds.some(isAlive)) await sleep(20);
}

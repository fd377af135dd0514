import { readFileSync } from 'node:fs';

const LOOK_MILLISECONDS = 1_000;

/**
 * Calls `stop`, once, when what started this process has gone: npm that is killed says nothing to what it runs. Between npm
 * and us there may be the shell of npm's `sh -c`, which outlives npm; then its parent is watched too. Any other grandparent,
 * such as the terminal that npm was started from, may go. Looking keeps nothing alive.
 */
export function stopWithParent(stop: () => void): void {
  const parent = process.ppid;
  const grandparent = isShellCommand(parent) ? parentOf(parent) : undefined;
  const timer = setInterval(() => {
    const isShellAlone = grandparent !== undefined && parentOf(parent) !== grandparent;
    if (process.ppid === parent && !isShellAlone) return;
    clearInterval(timer);
    stop();
  }, LOOK_MILLISECONDS);
  timer.unref();
}

/** Undefined where there is no /proc: the shells of those systems make way for what they run. */
function parentOf(processId: number): number | undefined {
  try {
    const afterName = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ').at(-1);
    return Number(afterName?.split(' ')[1]);
  } catch {
    return undefined;
  }
}

function isShellCommand(processId: number): boolean {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, 'utf8').split('\0')[1] === '-c';
  } catch {
    return false;
  }
}

const LOOK_MILLISECONDS = 1_000;

/**
 * Calls `stop`, once, when the process that started this one has gone: npm that is killed says nothing to what it runs.
 * Looking keeps nothing alive.
 */
export function stopWithParent(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, LOOK_MILLISECONDS);
  timer.unref();
}

/**
 * Replaces this thread's `Date` by one that is ahead by the milliseconds in the shared memory. Product code needs no hook:
 * it asks the time as everywhere.
 * @returns the real clock
 */
export function moveClock(shared: SharedArrayBuffer): () => number {
  const offset = new Float64Array(shared);
  const RealDate = Date;
  const realNow = RealDate.now.bind(RealDate);
  const now = () => realNow() + (offset[0] ?? 0);
  const MovedDate: DateConstructor = new Proxy(RealDate, {
    construct: (target, parameters, newTarget): Date =>
      Reflect.construct(
        target,
        parameters.length === 0 ? [now()] : parameters,
        newTarget === MovedDate ? target : newTarget,
      ),
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
  RealDate.prototype.constructor = MovedDate;
  globalThis.Date = MovedDate;
  return realNow;
}

/** Ascending times with one more in its place, the latest `keep` of them; the same list if it is too old to be kept. */
export function withTime(times: readonly number[], time: number, keep: number): readonly number[] {
  const [oldest] = times;
  if (times.length >= keep && oldest !== undefined && time <= oldest) return times;
  let place = times.length;
  while (place > 0 && (times[place - 1] ?? 0) > time) place -= 1;
  const longer = [...times.slice(0, place), time, ...times.slice(place)];
  return longer.length > keep ? longer.slice(longer.length - keep) : longer;
}

/** The latest `keep` of the times in both lists, ascending; a time in both counts twice. */
export function uniteTimes(a: readonly number[], b: readonly number[], keep: number): readonly number[] {
  return [...a, ...b].sort((left, right) => left - right).slice(-keep);
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** In the largest unit that divides it: 2592000000 → `30 days`. */
export function describeDuration(milliseconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => milliseconds % size === 0) ?? (['second', 1000] as const);
  const amount = milliseconds / size;
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** What short times are counted from, 2020-01-01: so that they are eight characters long until 2109. */
const EPOCH = 1_577_836_800_000;
const BASE = 36;

/** A moment in as few characters as base 36 takes. @param time whole milliseconds since the epoch */
export function toShortTime(time: number): string {
  return (time - EPOCH).toString(BASE);
}

/** The moment that a short time is of. */
export function fromShortTime(text: string): number {
  return Number.parseInt(text, BASE) + EPOCH;
}

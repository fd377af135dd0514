/** A link that was taken back: whoever holds one of the two and whoever holds the other never become one. */
export interface Separation {
  readonly identifier: string;
  /** The other end of the link that was taken out. */
  readonly from: string;
  /** When, in milliseconds since the epoch. */
  readonly at: number;
  /** The profile that the other of the two got then; absent: nobody's. By it is found whose something is that was told before. */
  readonly other?: string;
}

/** Tells whether one of two people may not be the other: each holds an end of something that was split. */
export function isKeptApart(
  separations: Iterable<Separation>,
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
): boolean {
  for (const { identifier, from } of separations) {
    if (one.has(identifier) && other.has(from)) return true;
    if (one.has(from) && other.has(identifier)) return true;
  }
  return false;
}

/** The separations of two people who are one: each once, since it was first made, in one order. */
export function uniteSeparations(a: readonly Separation[], b: readonly Separation[]): readonly Separation[] {
  const byEnds = new Map<string, Separation>();
  for (const separation of [...a, ...b].sort((one, other) => one.at - other.at)) {
    const ends = `${separation.identifier}\n${separation.from}`;
    if (!byEnds.has(ends)) byEnds.set(ends, separation);
  }
  return [...byEnds].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, separation]) => separation);
}

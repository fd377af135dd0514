import type { Separation } from '../../domain/identity/separation.ts';

/** identifier, from, when, after a base, and the other's profile */
export type EncodedSeparation = readonly [identifier: string, from: string, at: number, other?: string];

/** @param base what moments are counted from */
export function encodeSeparation(
  { identifier, from, at, other }: Separation,
  base: number,
): EncodedSeparation {
  const ends = [identifier, from, at - base] as const;
  return other === undefined ? ends : [...ends, other];
}

export function decodeSeparation([identifier, from, at, other]: EncodedSeparation, base: number): Separation {
  return { identifier, from, at: at + base, ...(other !== undefined && { other }) };
}

import type { DateMemory } from '../../domain/profile/profile.ts';

/** The zone, and what was told, after the base; by name, so that equal memories are equal text. */
export type EncodedDateMemory = readonly [zone: string, told?: Readonly<Record<string, number>>];

/** A date memory as a profile's document holds it. @param base milliseconds since the epoch, as of the document's other moments */
export function encodeDateMemory({ zone, told }: DateMemory, base: number): EncodedDateMemory {
  const entries = Object.entries(told).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return [zone];
  return [zone, Object.fromEntries(entries.map(([telling, at]) => [telling, at - base]))];
}

/** What `encodeDateMemory` encoded. */
export function decodeDateMemory([zone, told = {}]: EncodedDateMemory, base: number): DateMemory {
  const entries = Object.entries(told).map(([telling, at]) => [telling, at + base]);
  return { zone, told: Object.fromEntries(entries) };
}

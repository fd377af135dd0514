import type { Stamp } from '../../domain/profile/profile.ts';

/** A stamp as it is stored: when, in milliseconds after the table's base, and which message. */
export type EncodedStamp = readonly [at: number, messageId: string];

export interface StampTable {
  readonly list: readonly EncodedStamp[];
  /** The place of a stamp; a new one is added. */
  indexOf(stamp: Stamp): number;
  at(index: number): Stamp;
}

/** Keeps each stamp once: an identify sets many traits, and message ids are long. */
export function createStampTable(base: number, stored: readonly EncodedStamp[] = []): StampTable {
  const list = [...stored];
  const places = new Map(list.map(([at, messageId], index) => [`${at + base}#${messageId}`, index]));
  return {
    list,
    indexOf: ({ at, messageId }) => {
      const name = `${at}#${messageId}`;
      const known = places.get(name);
      if (known !== undefined) return known;
      places.set(name, list.length);
      return list.push([at - base, messageId]) - 1;
    },
    at: (index) => {
      const [at, messageId] = list[index] ?? [0, ''];
      return { at: at + base, messageId };
    },
  };
}

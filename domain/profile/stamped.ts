import type { ConsentChoice } from '../consent/consent-choice.ts';
import type { Device, Stamp, Stamped } from './profile.ts';

type Entries<T> = Readonly<Record<string, T>>;

/** Which of two wins where their stamps are equal: greater than 0 if the first does. */
type TieBreak<T> = (a: T, b: T) => number;

/** Orders by (time, messageId): negative if the first is earlier. */
export function compareStamps(a: Stamp, b: Stamp): number {
  if (a.at !== b.at) return a.at - b.at;
  return compareText(a.messageId, b.messageId);
}

/** The later of two values; of one message sent with two contents, the greater text, so that order never matters. */
export const laterValue = <T>(a: Stamped<T>, b: Stamped<T>): Stamped<T> => later(a, b, byText);

const byText = <T>(a: Stamped<T>, b: Stamped<T>) =>
  compareText(JSON.stringify(a.value), JSON.stringify(b.value));

/** Orders choices by time; of the same time the stricter is the later, whichever message it came with. */
export function compareChoices(a: ConsentChoice, b: ConsentChoice): number {
  return a.at - b.at || Number(b.granted) - Number(a.granted) || compareText(a.messageId, b.messageId);
}

/** The later of two choices; of the same time the stricter. */
export const laterChoice = (a: ConsentChoice, b: ConsentChoice): ConsentChoice =>
  compareChoices(a, b) >= 0 ? a : b;

/** The later of two registrations of a device. */
export const laterDevice = (a: Device, b: Device): Device =>
  later(a, b, (x, y) => compareText(nameOf(x), nameOf(y)));

const nameOf = ({ platform, deviceId = '' }: Device) => `${platform} ${deviceId}`;

/** Unites two maps; where both have an entry, `choose` says which stands. Answers the very map where the other is empty. */
export function uniteEntries<T>(a: Entries<T>, b: Entries<T>, choose: (a: T, b: T) => T): Entries<T> {
  const added = Object.entries(b);
  if (added.length === 0) return a;
  return Object.fromEntries(uniteInto(new Map(Object.entries(a)), added, choose));
}

/** Adds entries to a map; where it has one already, `choose` says which stands. */
export function uniteInto<T>(
  map: Map<string, T>,
  added: readonly (readonly [string, T])[],
  choose: (a: T, b: T) => T,
): Map<string, T> {
  for (const [key, value] of added) {
    const present = map.get(key);
    map.set(key, present === undefined ? value : choose(present, value));
  }
  return map;
}

function later<T extends Stamp>(a: T, b: T, tieBreak: TieBreak<T>): T {
  return (compareStamps(a, b) || tieBreak(a, b)) >= 0 ? a : b;
}

/** By code unit: the same everywhere, whatever the locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

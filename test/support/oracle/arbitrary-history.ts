import type { SeededRandom } from '../simulation/seeded-random.ts';
import { aDeed, type Topic } from './arbitrary-deed.ts';
import { aHabitualDeed, aHabitualPause, type Habit } from './arbitrary-habit.ts';
import { BEGINNING, CAMPAIGNS, HOUR } from './vocabulary.ts';
import type { ToldEvent } from './world.ts';

/** Identifiers of three people who may turn out to be one; most trusted first. */
const PEOPLE: readonly (readonly string[])[] = [
  ['userId#john', 'email#john@example.com', 'anonymousId#web-1'],
  ['email#joan@example.com', 'anonymousId#web-2'],
  ['phone#+491701234567', 'anonymousId#web-3'],
];
const TRUST = ['userId', 'email', 'phone', 'anonymousId'];
const trustOf = (identifier: string) => TRUST.indexOf(identifier.split('#')[0] ?? '');

/** More of the same than any bounded state remembers one by one. */
const NOTHING_ELSE: ReadonlySet<Topic> = new Set();

/** What guests did, in the order in which it was received, with what happens to a profile besides. */
export interface AnyHistory {
  readonly events: readonly ToldEvent[];
  /** After so many events every profile is folded anew. */
  readonly refoldsAfter: readonly number[];
  /** After so many events a campaign decides to send a message to whom the last one is about. */
  readonly sends: readonly { readonly after: number; readonly campaign: string }[];
}

/** A history of up to three people, some of whom are found to be one on the way. */
export function aHistory(dice: SeededRandom, topics: ReadonlySet<Topic>): AnyHistory {
  const people = dice.pick([1, 1, 2, 2, 3]);
  // Where nothing is late nothing is folded anew, and what a merge decides stays.
  const isPunctual = dice.happens(0.4);
  const isBusy = dice.happens(0.025);
  const length = isBusy ? dice.between(40, 90) : dice.between(1, 9) + dice.below(12);
  const grid = dice.pick([HOUR, HOUR, HOUR / 2, 12 * HOUR]);
  const events: ToldEvent[] = [];
  let received = BEGINNING + 24 * grid;
  for (let index = 0; index < length; index += 1) {
    received += aPause(dice, grid);
    const time = isPunctual ? received : aTime(dice, events, received, grid);
    events.push({
      ...aDeed(dice, time, isBusy ? NOTHING_ELSE : topics),
      messageId: `m${String(dice.below(1_000)).padStart(3, '0')}-${index}`,
      time,
      receivedAt: received,
      identifiers: identifiersOf(dice, people),
    });
  }
  return {
    events,
    refoldsAfter: dice.happens(0.15) ? [dice.below(length) + 1] : [],
    sends: topics.has('message') ? someSends(dice, length) : [],
  };
}

/** What one guest does over and over, in time: more of it than any bounded state remembers one by one. */
export function aHabitualHistory(dice: SeededRandom, habit: Habit, lengths: readonly number[]): AnyHistory {
  const pace = lengths.length === 0 ? HOUR : dice.pick(lengths);
  let received = BEGINNING + 24 * HOUR;
  const events = Array.from({ length: dice.between(45, 100) }, (_, index): ToldEvent => {
    received += aHabitualPause(dice, pace);
    const deed = aHabitualDeed(dice, habit, index);
    const messageId = `h${String(index).padStart(3, '0')}`;
    return { ...deed, messageId, time: received, receivedAt: received, identifiers: ['userId#john'] };
  });
  return { events, refoldsAfter: [], sends: [] };
}

function someSends(dice: SeededRandom, length: number): AnyHistory['sends'] {
  const sends = Array.from({ length: dice.below(4) }, () => ({
    after: dice.below(length) + 1,
    campaign: dice.pick(CAMPAIGNS),
  }));
  return sends.sort((a, b) => a.after - b.after);
}

/** Mostly something between nothing and a few steps of the grid; now and then a millisecond. */
function aPause(dice: SeededRandom, grid: number): number {
  return dice.pick([0, 0, 1, dice.below(3) * grid, dice.below(4) * grid, dice.below(grid)]);
}

/** Just now, at the time of another event, beside it, or late, mostly on the grid. */
function aTime(dice: SeededRandom, events: readonly ToldEvent[], received: number, grid: number): number {
  const other = events.length > 0 && dice.happens(0.3) ? dice.pick(events).time : undefined;
  if (other !== undefined) return Math.min(received, other + dice.pick([0, 0, 0, 0, 1, -1]));
  if (dice.happens(0.5)) return received;
  const onGrid = Math.floor(received / grid) * grid - dice.below(dice.happens(0.2) ? 60 : 8) * grid;
  return dice.happens(0.85) ? onGrid : onGrid - dice.below(grid);
}

function identifiersOf(dice: SeededRandom, people: number): string[] {
  const person = PEOPLE[dice.pick([0, dice.below(people)])] ?? [];
  const named = new Set([dice.pick(person), ...(dice.happens(0.3) ? [dice.pick(person)] : [])]);
  if (dice.happens(0.85) && person !== PEOPLE[2]) named.add(person[0] ?? '');
  if (people > 1 && dice.happens(0.1)) named.add(dice.pick(PEOPLE[dice.below(people)] ?? []));
  return [...named].sort((a, b) => trustOf(a) - trustOf(b) || (a < b ? -1 : 1));
}

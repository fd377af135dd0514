import type { SeededRandom } from '../simulation/seeded-random.ts';
import { quietTime } from './sequence.ts';
import { aCategory, aProductId, DEEDS } from './vocabulary.ts';
import type { ToldEvent } from './world.ts';
import type { Json, WrittenPlaybook, WrittenSelector, WrittenStep } from './written.ts';

/** What a guest does over and over, in turns. */
export type Habit = readonly string[];

/** Of what a playbook asks: the matches of a sequence that must be quiet, and the different values in a range. */
interface Asking {
  readonly sequence?: readonly WrittenStep[];
  readonly unique?: unknown;
  readonly within?: unknown;
  readonly of?: WrittenSelector & { readonly within?: unknown };
  readonly event?: WrittenSelector['event'];
}

/** What must be done often before a playbook's bounded states come to their limits. */
export function habitsIn({ segments, traits, campaigns }: WrittenPlaybook): readonly Habit[] {
  const habits: Habit[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    habits.push(...habitsOf(value as Asking));
    for (const each of Object.values(value)) collect(each);
  };
  collect([segments, traits, campaigns]);
  return habits;
}

function habitsOf({ sequence, unique, within, of, event }: Asking): readonly Habit[] {
  if (sequence !== undefined) return quietHabits(sequence);
  if (unique === undefined || !Array.isArray(of?.within ?? within)) return [];
  return [[oneOf(of?.event ?? event ?? 'any')]];
}

/** The steps that must happen, if these do not undo themselves. */
function quietHabits(steps: readonly WrittenStep[]): readonly Habit[] {
  const last = steps.at(-1);
  if (last === undefined || !('not' in last) || quietTime(last) === undefined) return [];
  const names = steps.flatMap((step) => ('not' in step ? [] : [oneOf(step.event)]));
  const isUndone = ['any', ...names].some((name) => [last.not.event].flat().includes(name));
  return isUndone ? [] : [names];
}

function oneOf(event: WrittenSelector['event']): string {
  const [name = 'any'] = [event].flat();
  return name === 'any' ? (DEEDS[0] ?? '') : name;
}

type Deed = Pick<ToldEvent, 'name' | 'properties' | 'traits' | 'context' | 'consent'>;

/** What is done once more, with many values about it; now and then something else comes between. */
export function aHabitualDeed(dice: SeededRandom, habit: Habit, index: number): Deed {
  const product = (): Json => ({
    category: aCategory(dice),
    product_id: aProductId(dice),
    tags: [aCategory(dice), aCategory(dice)],
  });
  return {
    name: dice.happens(0.02) ? dice.pick(DEEDS) : (habit[index % habit.length] ?? ''),
    properties: {
      revenue: 5,
      category: [aCategory(dice), aCategory(dice)],
      products: [product(), product(), product()],
    },
    traits: {},
    context: {},
    consent: {},
  };
}

/** How long after one comes the next: dozens lie within the window. */
export function aHabitualPause(dice: SeededRandom, window: number): number {
  return dice.below(Math.ceil(window / dice.pick([20, 40, 80])));
}

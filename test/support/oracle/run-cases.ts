import { SeededRandom } from '../simulation/seeded-random.ts';
import type { AnyCase, Difference } from './any-case.ts';
import { someClocks } from './arbitrary-clocks.ts';
import { CONDITION_KINDS } from './arbitrary-condition.ts';
import { topicsOf } from './arbitrary-deed.ts';
import { habitsIn } from './arbitrary-habit.ts';
import { aHabitualHistory, aHistory } from './arbitrary-history.ts';
import { type Kinds, TRAIT_KINDS } from './arbitrary-playbook.ts';
import { CaseRates } from './case-rates.ts';
import { judgeCase } from './judge-case.ts';
import { lengthsIn } from './playbook-edges.ts';
import { shrinkCase } from './shrink-case.ts';
import { aSoundPlaybook } from './sound-playbook.ts';
import { tellCase } from './tell-case.ts';
import { lengthOf } from './values.ts';

const HISTORIES_OF_A_PLAYBOOK = 10;
const CLOCKS_OF_A_HISTORY = 10;
/** What comes to the limits of bounded states where a guest does the same over and over. */
const HABITUAL_KINDS = {
  conditions: ['quiet sequence', 'values in a range'],
  traits: ['unique', 'top', 'count'],
};
/** Asked more often than the others: there are many ways to ask. */
const ASKED_OFTEN = [
  'told trait',
  'told trait',
  'computed trait',
  'computed trait',
  'measure',
  'measure',
  'sequence',
  'offer',
];
const KINDS = { conditions: [...Object.keys(CONDITION_KINDS), ...ASKED_OFTEN], traits: TRAIT_KINDS };

export interface CasesRun {
  readonly rates: CaseRates;
  /** Each as a text to read, shrunk; with its seed. */
  readonly differences: readonly string[];
}

/**
 * Runs cases of one seed after another until there are enough: a case is one playbook, one history and one clock.
 * @param options `maximumDifferences`: so many are shrunk and told, then the run ends
 */
export function runCases(options: {
  readonly cases: number;
  readonly firstSeed: number;
  readonly maximumDifferences: number;
  readonly onSeed?: (seed: number, run: CasesRun) => void;
}): CasesRun {
  const rates = new CaseRates();
  const differences: string[] = [];
  const run = { rates, differences };
  for (let seed = options.firstSeed; rates.cases < options.cases; seed += 1) {
    const found = runSeed(seed, rates);
    if (found !== undefined) differences.push(found);
    if (differences.length >= options.maximumDifferences) break;
    options.onSeed?.(seed, run);
  }
  return run;
}

/** All kinds; or a few, which then meet each other often. Segments may ask about segments in either. */
function someKinds(dice: SeededRandom): Kinds {
  if (dice.happens(0.02)) return HABITUAL_KINDS;
  if (dice.happens(0.75)) return KINDS;
  const some = dice.shuffled(KINDS.conditions).slice(0, dice.between(2, 4));
  return { conditions: [...some, 'segment'], traits: dice.shuffled(TRAIT_KINDS).slice(0, 3) };
}

/** One playbook with its histories; the first difference, told. */
function runSeed(seed: number, rates: CaseRates): string | undefined {
  const dice = new SeededRandom(seed);
  const kinds = someKinds(dice);
  const { written, active } = aSoundPlaybook(dice, kinds);
  const topics = topicsOf(written);
  const habits = habitsIn(written);
  const lengths = lengthsIn(written).map(lengthOf);
  for (let index = 0; index < HISTORIES_OF_A_PLAYBOOK; index += 1) {
    const habit =
      habits.length > 0 && dice.happens(kinds === HABITUAL_KINDS ? 0.6 : 0.01)
        ? dice.pick(habits)
        : undefined;
    const history = habit === undefined ? aHistory(dice, topics) : aHabitualHistory(dice, habit, lengths);
    const clocks = someClocks(dice, written, history, CLOCKS_OF_A_HISTORY);
    const entryAt = dice.pick([history.events[0]?.time ?? 0, dice.pick(history.events).time]);
    const one = { playbook: written, history, clocks, entryAt, isEachAnnounced: dice.happens(0.3) };
    const difference = judged(seed, () => judgeCase(active, one, rates));
    if (difference !== undefined) return told(seed, one, difference);
  }
  return undefined;
}

function judged(seed: number, judge: () => Difference | undefined): Difference | undefined {
  try {
    return judge();
  } catch (error) {
    throw new Error(`seed ${seed}: a case could not be judged`, { cause: error });
  }
}

function told(seed: number, one: AnyCase, difference: Difference): string {
  const smallest = shrinkCase(one, difference);
  return `seed ${seed}: ${tellCase(smallest.case, smallest.difference)}`;
}

import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { Step } from '../../domain/campaign/step.ts';
import type { PathStep } from '../../domain/playbook/problem/problem.ts';
import type { CompiledFolder } from '../compile-folder.ts';
import { inReadingOrder, type LocatedProblem } from '../located-problem.ts';
import { parseYaml } from '../parse-yaml.ts';
import { reachedPlace } from '../simulation/story-record.ts';

/** How much of a playbook its stories reach. */
export interface Coverage {
  /** Campaigns, steps and arms, all together. */
  readonly places: number;
  /** Those that no story comes to, where they stand. */
  readonly unreached: readonly LocatedProblem[];
}

/** One campaign, step or arm. */
interface Place {
  readonly key: string;
  readonly path: readonly PathStep[];
  readonly what: string;
  readonly hint?: string;
}

const OTHER_ARM =
  'Which arm a guest draws a story can say: `draws: { win-back.split: 2 }` beside its `start`, or beside who is named first.';

/**
 * Looks which campaigns, steps and arms no story comes to.
 * @param reached by `reachedPlace`
 */
export function findUnreached(
  { program, sources }: Pick<CompiledFolder, 'program' | 'sources'>,
  reached: ReadonlySet<string>,
): Coverage {
  const campaigns = Object.values(program.campaigns).map((campaign) => ({
    file: `campaigns/${campaign.id}.yaml`,
    places: placesOf(campaign),
  }));
  const unreached = campaigns.flatMap(({ file, places }) => {
    const missing = places.filter(({ key }) => !reached.has(key));
    if (missing.length === 0) return [];
    const { locate } = parseYaml(file, sources[file] ?? '');
    return missing.map(({ path, what, hint }) =>
      locate({ file, path, at: 'value', message: `no story reaches ${what}`, ...(hint && { hint }) }),
    );
  });
  const places = campaigns.reduce((sum, each) => sum + each.places.length, 0);
  return { places, unreached: inReadingOrder(unreached) };
}

function placesOf({ id, steps }: Campaign): Place[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const ofSteps = steps.flatMap((step): Place[] => {
    if (step.kind === 'jump') return []; // nobody wrote it
    const path = pathOf(byId, step.id);
    return [
      { key: reachedPlace(id, step.id), path, what: `step ${step.id} of \`${id}\`` },
      ...armsOf(id, step, path),
    ];
  });
  return [{ key: reachedPlace(id), path: [], what: `campaign \`${id}\`` }, ...ofSteps];
}

function armsOf(campaign: string, step: Step, path: readonly PathStep[]): Place[] {
  if (step.kind !== 'branch' && step.kind !== 'split') return [];
  return step.arms.map((_, index) => ({
    key: reachedPlace(campaign, step.id, index + 1),
    path: [...path, step.kind, index],
    what: `arm ${index + 1} of ${step.kind} ${step.id} of \`${campaign}\``,
    ...(step.kind === 'split' && { hint: OTHER_ARM }),
  }));
}

/** Where a step stands in its file: `3.2.1` is the first of the second arm of the third. */
function pathOf(steps: ReadonlyMap<string, Step>, id: string): PathStep[] {
  const [first = '', ...deeper] = id.split('.');
  const path: PathStep[] = ['steps', Number(first) - 1];
  for (let depth = 0, parent = first; depth < deeper.length; depth += 2) {
    const [arm = '', place = ''] = deeper.slice(depth);
    const step = steps.get(parent);
    const isElse = step?.kind === 'branch' && step.arms[Number(arm) - 1]?.if === undefined;
    path.push(step?.kind ?? '', Number(arm) - 1, isElse ? 'else' : 'steps', Number(place) - 1);
    parent = `${parent}.${arm}.${place}`;
  }
  return path;
}

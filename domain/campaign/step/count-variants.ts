import type { Step } from '../step.ts';
import { nextPlaces } from './next-places.ts';

/** A campaign's numbers by step and variant lie in one row: so many of them fit, whatever comes of each. */
export const MOST_VARIANTS = 256;

/**
 * How many numbers there are to keep of a campaign's messages: of each that is sent one for every way through the splits that
 * lie before it. Each split behind another multiplies them.
 * @returns past `MOST_VARIANTS` only that there are more
 */
export function countVariants(steps: readonly Step[]): number {
  const ways = new Map<number, Set<string>>([[0, new Set([''])]]);
  let variants = 0;
  for (const [place, step] of steps.entries()) {
    const here = ways.get(place) ?? new Set();
    ways.delete(place);
    if (step.kind === 'send') variants += here.size;
    for (const [to, arm] of leadsTo(step, place)) ways.set(to, united(ways.get(to), here, arm));
  }
  return variants;
}

function leadsTo(step: Step, place: number): readonly (readonly [to: number, arm: string])[] {
  if (step.kind !== 'split') return nextPlaces(step, place).map((to) => [to, ''] as const);
  return step.arms.map(({ to }, index) => [to, `${step.id}=${index + 1},`] as const);
}

function united(known: ReadonlySet<string> = new Set(), more: ReadonlySet<string>, arm: string): Set<string> {
  const all = new Set(known);
  for (const way of more) {
    if (all.size > MOST_VARIANTS) break;
    all.add(way + arm);
  }
  return all;
}

import type { Program } from '../../playbook/program/program.ts';
import { stableShare } from '../../segment/condition/stable-share.ts';
import type { SplitStep } from '../step.ts';
import { drawArm } from './draw-arm.ts';
import { randomShares } from './random-shares.ts';

/** What is drawn once for each guest. */
export type Draw =
  /** In or out: who stands below `share` is in. */
  | { readonly kind: 'share'; readonly salt: string; readonly share: number }
  | { readonly kind: 'split'; readonly split: Pick<SplitStep, 'salt' | 'arms'> };

/** How a draw comes out; an arm is counted from 1. */
export type Drawn = 'in' | 'out' | number;

/**
 * The draws of a playbook, by name: `control`, `<campaign>.holdout`, `<campaign>.split`, `<segment or campaign>.random`,
 * `suppress.<name>.random`; of several splits of a campaign `<campaign>.split.1`, `<campaign>.split.2`, as they stand in its
 * file, and so of several shares in one.
 * @param programs versions of it: what several have is the first's
 */
export function namedDraws(...programs: readonly Program[]): ReadonlyMap<string, Draw> {
  return new Map(programs.toReversed().flatMap((program) => [...drawsOf(program)]));
}

function drawsOf(program: Program): ReadonlyMap<string, Draw> {
  const { campaigns, permission } = program;
  const draws = new Map<string, Draw>();
  const share = permission?.control;
  if (share !== undefined) draws.set('control', { kind: 'share', salt: 'control', share });
  for (const { id, holdout, steps } of Object.values(campaigns)) {
    const salt = `${id}.holdout`;
    if (holdout !== undefined) draws.set(salt, { kind: 'share', salt, share: holdout });
    const splits = steps.filter((step) => step.kind === 'split');
    for (const split of splits)
      draws.set(splits.length === 1 ? `${id}.split` : split.salt, { kind: 'split', split });
  }
  for (const [salt, shares] of randomShares(program)) {
    const name = `${salt.replace(/^playbook\./u, '')}.random`;
    shares.forEach((each, place) => {
      draws.set(shares.length === 1 ? name : `${name}.${place + 1}`, { kind: 'share', salt, share: each });
    });
  }
  return draws;
}

/** Whether somebody with this seed draws so. */
export function isDrawnSo(draw: Draw, drawn: Drawn, seed: string): boolean {
  if (draw.kind === 'split') return drawArm(seed, draw.split) + 1 === drawn;
  return stableShare(seed, draw.salt) < draw.share === (drawn === 'in');
}

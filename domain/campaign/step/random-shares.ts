import { isFormerSegment } from '../../playbook/program/former-segment.ts';
import type { Program } from '../../playbook/program/program.ts';
import type { Condition } from '../../segment/condition/condition.ts';
import { partsOf } from '../../segment/condition/find-dependencies.ts';
import { conditionsOf } from '../journey/conditions-of.ts';

/**
 * The shares that a playbook's `random` conditions ask about, from 0 to 1, by what they are drawn by: each once, as they stand
 * in their file.
 */
export function randomShares(program: Program): ReadonlyMap<string, readonly number[]> {
  const { segments, campaigns, permission } = program;
  const asked = [
    ...segments.filter(({ id }) => !isFormerSegment(id)).map(({ when }) => when),
    ...Object.values(campaigns).flatMap(conditionsOf),
    ...(permission?.suppress ?? []).map(({ when }) => when),
  ];
  const shares = new Map<string, number[]>();
  for (const { salt, share } of asked.flatMap(randomIn)) {
    const known = shares.get(salt) ?? [];
    if (!known.includes(share)) shares.set(salt, [...known, share]);
  }
  return shares;
}

function randomIn(condition: Condition): readonly Extract<Condition, { kind: 'random' }>[] {
  return condition.kind === 'random' ? [condition] : partsOf(condition).flatMap(randomIn);
}

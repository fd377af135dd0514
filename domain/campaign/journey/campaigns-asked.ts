import type { Program } from '../../playbook/program/program.ts';
import { findDependencies } from '../../segment/condition/find-dependencies.ts';
import { conditionsOf } from './conditions-of.ts';

const known = new WeakMap<Program, ReadonlySet<string>>();

/** Ids of the campaigns of which some condition asks whether they have sent something: their last sends are kept. */
export function campaignsAsked(program: Program): ReadonlySet<string> {
  const found = known.get(program) ?? findAsked(program);
  known.set(program, found);
  return found;
}

function findAsked(program: Program): ReadonlySet<string> {
  const { aggregates, campaigns, permission, segments } = program;
  const conditions = [
    ...segments.map(({ when }) => when),
    ...Object.values(campaigns).flatMap(conditionsOf),
    ...(permission?.suppress.map(({ when }) => when) ?? []),
    ...Object.values(aggregates).map((spec) => (spec.kind === 'entry' ? spec.when : undefined)),
  ];
  const asked = conditions.flatMap((condition) =>
    condition === undefined ? [] : [...findDependencies(condition, program).contacts],
  );
  return new Set(asked);
}

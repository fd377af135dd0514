import { checkName, type Names } from './check-name.ts';
import { segmentReferences } from './order-segments.ts';
import type { PathStep, Problem } from './problem.ts';
import type { ConditionSource } from './schema/condition-schema.ts';
import { visitConditions } from './visit-conditions.ts';

/** Where a condition stands, and what it may name. */
export interface ConditionPlace {
  readonly file: string;
  readonly path: readonly PathStep[];
  readonly names: Names;
  /** `since: entry` is known only there. */
  readonly inCampaign: boolean;
}

/** Finds names in a condition that nobody declared. */
export function checkConditions(condition: ConditionSource, place: ConditionPlace): Problem[] {
  const { file, names } = place;
  const problems = segmentReferences(condition, place.path).flatMap(({ segment, path }) =>
    checkName('segment', segment, names.segments, { file, path }),
  );
  visitConditions(condition, place.path, (each, path) => {
    if (typeof each === 'string') return;
    if ('consent' in each) {
      problems.push(
        ...checkName('purpose', each.consent, names.purposes, { file, path: [...path, 'consent'] }),
      );
    }
    if ('event' in each && each.since === 'entry' && !place.inCampaign) {
      const message = '`since: entry` is known only in a campaign';
      const hint = 'it means the beginning of the journey; a segment has none';
      problems.push({ file, path: [...path, 'since'], at: 'value', message, hint });
    }
  });
  return problems;
}

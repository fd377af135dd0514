import { ANY_VENUE } from '../compile/compile-guest-condition.ts';
import { type ConditionPlace, placeOf } from '../condition-place.ts';
import { segmentReferences } from '../order-segments.ts';
import type { PathStep, Problem } from '../problem/problem.ts';
import type { ConditionSource } from '../schema/condition-schema.ts';
import { checkAffinity } from './check-affinity.ts';
import { checkEventCondition } from './check-event-condition.ts';
import { checkName } from './check-name.ts';
import { checkSequence } from './check-sequence.ts';
import { visitConditions } from './visit-conditions.ts';

/** Finds names in a condition that nobody declared, and parts of it that do not go together. */
export function checkConditions(condition: ConditionSource, place: ConditionPlace): Problem[] {
  const { file, names } = place;
  const problems = segmentReferences(condition, place.path).flatMap(({ segment, path }) =>
    checkName('segment', segment, names.segments, { file, path }),
  );
  visitConditions(condition, place.path, (each, path) => {
    problems.push(...checkCondition(each, { ...place, path }));
  });
  return problems;
}

function checkCondition(condition: ConditionSource, place: ConditionPlace): Problem[] {
  if (typeof condition === 'string') return [];
  if ('event' in condition) return checkEventCondition(condition, place);
  if ('sequence' in condition) return checkSequence(condition, place);
  if ('affinity' in condition) return checkAffinity(condition, place);
  return checkNames(condition, place);
}

type NamingCondition = Exclude<ConditionSource, string>;

function checkNames(condition: NamingCondition, place: ConditionPlace): Problem[] {
  const { names } = place;
  const check = (what: string, name: string, known: ReadonlySet<string>, key: PathStep): Problem[] =>
    checkName(what, name, known, placeOf(place, key));
  if ('consent' in condition) return check('purpose', condition.consent, names.purposes, 'consent');
  if ('identifier' in condition)
    return check('namespace', condition.identifier, names.namespaces, 'identifier');
  if ('message' in condition) return check('campaign', condition.message, names.campaigns, 'message');
  if (!('at' in condition) || condition.at === ANY_VENUE) return [];
  return check('venue', condition.at, names.venues, 'at');
}

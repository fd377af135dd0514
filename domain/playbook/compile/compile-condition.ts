import type { Condition } from '../../segment/condition/condition.ts';
import type { ConditionSource } from '../schema/condition-schema.ts';
import { compileAffinity } from './compile-affinity.ts';
import { compileEventCondition } from './compile-event-condition.ts';
import { compileGuestCondition } from './compile-guest-condition.ts';
import type { ConditionScope } from './compile-scope.ts';
import { compileSequence } from './compile-sequence.ts';

/** Compiles a valid condition; the aggregates that it needs are added to the scope's. */
export function compileCondition(source: ConditionSource, scope: ConditionScope): Condition {
  if (source === 'everyone') return { kind: 'everyone' };
  const compile = (inner: ConditionSource): Condition => compileCondition(inner, scope);
  if ('all' in source) return { kind: 'all', of: source.all.map(compile) };
  if ('any' in source) return { kind: 'any', of: source.any.map(compile) };
  if ('not' in source) return { kind: 'not', of: compile(source.not) };
  if ('event' in source) return compileEventCondition(source, scope);
  if ('sequence' in source) return compileSequence(source, scope);
  if ('affinity' in source) return compileAffinity(source, scope);
  return compileGuestCondition(source, scope);
}

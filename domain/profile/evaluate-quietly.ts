import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { evaluateCondition } from '../segment/condition/evaluate-condition.ts';
import { type Draft, evaluateDraft } from './draft.ts';
import type { Profile } from './profile.ts';

/**
 * Evaluates all of a draft's segments in silence, but for what time has changed rather than the occasion: segments
 * whose known moment to change had passed by then, and those that only follow them.
 */
export function evaluateQuietly(active: ActiveProgram, draft: Draft, at: number): void {
  const before = draft.profile;
  const earlier = draft.signals.length;
  evaluateDraft(active, draft, at, 'all', 'time');
  const signals = draft.signals.splice(earlier);
  const changed = new Set(signals.flatMap((signal) => ('segment' in signal ? (signal.segment ?? []) : [])));
  const passed = changedByTime(active, { before, after: draft.profile }, changed, at);
  // Dates come by time, whatever the occasion.
  draft.signals.push(
    ...signals.filter((signal) => !('segment' in signal) || passed.has(signal.segment ?? '')),
  );
}

function changedByTime(
  active: ActiveProgram,
  { before, after }: { before: Profile; after: Profile },
  changed: ReadonlySet<string>,
  at: number,
): ReadonlySet<string> {
  const found = new Set<string>();
  const isPassed = (id: string) => (before.nextChanges[id] ?? Number.POSITIVE_INFINITY) <= at;
  if (![...changed].some(isPassed)) return found;
  const withoutFound = { ...after.segments };
  // In the program's order: a segment has a later place than those that it asks about.
  for (const { id, when } of active.program.segments.filter((segment) => changed.has(segment.id))) {
    const isInside = (after.segments[id]?.since ?? null) !== null;
    const holdsWithoutFound = () =>
      evaluateCondition(active, when, { ...after, segments: withoutFound }, at).holds;
    if (!isPassed(id) && (found.size === 0 || holdsWithoutFound() === isInside)) continue;
    found.add(id);
    withoutFound[id] = before.segments[id] ?? { since: null, entries: 0 };
  }
  return found;
}

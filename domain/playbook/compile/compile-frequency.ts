import type { Frequency } from '../../campaign/campaign.ts';
import type { Trigger } from '../../campaign/trigger.ts';
import { milliseconds } from '../milliseconds.ts';
import { type PlaybookScope, visitOf } from './compile-scope.ts';

export const ONCE_PER_VISIT = 'once per visit';
const ONCE_PER = 'once per ';

/** Compiles how often a journey may begin. Without a word, that of a segment's entry or exit does once, all others every time. */
export function compileFrequency(
  source: string | undefined,
  triggers: readonly Trigger[],
  scope: Pick<PlaybookScope, 'aggregates' | 'visit'>,
): Frequency {
  if (source === undefined) {
    return { kind: triggers.some((trigger) => trigger.kind === 'segment') ? 'once' : 'every time' };
  }
  if (source === 'once' || source === 'every time') return { kind: source };
  if (source === ONCE_PER_VISIT) {
    return {
      kind: 'once per visit',
      aggregate: scope.aggregates.add({ kind: 'visit', visit: visitOf(scope) }),
    };
  }
  return { kind: 'once per', milliseconds: milliseconds(source.slice(ONCE_PER.length)) };
}

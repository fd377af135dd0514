import type { Channel } from '../../campaign/channel.ts';
import type { OutcomeKind } from '../playbook-story.ts';
import type { PathStep } from '../problem/problem.ts';
import type { ExpectSource } from '../schema/expectation-schema.ts';

/** What an author wrote of one outcome: not every kind has every key. */
interface OutcomeSource {
  readonly campaign: string;
  readonly channel?: Channel | undefined;
  readonly reason?: string | undefined;
}

const KINDS: readonly OutcomeKind[] = ['suppressed', 'failed', 'held', 'ended', 'notBegun'];

/** The outcomes that a story expects, one or a list of each kind, with where each stands from the expectation on. */
export function outcomesIn(
  expected: ExpectSource,
): readonly { kind: OutcomeKind; path: readonly PathStep[]; source: OutcomeSource }[] {
  return KINDS.flatMap((kind) => {
    const written: OutcomeSource | readonly OutcomeSource[] | undefined = expected[kind];
    if (written === undefined) return [];
    if (!isList(written)) return [{ kind, path: [kind], source: written }];
    return written.map((source, index) => ({ kind, path: [kind, index], source }));
  });
}

function isList(written: OutcomeSource | readonly OutcomeSource[]): written is readonly OutcomeSource[] {
  return Array.isArray(written);
}

import type { Segment } from '../../segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../segment/condition/condition.ts';
import { known } from '../known.ts';
import type { PlaybookSource } from '../playbook-source.ts';
import { writeOut } from '../program/write-out.ts';
import { compileCondition } from './compile-condition.ts';
import type { ConditionScope, PlaybookScope } from './compile-scope.ts';

/** A playbook's segments, compiled, and where their entries are told. */
export interface SegmentCompiler {
  /** Each once, when it is first asked for: segments that ask about none of themselves. */
  readonly compile: (id: string) => Segment;
  readonly entryOf: PlaybookScope['entryOf'];
}

/** Compiles segments on demand, each once: an entry writes out the conditions of others. */
export function createSegmentCompiler(
  segments: PlaybookSource['segments'],
  scope: Omit<PlaybookScope, 'entryOf'>,
): SegmentCompiler {
  const sources = new Map(segments.map((segment) => [segment.id, segment.source]));
  const compiled = new Map<string, Segment>();
  const writtenOut = new Map<string, Condition>();
  const entries = new Map<string, string>();

  const compile = (id: string): Segment => {
    const source = known(sources.get(id));
    const own: ConditionScope = { ...scope, entryOf, salt: id, clock: 'history' };
    return remembered(compiled, id, () => ({
      id,
      name: source.name ?? id,
      when: compileCondition(source.when, own),
    }));
  };
  const written = (id: string): Condition =>
    remembered(writtenOut, id, () => writeOut(compile(id).when, { written, ...scope }));
  const entryOf = (id: string): string =>
    remembered(entries, id, () => scope.aggregates.add({ kind: 'entry', when: written(id) }));
  return { compile, entryOf };
}

function remembered<Value>(values: Map<string, Value>, id: string, make: () => Value): Value {
  const before = values.get(id);
  if (before !== undefined) return before;
  const made = make();
  values.set(id, made);
  return made;
}

import { outcomesIn } from '../check/outcomes-in.ts';
import type { ExpectedOutcome, StoryExpectation } from '../playbook-story.ts';
import type { ExpectSource } from '../schema/expectation-schema.ts';
import { compileWhere } from './compile-matcher.ts';

/** Compiles what a story expects at one of its steps. */
export function compileExpectation(source: ExpectSource, zone: string): StoryExpectation {
  const { messages, message } = source;
  return {
    segments: [source.segment ?? []].flat(),
    notSegments: [source.notSegment ?? []].flat(),
    traits: compileWhere(source.trait, zone),
    goals: [source.goal ?? []].flat(),
    outcomes: outcomesIn(source).map(compileOutcome),
    ...(messages !== undefined && { messages }),
    ...(message !== undefined && { message: compileMessage(message) }),
  };
}

function compileMessage(
  source: NonNullable<ExpectSource['message']>,
): NonNullable<StoryExpectation['message']> {
  const { campaign, channel, to, contains } = source;
  return {
    contains: [contains ?? []].flat(),
    ...(campaign !== undefined && { campaign }),
    ...(channel !== undefined && { channel }),
    ...(to !== undefined && { to }),
  };
}

function compileOutcome({ kind, path, source }: ReturnType<typeof outcomesIn>[number]): ExpectedOutcome {
  const { campaign, channel, reason } = source;
  return {
    kind,
    path,
    campaign,
    ...(channel !== undefined && { channel }),
    ...(reason !== undefined && { reason }),
  };
}

import type { ExpectedOutcome, StoryStep } from '../../domain/playbook/playbook-story.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import {
  describeOutcome,
  describeUnderWay,
  type StoryOutcome,
  type StoryUnderWay,
} from '../simulation/story-outcome.ts';
import type { Finding } from './finding.ts';
import { nobodyIs } from './goal-expectation.ts';

type ExpectStep = Extract<StoryStep, { kind: 'expect' }>;

/** What became of journeys and messages, all of it and since the last expectation. */
export interface OutcomesSeen {
  readonly since: readonly StoryOutcome[];
  readonly before: readonly StoryOutcome[];
}

/** And the journeys that are not over. */
type Seen = OutcomesSeen & { readonly underWay: readonly StoryUnderWay[] };

/**
 * Looks whether that became of a person's journeys and messages which is expected.
 * @param profile undefined: nobody is known by that name
 */
export function findOutcomeFailures(
  { path, of, expected }: Pick<ExpectStep, 'path' | 'of' | 'expected'>,
  profile: Profile | undefined,
  seen: Seen,
): Finding[] {
  return expected.outcomes.flatMap((outcome): Finding[] => {
    const found = find(outcome, profile, seen);
    if (found === undefined) return [];
    const received = profile === undefined ? nobodyIs(of) : found.received;
    const place = [...path, 'expect', ...outcome.path];
    return [{ path: place, expected: describeExpected(outcome), received, why: found.why }];
  });
}

/** Undefined: it is so. */
function find(
  expected: ExpectedOutcome,
  profile: Profile | undefined,
  { since, before, underWay }: Seen,
): Pick<Finding, 'received' | 'why'> | undefined {
  if (profile === undefined) return { received: '', why: [] };
  const ids = [profile.profileId, ...profile.formerProfileIds];
  const isTheirs = ({ profileId }: { readonly profileId: string }) => ids.includes(profileId);
  const isSuch = (outcome: StoryOutcome) => differences(expected, outcome)?.length === 0;
  const theirs = since.filter((each) => each.campaign === expected.campaign && isTheirs(each));
  if (theirs.some(isSuch)) return undefined;
  const waiting = underWay.filter((each) => each.campaign === expected.campaign && isTheirs(each));
  const why = [
    ...theirs.flatMap((each) => [
      describeOutcome(each),
      ...(differences(expected, each) ?? []).map((line) => `  ✗ ${line}`),
    ]),
    ...waiting.map(describeUnderWay),
  ];
  if (theirs.some(({ kind }) => kind === expected.kind))
    return { received: `${WORDS[expected.kind].came}, but not so`, why };
  if (before.some((each) => isTheirs(each) && isSuch(each)))
    return { received: 'it was, but before the last `expect`', why };
  if (since.some((each) => !isTheirs(each) && isSuch(each)))
    return { received: 'it was, but of another guest', why };
  const nothing = `nothing came of \`${expected.campaign}\` since the last \`expect\``;
  return { received: why.length === 0 ? nothing : WORDS[expected.kind].missing, why };
}

/** In what an outcome is not like the expected one; undefined where it is another altogether. */
function differences(
  { kind, campaign, channel, reason }: ExpectedOutcome,
  outcome: StoryOutcome,
): string[] | undefined {
  if (outcome.kind !== kind || outcome.campaign !== campaign) return undefined;
  const isFor =
    kind === 'failed' ? outcome.reason.includes(reason ?? '') : outcome.reason === (reason ?? outcome.reason);
  return [
    ...(channel !== undefined && outcome.channel !== channel ? [`by ${channel}`] : []),
    ...(isFor ? [] : [`for ${quoted(kind, reason)}`]),
  ];
}

const WORDS: Readonly<
  Record<ExpectedOutcome['kind'], { expected: (id: string) => string; came: string; missing: string }>
> = {
  suppressed: {
    expected: (id) => `a message of ${id} to be suppressed`,
    came: 'suppressed',
    missing: 'no message of it was suppressed',
  },
  failed: {
    expected: (id) => `a message of ${id} to fail`,
    came: 'failed',
    missing: 'no message of it failed',
  },
  held: {
    expected: (id) => `a message of ${id} to be held`,
    came: 'held',
    missing: 'no message of it was held',
  },
  ended: {
    expected: (id) => `the journey of ${id} to end`,
    came: 'ended',
    missing: 'its journey did not end',
  },
  notBegun: {
    expected: (id) => `${id} not to begin`,
    came: 'did not begin',
    missing: 'nothing kept it from beginning',
  },
};

function describeExpected({ kind, campaign, channel, reason }: ExpectedOutcome): string {
  const parts = [
    WORDS[kind].expected(`\`${campaign}\``),
    channel && `by ${channel}`,
    reason && `for ${quoted(kind, reason)}`,
  ];
  return parts.filter(Boolean).join(' ');
}

/** What failed is expected with a part of a sentence. */
const quoted = (kind: ExpectedOutcome['kind'], reason = ''): string =>
  kind === 'failed' ? `"${reason}"` : `\`${reason}\``;

import type { StoryExpectation, StoryStep } from '../../domain/playbook/playbook-story.ts';
import { describeOutcome, describeUnderWay } from '../simulation/story-outcome.ts';
import type { SimulatedMessage } from '../simulation/timeline.ts';
import type { SinceSeen } from './expectations-seen.ts';
import type { Finding } from './finding.ts';

type ExpectStep = Extract<StoryStep, { kind: 'expect' }>;
type Kept = Pick<SinceSeen, 'outcomes' | 'underWay'>;
type ExpectedMessage = NonNullable<StoryExpectation['message']>;

/**
 * Compares the messages since the last expectation with those expected.
 * @param kept what became of journeys and messages since then, and where journeys stand: where a message is missing, it says why
 */
export function findMessageFailures(
  step: ExpectStep,
  sent: readonly SimulatedMessage[],
  kept: Kept,
): Finding[] {
  const { messages, message } = step.expected;
  const place = [...step.path, 'expect'];
  const findings: Finding[] = [];
  if (messages !== undefined && messages !== sent.length) {
    findings.push({
      path: [...place, 'messages'],
      expected: `${counted(messages)} since the last \`expect\``,
      received: counted(sent.length),
      why: [...sent.map(describe), ...(messages > sent.length ? whyNot(kept) : [])],
    });
  }
  if (message !== undefined && !sent.some((each) => differences(each, message).length === 0)) {
    findings.push({
      path: [...place, 'message'],
      expected: `a message ${describeExpected(message)}`,
      received:
        sent.length === 0 ? 'no message since the last `expect`' : `${counted(sent.length)}, not such`,
      why: [
        ...sent.flatMap((each) => [
          describe(each),
          ...differences(each, message).map((line) => `  ✗ ${line}`),
        ]),
        ...whyNot(kept, message.campaign),
      ],
    });
  }
  return findings;
}

/** What kept messages from leaving; a journey that came to its end kept none. */
function whyNot({ outcomes, underWay }: Kept, campaign?: string): string[] {
  const isAsked = (each: { readonly campaign: string }) => each.campaign === (campaign ?? each.campaign);
  const kept = outcomes.filter(({ kind, reason }) => kind !== 'ended' || reason !== 'completed');
  return [...kept.filter(isAsked).map(describeOutcome), ...underWay.filter(isAsked).map(describeUnderWay)];
}

/** In what a message is not like the expected one. */
function differences(sent: SimulatedMessage, { campaign, channel, to, contains }: ExpectedMessage): string[] {
  const isOther = <T>(expected: T | undefined, value: T) => expected !== undefined && expected !== value;
  const missing = contains.filter((text) => !sent.texts.some((each) => each.includes(text)));
  return [
    ...(isOther(campaign, sent.campaign) ? [`of the campaign \`${campaign}\``] : []),
    ...(isOther(channel, sent.channel) ? [`by ${channel}`] : []),
    ...(to !== undefined && !sent.to.includes(to) ? [`to ${to}`] : []),
    ...missing.map((text) => `contains "${text}"`),
  ];
}

function describeExpected({ campaign, channel, to, contains }: ExpectedMessage): string {
  const parts = [
    campaign && `of \`${campaign}\``,
    channel && `by ${channel}`,
    to && `to ${to}`,
    contains.length > 0 && `that contains ${contains.map((text) => `"${text}"`).join(' and ')}`,
  ];
  return parts.filter(Boolean).join(' ');
}

function describe({ campaign, channel, to, texts }: SimulatedMessage): string {
  return `${campaign} · ${channel} to ${to.join(', ')}: ${texts[0] ?? ''}`;
}

const counted = (count: number): string =>
  count === 0 ? 'no messages' : `${count} ${count === 1 ? 'message' : 'messages'}`;

import type { StoryExpectation, StoryStep } from '../../domain/playbook/playbook-story.ts';
import { describeOutcome, type StoryOutcome } from '../simulation/story-outcome.ts';
import type { SimulatedMessage } from '../simulation/timeline.ts';
import type { Finding } from './finding.ts';

type ExpectStep = Extract<StoryStep, { kind: 'expect' }>;
type ExpectedMessage = NonNullable<StoryExpectation['message']>;

/**
 * Compares the messages since the last expectation with those expected.
 * @param outcomes what became of journeys and messages since then: where a message is missing it says why
 */
export function findMessageFailures(
  step: ExpectStep,
  sent: readonly SimulatedMessage[],
  outcomes: readonly StoryOutcome[],
): Finding[] {
  const { messages, message } = step.expected;
  const place = [...step.path, 'expect'];
  const findings: Finding[] = [];
  if (messages !== undefined && messages !== sent.length) {
    findings.push({
      path: [...place, 'messages'],
      expected: `${counted(messages)} since the last \`expect\``,
      received: counted(sent.length),
      why: [...sent.map(describe), ...(messages > sent.length ? whyNot(outcomes) : [])],
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
        ...whyNot(outcomes, message.campaign),
      ],
    });
  }
  return findings;
}

/** What kept messages from leaving; a journey that came to its end kept none. */
function whyNot(outcomes: readonly StoryOutcome[], campaign?: string): string[] {
  return outcomes
    .filter((each) => campaign === undefined || each.campaign === campaign)
    .filter(({ kind, reason }) => kind !== 'ended' || reason !== 'completed')
    .map(describeOutcome);
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

import type { WriteMoment } from './describe-seen.ts';
import { type AnsweredExplanation, explanationTree } from './explanation-tree.ts';
import type { Terminal } from './terminal.ts';

/** What the API answers of a campaign. */
export interface CampaignAnswer {
  readonly triggers?: readonly AnsweredExplanation[];
  readonly if?: AnsweredExplanation;
  readonly stopWhen?: AnsweredExplanation;
  readonly frequency?: { readonly asked: string; readonly mayBegin: boolean; readonly why?: string };
  readonly sends?: readonly AnsweredSend[];
  readonly journeys?: readonly AnsweredJourney[];
  readonly messages?: readonly AnsweredMessage[];
}

interface AnsweredSend {
  readonly step: string;
  readonly channel: string;
  readonly purpose: string;
  readonly wouldBeSent: boolean;
  readonly why?: string;
  readonly consent?: AnsweredExplanation;
  readonly channelConsent?: AnsweredExplanation;
  readonly reachable?: AnsweredExplanation;
}

interface AnsweredJourney {
  readonly status: string;
  readonly enteredAt: string;
  readonly dueAt: string | null;
  readonly why?: string;
  readonly trace?: readonly { readonly at: string; readonly what: string }[];
}

interface AnsweredMessage {
  readonly step: string;
  readonly channel: string;
  readonly status: string;
  readonly at: string;
  readonly why: string | null;
}

/** Draws what a campaign asks of a guest, what of it would be sent, and what became of it so far. */
export function campaignLines(terminal: Terminal, answer: CampaignAnswer, write: WriteMoment): string[] {
  const { triggers = [], sends = [], journeys = [], messages = [] } = answer;
  const treeOf = (explanation: AnsweredExplanation | undefined, depth?: number) =>
    explanation === undefined ? [] : explanationTree(terminal, explanation, write, depth);
  const part = (title: string, explanation: AnsweredExplanation | undefined) =>
    explanation === undefined ? [] : [title, ...treeOf(explanation)];
  return [
    'trigger',
    ...triggers.flatMap((trigger) => treeOf(trigger)),
    ...part('if', answer.if),
    ...part('stopWhen', answer.stopWhen),
    ...frequencyLines(terminal, answer),
    ...(sends.length === 0 ? [] : ['sends']),
    ...sends.flatMap((send) => [
      `  ${markOf(terminal, send.wouldBeSent)} ${describeSend(send)}`,
      ...[send.consent, send.channelConsent, send.reachable].flatMap((each) => treeOf(each, 2)),
    ]),
    journeys.length === 0 ? 'no journey' : 'journeys',
    ...journeys.flatMap((journey) => journeyLines(terminal, journey, write)),
    messages.length === 0 ? 'no message' : 'messages',
    ...messages.map((message) => `  ${describeMessage(message, write)}`),
  ];
}

function frequencyLines(terminal: Terminal, { frequency }: CampaignAnswer): string[] {
  if (frequency === undefined) return [];
  const { asked, mayBegin, why } = frequency;
  return ['frequency', `  ${markOf(terminal, mayBegin)} ${asked}${why === undefined ? '' : `: ${why}`}`];
}

function describeSend({ step, channel, purpose, wouldBeSent, why }: AnsweredSend): string {
  const verdict = wouldBeSent ? 'would be sent now' : `would not be sent now: ${why}`;
  return `step ${step}, ${channel}, ${purpose}: ${verdict}`;
}

function journeyLines(
  terminal: Terminal,
  { status, enteredAt, dueAt, why, trace = [] }: AnsweredJourney,
  write: WriteMoment,
): string[] {
  const next = dueAt === null ? '' : `, next on ${write(dueAt)}`;
  return [
    `  ${status}, began ${write(enteredAt)}${next}${why === undefined ? '' : `: ${why}`}`,
    ...trace.map(({ at, what }) => `      ${terminal.style('dim', `${write(at)} ${what}`)}`),
  ];
}

function describeMessage({ step, channel, status, at, why }: AnsweredMessage, write: WriteMoment): string {
  return `step ${step}, ${channel}: ${status}, decided ${write(at)}${why === null ? '' : `: ${why}`}`;
}

function markOf(terminal: Terminal, holds: boolean): string {
  return holds ? terminal.style('green', '✓') : terminal.style('red', '✗');
}

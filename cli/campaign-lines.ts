import type { WriteMoment } from './describe-seen.ts';
import { type AnsweredExplanation, explanationTree } from './explanation-tree.ts';
import { type AnsweredRules, ruleLines } from './rule-lines.ts';
import { type AnsweredStep, stepLines } from './step-lines.ts';
import type { Terminal } from './terminal.ts';

/** What the API answers of a campaign. */
export interface CampaignAnswer {
  readonly runs?: { readonly isRunning: boolean; readonly why?: string };
  readonly triggers?: readonly AnsweredTrigger[];
  readonly if?: AnsweredExplanation;
  readonly stopWhen?: AnsweredExplanation;
  readonly frequency?: { readonly asked: string; readonly mayBegin: boolean; readonly why?: string };
  readonly steps?: readonly AnsweredStep[];
  readonly sends?: readonly AnsweredSend[];
  readonly journeys?: readonly AnsweredJourney[];
  readonly messages?: readonly AnsweredMessage[];
}

/** `next`: when a schedule or a date comes; null: never. */
type AnsweredTrigger = AnsweredExplanation & {
  readonly next?: string | null;
  readonly every?: { readonly count: number; readonly missing: number };
};

interface AnsweredSend extends AnsweredRules {
  readonly step: string;
  readonly channel: string;
  readonly purpose: string;
  readonly wouldBeSent: boolean;
  readonly why?: string;
  readonly heldUntil?: string;
  readonly consent?: AnsweredExplanation;
  readonly channelConsent?: AnsweredExplanation;
  readonly reachable?: AnsweredExplanation;
}

interface AnsweredJourney {
  readonly status: string;
  readonly enteredAt: string;
  readonly dueAt: string | null;
  readonly why?: string;
  readonly nextStep?: string;
  readonly isHeldOut?: boolean;
  readonly convertedAt?: string;
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
  const { triggers = [], steps = [], sends = [], journeys = [], messages = [] } = answer;
  const treeOf = (explanation: AnsweredExplanation | undefined, depth?: number) =>
    explanation === undefined ? [] : explanationTree(terminal, explanation, write, depth);
  const part = (title: string, explanation: AnsweredExplanation | undefined) =>
    explanation === undefined ? [] : [title, ...treeOf(explanation)];
  return [
    ...stoppedLines(terminal, answer),
    'trigger',
    ...triggers.flatMap((trigger) => [...treeOf(trigger), ...comingLines(terminal, trigger, write)]),
    ...part('if', answer.if),
    ...part('stopWhen', answer.stopWhen),
    ...frequencyLines(terminal, answer),
    ...(steps.length === 0 ? [] : ['steps']),
    ...steps.flatMap((step) => stepLines(terminal, step, write)),
    ...(sends.length === 0 ? [] : ['sends']),
    ...sends.flatMap((send) => [
      `  ${markOf(terminal, send.wouldBeSent)} ${describeSend(send, write)}`,
      ...[send.consent, send.channelConsent, send.reachable].flatMap((each) => treeOf(each, 2)),
      ...ruleLines(terminal, send, write),
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

/** Where it is paused, or its time is not now. */
function stoppedLines(terminal: Terminal, { runs }: CampaignAnswer): string[] {
  if (runs === undefined || runs.isRunning) return [];
  return [terminal.style('yellow', `it does not run: ${runs.why}`)];
}

/** When a trigger comes next, as far as that can be told. */
function comingLines(terminal: Terminal, { next, every }: AnsweredTrigger, write: WriteMoment): string[] {
  const lines = [
    ...(next === undefined ? [] : [next === null ? 'does not come again' : `comes next on ${write(next)}`]),
    ...(every === undefined ? [] : [`${every.count} so far, ${every.missing} missing`]),
  ];
  return lines.map((line) => `      ${terminal.style('dim', line)}`);
}

function describeSend(
  { step, channel, purpose, wouldBeSent, why, heldUntil }: AnsweredSend,
  write: WriteMoment,
): string {
  const called = `step ${step}, ${channel}, ${purpose}`;
  if (wouldBeSent) return `${called}: would be sent now`;
  if (heldUntil !== undefined) return `${called}: would be held until ${write(heldUntil)}: ${why}`;
  return `${called}: would not be sent now: ${why}`;
}

function journeyLines(
  terminal: Terminal,
  { status, enteredAt, dueAt, why, nextStep, isHeldOut, convertedAt, trace = [] }: AnsweredJourney,
  write: WriteMoment,
): string[] {
  const facts = [
    `${status}, began ${write(enteredAt)}`,
    ...(dueAt === null ? [] : [`next on ${write(dueAt)}`]),
    ...(nextStep === undefined ? [] : [`then step ${nextStep}`]),
    ...(isHeldOut ? ['held out'] : []),
    ...(convertedAt === undefined ? [] : [`goal reached on ${write(convertedAt)}`]),
  ];
  return [
    `  ${facts.join(', ')}${why === undefined ? '' : `: ${why}`}`,
    ...trace.map(({ at, what }) => `      ${terminal.style('dim', `${write(at)} ${what}`)}`),
  ];
}

function describeMessage({ step, channel, status, at, why }: AnsweredMessage, write: WriteMoment): string {
  return `step ${step}, ${channel}: ${status}, decided ${write(at)}${why === null ? '' : `: ${why}`}`;
}

function markOf(terminal: Terminal, holds: boolean): string {
  return holds ? terminal.style('green', '✓') : terminal.style('red', '✗');
}

import type { WriteMoment } from './describe-seen.ts';
import { type AnsweredExplanation, explanationTree, markOf } from './explanation-tree.ts';
import { type AnsweredRules, ruleLines } from './rule-lines.ts';
import { type AnsweredStep, stepLines } from './step-lines.ts';
import type { Terminal } from './terminal.ts';

/** What the API answers of what a version of a campaign asks of a guest on the way. */
export interface AnsweredParts {
  readonly if?: AnsweredExplanation;
  readonly stopWhen?: AnsweredExplanation;
  readonly steps?: readonly AnsweredStep[];
  readonly sends?: readonly AnsweredSend[];
}

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

/** Draws the conditions of a campaign, each under its name. */
export function conditionLines(
  terminal: Terminal,
  { if: condition, stopWhen }: AnsweredParts,
  write: WriteMoment,
): string[] {
  const part = (title: string, explanation: AnsweredExplanation | undefined) =>
    explanation === undefined ? [] : [title, ...explanationTree(terminal, explanation, write)];
  return [...part('if', condition), ...part('stopWhen', stopWhen)];
}

/** Draws its steps and what of them would be sent, each rule with its value. */
export function stepAndSendLines(
  terminal: Terminal,
  { steps = [], sends = [] }: AnsweredParts,
  write: WriteMoment,
): string[] {
  return [
    ...(steps.length === 0 ? [] : ['steps']),
    ...steps.flatMap((step) => stepLines(terminal, step, write)),
    ...(sends.length === 0 ? [] : ['sends']),
    ...sends.flatMap((send) => sendLines(terminal, send, write)),
  ];
}

function sendLines(terminal: Terminal, send: AnsweredSend, write: WriteMoment): string[] {
  const conditions = [send.consent, send.channelConsent, send.reachable];
  return [
    `  ${markOf(terminal, send.wouldBeSent)} ${describeSend(send, write)}`,
    ...conditions.flatMap((each) => (each === undefined ? [] : explanationTree(terminal, each, write, 2))),
    ...ruleLines(terminal, send, write),
  ];
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

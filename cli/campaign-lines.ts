import { type AnsweredParts, conditionLines, stepAndSendLines } from './asked-lines.ts';
import type { WriteMoment } from './describe-seen.ts';
import { type AnsweredEntry, entryLines } from './entry-lines.ts';
import { type AnsweredExplanation, explanationTree } from './explanation-tree.ts';
import { type AnsweredJourney, journeyLines } from './journey-lines.ts';
import type { Terminal } from './terminal.ts';

/** What the API answers of a campaign. */
export interface CampaignAnswer extends AnsweredParts, AnsweredEntry {
  /** The playbook no longer has it. */
  readonly isRemoved?: true;
  readonly runs?: { readonly isRunning: boolean; readonly why?: string };
  readonly triggers?: readonly AnsweredTrigger[];
  readonly journeys?: readonly AnsweredJourney[];
  readonly messages?: readonly AnsweredMessage[];
}

/** `next`: when a schedule or a date comes; null: never. `why`: what a date is missing. */
type AnsweredTrigger = AnsweredExplanation & {
  readonly next?: string | null;
  readonly why?: string;
  readonly every?: { readonly count: number; readonly missing: number };
  readonly unanswered?: { readonly at: string; readonly why: string; readonly hint?: string };
};

interface AnsweredMessage {
  readonly step: string;
  readonly channel: string;
  readonly status: string;
  readonly at: string;
  readonly why: string | null;
}

/** Draws what a campaign asks of a guest, what of it would be sent, and what became of it so far. */
export function campaignLines(terminal: Terminal, answer: CampaignAnswer, write: WriteMoment): string[] {
  const { journeys = [], messages = [] } = answer;
  return [
    ...(answer.isRemoved ? removedLines(terminal) : presentLines(terminal, answer, write)),
    journeys.length === 0 ? 'no journey' : 'journeys',
    ...journeys.flatMap((journey) => journeyLines(terminal, journey, write)),
    messages.length === 0 ? 'no message' : 'messages',
    ...messages.map((message) => `  ${describeMessage(message, write)}`),
  ];
}

/** What the playbook has of it, and makes of the guest. */
function presentLines(terminal: Terminal, answer: CampaignAnswer, write: WriteMoment): string[] {
  const { triggers = [] } = answer;
  return [
    ...stoppedLines(terminal, answer),
    'trigger',
    ...triggers.flatMap((trigger) => triggerLines(terminal, trigger, write)),
    ...conditionLines(terminal, answer, write),
    ...entryLines(terminal, answer, write),
    ...stepAndSendLines(terminal, answer, write),
  ];
}

function removedLines(terminal: Terminal): string[] {
  const told = 'it is no longer in the playbook: its journeys go by the version that they began with';
  return [terminal.style('yellow', told)];
}

/** Where it is paused, or its time is not now. */
function stoppedLines(terminal: Terminal, { runs }: CampaignAnswer): string[] {
  if (runs === undefined || runs.isRunning) return [];
  return [terminal.style('yellow', `it does not run: ${runs.why}`)];
}

/** A trigger, and when it comes next, as far as that can be told. */
function triggerLines(terminal: Terminal, trigger: AnsweredTrigger, write: WriteMoment): string[] {
  const { next, why, every, unanswered } = trigger;
  const coming = [
    ...(next === undefined
      ? []
      : [next === null ? (why ?? 'does not come again') : `comes next on ${write(next)}`]),
    ...(every === undefined ? [] : [`${every.count} so far, ${every.missing} missing`]),
  ];
  return [
    ...explanationTree(terminal, trigger, write),
    ...coming.map((line) => `      ${terminal.style('dim', line)}`),
    ...unansweredLines(unanswered, write).map((line) => `      ${terminal.style('yellow', line)}`),
  ];
}

function unansweredLines(unanswered: AnsweredTrigger['unanswered'], write: WriteMoment): string[] {
  if (unanswered === undefined) return [];
  const { at, why, hint } = unanswered;
  return [`so since ${write(at)}, and no journey began: ${why}`, ...(hint === undefined ? [] : [hint])];
}

function describeMessage({ step, channel, status, at, why }: AnsweredMessage, write: WriteMoment): string {
  return `step ${step}, ${channel}: ${status}, decided ${write(at)}${why === null ? '' : `: ${why}`}`;
}

import { type CampaignAnswer, campaignLines } from './campaign-lines.ts';
import type { WriteMoment } from './describe-seen.ts';
import { type AnsweredExplanation, explanationTree } from './explanation-tree.ts';
import type { Terminal } from './terminal.ts';
import { createWriteMoment } from './write-moment.ts';

interface NamedThing {
  readonly id: string;
  readonly name: string;
}

/** What the API answers to why. */
export interface WhyAnswer extends CampaignAnswer {
  readonly profileId: string;
  readonly at: string;
  readonly timezone: string;
  readonly segment?: NamedThing;
  readonly isMember?: boolean;
  readonly since?: string | null;
  readonly when?: AnsweredExplanation;
  readonly campaign?: NamedThing;
  readonly eventsRead: { readonly count: number; readonly isComplete: boolean };
  readonly isPresent: boolean;
}

/** Draws the answer: who it is about and from what it was answered, then the segment or the campaign. */
export function whyLines(terminal: Terminal, answer: WhyAnswer): string[] {
  const { profileId, at, timezone, campaign, eventsRead } = answer;
  const { count } = eventsRead;
  const write = createWriteMoment(timezone);
  const events = count === 1 ? '1 event' : `${count} events`;
  const basis = terminal.style('dim', `as of ${write(at)} (times of ${timezone}), from ${events}`);
  return [
    `${terminal.style('bold', profileId)}  ${basis}`,
    ...doubtLines(answer).map((line) => terminal.style('yellow', line)),
    ...(campaign === undefined
      ? segmentLines(terminal, answer, write)
      : [`campaign ${titleOf(campaign)}`, ...campaignLines(terminal, answer, write)]),
  ];
}

/** What the answer may be wrong in. */
function doubtLines({ eventsRead, isPresent }: WhyAnswer): string[] {
  const { count, isComplete } = eventsRead;
  return [
    ...(isComplete
      ? []
      : [
          `only the newest ${count} events were read: older ones count where conditions hold or fail, and are missing below them`,
        ]),
    ...(isPresent
      ? []
      : [
          'answered from what was stored when the guest was last looked at: the playbook has changed since, and they have more events than can be folded anew here. The refold queue or `maitred backfill` brings them up to date.',
        ]),
  ];
}

function segmentLines(
  terminal: Terminal,
  { segment, since = null, when }: WhyAnswer,
  write: WriteMoment,
): string[] {
  const stands = since === null ? 'is not in' : 'is in';
  const known = since === null ? '' : `, since ${write(since)}`;
  const tree = when === undefined ? [] : explanationTree(terminal, when, write);
  return [`${stands} ${titleOf(segment)}${known}`, ...tree];
}

function titleOf(thing: NamedThing | undefined): string {
  if (thing === undefined) return '';
  return thing.name === thing.id ? thing.id : `${thing.id} (${thing.name})`;
}

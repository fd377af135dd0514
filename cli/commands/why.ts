import type { ApiClient } from '../api-client.ts';
import { CommandError } from '../command-error.ts';
import { type AnsweredExplanation, explanationTree } from '../explanation-tree.ts';
import type { Terminal } from '../terminal.ts';

export interface WhyOptions {
  /** `namespace:value` */
  readonly guest: string;
  readonly segment?: string;
  readonly campaign?: string;
}

interface NamedThing {
  readonly id: string;
  readonly name: string;
}

interface WhyAnswer {
  readonly profileId: string;
  readonly at: string;
  readonly segment?: NamedThing;
  readonly isMember?: boolean;
  readonly since?: string | null;
  readonly when?: AnsweredExplanation;
  readonly campaign?: NamedThing;
  readonly triggers?: readonly AnsweredExplanation[];
  readonly if?: AnsweredExplanation;
  readonly stopWhen?: AnsweredExplanation;
  readonly consent?: AnsweredExplanation;
  readonly journeys?: readonly AnsweredJourney[];
  readonly eventsRead: { readonly count: number; readonly isComplete: boolean };
}

interface AnsweredJourney {
  readonly status: string;
  readonly enteredAt: string;
  readonly dueAt: string | null;
  readonly why?: string;
}

/**
 * `maitred why`: why a guest is in a segment or not, or what a campaign makes of them, as a tree of conditions.
 * @throws CommandError where not one of a segment and a campaign is named, and with exit code 1 for what does not exist
 */
export async function showWhy(
  terminal: Terminal,
  api: ApiClient,
  { guest, segment, campaign }: WhyOptions,
): Promise<void> {
  if ((segment === undefined) === (campaign === undefined)) {
    throw new CommandError('name one segment or one campaign', {
      hint: 'Add --segment <id> or --campaign <id>.',
    });
  }
  const asked = segment === undefined ? { campaign: campaign ?? '' } : { segment };
  const query = new URLSearchParams(asked).toString();
  const answer = await api.call<WhyAnswer>('GET', `/v1/profiles/${encodeURIComponent(guest)}/why?${query}`);
  for (const line of answerLines(terminal, answer)) terminal.out(line);
}

function answerLines(terminal: Terminal, answer: WhyAnswer): string[] {
  const { profileId, at, eventsRead } = answer;
  const seen = terminal.style('dim', `as of ${at}, from ${eventsRead.count} events`);
  const older = eventsRead.isComplete ? [] : [terminal.style('dim', 'older events were not looked at')];
  return [
    `${terminal.style('bold', profileId)}  ${seen}`,
    ...(answer.campaign === undefined ? segmentLines(terminal, answer) : campaignLines(terminal, answer)),
    ...older,
  ];
}

function segmentLines(terminal: Terminal, { segment, since = null, when }: WhyAnswer): string[] {
  const stands = since === null ? 'is not in' : 'is in';
  const known = since === null ? '' : `, since ${since}`;
  return [`${stands} ${titleOf(segment)}${known}`, ...treeOf(terminal, when)];
}

function campaignLines(terminal: Terminal, answer: WhyAnswer): string[] {
  const { campaign, triggers = [], journeys = [] } = answer;
  const part = (title: string, explanation: AnsweredExplanation | undefined) =>
    explanation === undefined ? [] : [title, ...treeOf(terminal, explanation)];
  return [
    `campaign ${titleOf(campaign)}`,
    'trigger',
    ...triggers.flatMap((trigger) => treeOf(terminal, trigger)),
    ...part('if', answer.if),
    ...part('stopWhen', answer.stopWhen),
    ...part('consent', answer.consent),
    journeys.length === 0 ? 'no journey' : 'journeys',
    ...journeys.map((journey) => `  ${describeJourney(journey)}`),
  ];
}

function describeJourney({ status, enteredAt, dueAt, why }: AnsweredJourney): string {
  const next = dueAt === null ? '' : `, next at ${dueAt}`;
  return `${status} since ${enteredAt}${next}${why === undefined ? '' : `: ${why}`}`;
}

function treeOf(terminal: Terminal, explanation: AnsweredExplanation | undefined): string[] {
  return explanation === undefined ? [] : explanationTree(terminal, explanation);
}

function titleOf(thing: NamedThing | undefined): string {
  if (thing === undefined) return '';
  return thing.name === thing.id ? thing.id : `${thing.id} (${thing.name})`;
}

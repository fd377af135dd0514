import type { Renderer } from '../../domain/campaign/delivery/message.ts';
import type { PlaybookStory } from '../../domain/playbook/playbook-story.ts';
import type { Program, TemplateSet } from '../../domain/playbook/program/program.ts';
import { Simulation } from '../simulation/simulation.ts';
import { StoryRecord } from '../simulation/story-record.ts';
import type { SimulatedMessage, TimelineEntry } from '../simulation/timeline.ts';
import { findFailures } from './expectation.ts';
import { ExpectationsSeen } from './expectations-seen.ts';
import type { Finding } from './finding.ts';
import { StoryPlayer } from './story-player.ts';

/** An expectation that was not met, or a step that was refused. */
export interface StoryFailure {
  /** Which step, counted from 1. */
  readonly step: number;
  /** When, in milliseconds since the epoch. */
  readonly at: number;
  /** How much of the timeline had happened by then. */
  readonly happened: number;
  /** One or more. */
  readonly findings: readonly Finding[];
}

export interface StoryResult {
  readonly story: PlaybookStory;
  readonly failures: readonly StoryFailure[];
  readonly messages: readonly SimulatedMessage[];
  readonly timeline: readonly TimelineEntry[];
  /** The places of campaigns that it came to, by `reachedPlace`. */
  readonly reached: ReadonlySet<string>;
  readonly expectations: number;
  /** How long it took to play. */
  readonly milliseconds: number;
}

/** Plays one story on a clock of its own, with no store at all. All its expectations are looked at, also after a failure. */
export function runStory(
  playbook: { program: Program; templates: TemplateSet; renderer: Renderer },
  story: PlaybookStory,
): StoryResult {
  const started = performance.now();
  const record = new StoryRecord(ownSteps(playbook.program, story));
  const simulation = new Simulation({ ...playbook, start: story.start, observer: record });
  const { messages, timeline, reached } = record;
  const player = new StoryPlayer(simulation, story);
  const failures: StoryFailure[] = [];
  const seen = new ExpectationsSeen(record);
  for (const [index, step] of story.steps.entries()) {
    const findings = step.kind === 'expect' ? findFailures(simulation, step, seen) : player.play(step);
    if (findings.length === 0) continue;
    failures.push({ step: index + 1, at: simulation.now, happened: timeline.length, findings });
  }
  const expectations = story.steps.filter(({ kind }) => kind === 'expect').length;
  const milliseconds = performance.now() - started;
  return { story, failures, messages, timeline, reached, expectations, milliseconds };
}

/** Tells whether a version's campaign has the steps that the folder's has: those alone are reached that stand in its file. */
function ownSteps(own: Program, { steps }: PlaybookStory): (campaign: string, version: string) => boolean {
  const deployed = steps.flatMap((step) => (step.kind === 'deploy' ? [step.program] : []));
  const stepsOf = (program: Program | undefined, id: string) => JSON.stringify(program?.campaigns[id]?.steps);
  return (campaign, version) => {
    const played = [own, ...deployed].find((program) => program.version === version);
    return stepsOf(played, campaign) === stepsOf(own, campaign);
  };
}

import type { Renderer } from '../../domain/campaign/message.ts';
import { MaitredError } from '../../domain/error/maitred-error.ts';
import type { PlaybookStory, StoryStep } from '../../domain/playbook/playbook-story.ts';
import type { Program, TemplateSet } from '../../domain/playbook/program.ts';
import { Simulation } from '../simulation/simulation.ts';
import { StoryRecord } from '../simulation/story-record.ts';
import type { SimulatedMessage, TimelineEntry } from '../simulation/timeline.ts';
import { findFailures } from './expectation.ts';
import type { Finding } from './finding.ts';
import { messageOf, whoIs } from './story-message.ts';

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
  const record = new StoryRecord();
  const simulation = new Simulation({ ...playbook, start: story.start, observer: record });
  const { messages, timeline, reached, outcomes } = record;
  const failures: StoryFailure[] = [];
  let seen = { messages: 0, outcomes: 0, at: Number.NEGATIVE_INFINITY };
  for (const [index, step] of story.steps.entries()) {
    const since = {
      messages: messages.slice(seen.messages),
      outcomes: outcomes.slice(seen.outcomes),
      formerOutcomes: outcomes.slice(0, seen.outcomes),
      at: seen.at,
    };
    const findings = step.kind === 'expect' ? findFailures(simulation, step, since) : play(simulation, step);
    if (step.kind === 'expect')
      seen = { messages: messages.length, outcomes: outcomes.length, at: simulation.now };
    if (findings.length === 0) continue;
    failures.push({ step: index + 1, at: simulation.now, happened: timeline.length, findings });
  }
  const expectations = story.steps.filter(({ kind }) => kind === 'expect').length;
  const milliseconds = performance.now() - started;
  return { story, failures, messages, timeline, reached, expectations, milliseconds };
}

/** @returns what the collector would have refused, if it would */
function play(simulation: Simulation, step: Exclude<StoryStep, { kind: 'expect' }>): Finding[] {
  try {
    playStep(simulation, step);
    return [];
  } catch (error) {
    if (!(error instanceof MaitredError)) throw error;
    const why = error.hint === undefined ? [] : [error.hint];
    if (error.code === 'endless-decisions')
      return [{ path: step.path, expected: 'this comes to an end', received: error.message, why }];
    return [
      {
        path: step.path,
        expected: 'the collector takes this',
        received: `the collector refuses this: ${error.message}`,
        why,
      },
    ];
  }
}

function playStep(simulation: Simulation, step: Exclude<StoryStep, { kind: 'expect' }>): void {
  if (step.kind === 'after' || step.kind === 'at') {
    simulation.advanceTo(step.kind === 'at' ? step.at : simulation.now + step.milliseconds);
    return;
  }
  // Nobody does two things at once: what is told later happened later, so `since` sees the order of the steps.
  simulation.advanceTo(simulation.now + 1);
  const { type, message } = messageOf(step);
  simulation.send(type, { ...whoIs(step.who), ...message });
}

import type { Renderer } from '../../domain/campaign/message.ts';
import { MaitredError } from '../../domain/error/maitred-error.ts';
import type { PlaybookStory, StoryStep } from '../../domain/playbook/playbook-story.ts';
import type { Program, TemplateSet } from '../../domain/playbook/program.ts';
import { Simulation } from '../simulation/simulation.ts';
import type { SimulatedMessage, TimelineEntry } from '../simulation/timeline.ts';
import { findFailures } from './expectation.ts';
import { messageOf, whoIs } from './story-message.ts';

/** An expectation that was not met, or a step that was refused. */
export interface StoryFailure {
  /** Which step, counted from 1. */
  readonly step: number;
  readonly path: StoryStep['path'];
  /** One line each: what was expected, what was found, and why. */
  readonly lines: readonly string[];
}

export interface StoryResult {
  readonly story: PlaybookStory;
  readonly failures: readonly StoryFailure[];
  readonly messages: readonly SimulatedMessage[];
  readonly timeline: readonly TimelineEntry[];
  readonly expectations: number;
}

/** Plays one story on a clock of its own, with no store at all. All its expectations are looked at, also after a failure. */
export function runStory(
  playbook: { program: Program; templates: TemplateSet; renderer: Renderer },
  story: PlaybookStory,
): StoryResult {
  const simulation = new Simulation({ ...playbook, start: story.start });
  const failures: StoryFailure[] = [];
  let seenMessages = 0;
  for (const [index, step] of story.steps.entries()) {
    const lines =
      step.kind === 'expect' ? findFailures(simulation, step, seenMessages) : play(simulation, step);
    if (step.kind === 'expect') seenMessages = simulation.messages.length;
    if (lines.length > 0) failures.push({ step: index + 1, path: step.path, lines });
  }
  const expectations = story.steps.filter(({ kind }) => kind === 'expect').length;
  const { messages, timeline } = simulation;
  return { story, failures, messages, timeline, expectations };
}

/** @returns what the collector would have refused, if it would */
function play(simulation: Simulation, step: Exclude<StoryStep, { kind: 'expect' }>): string[] {
  try {
    playStep(simulation, step);
    return [];
  } catch (error) {
    if (!(error instanceof MaitredError)) throw error;
    return [
      `the collector refuses this: ${error.message}`,
      ...(error.hint === undefined ? [] : [error.hint]),
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

import { type EventStep, messageOf, whoIs } from '../../../cli/test/story-message.ts';
import type { JsonObject } from '../../../domain/event/json.ts';
import type { PlaybookStory, StoryDraws, StoryStep } from '../../../domain/playbook/playbook-story.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { OutboxEntry } from '../house.ts';
import { Crowd } from './crowd.ts';
import { ExpectationsOnStage } from './expectations-on-stage.ts';
import type { Stage } from './stage.ts';

/**
 * Sends a story's events over HTTP to the whole system, on its moved clock, and looks there for what the story expects of people.
 * @param program the playbook's, which is the active one
 * @returns what left
 */
export async function performStory(
  stage: Stage,
  program: Program,
  story: PlaybookStory,
): Promise<OutboxEntry[]> {
  await stage.house.moveTo(new Date(story.start).toISOString());
  const deployed = story.steps.flatMap((step) => (step.kind === 'deploy' ? [step.program] : []));
  const crowd = new Crowd(stage.house, program, ...deployed);
  const expectations = new ExpectationsOnStage(stage.house);
  for (const step of story.steps) {
    if (step.kind === 'expect') await expectations.meet(step);
    else await perform(stage, step, (event) => crowd.whoDraws(event.who, drawsOf(story, event)));
  }
  return stage.house.outbox();
}

type PlayedStep = Exclude<StoryStep, { kind: 'expect' }>;

/** @param cast finds who shall be the person that an event makes known: the identifiers to send beside the story's */
async function perform(
  stage: Stage,
  step: PlayedStep,
  cast: (step: EventStep) => Promise<JsonObject>,
): Promise<void> {
  const { house } = stage;
  switch (step.kind) {
    case 'after':
      return house.advance(`PT${step.milliseconds / 1000}S`);
    case 'at':
      return house.moveTo(new Date(step.at).toISOString());
    case 'failing':
      return stage.fail(step.channels);
    case 'deploy':
      return stage.deploy(step.program);
    default: {
      const { type, message } = messageOf(step);
      const { identifiers, ...who } = whoIs(step.who);
      const all = { ...(identifiers as JsonObject), ...(await cast(step)) };
      return house.send(type, {
        ...who,
        ...message,
        ...(Object.keys(all).length > 0 && { identifiers: all }),
      });
    }
  }
}

function drawsOf({ draws }: PlaybookStory, step: EventStep): StoryDraws {
  return 'draws' in step ? { ...draws, ...step.draws } : draws;
}

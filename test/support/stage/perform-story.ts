import { type EventStep, messageOf, whoIs } from '../../../cli/test/story-message.ts';
import type { JsonObject } from '../../../domain/event/json.ts';
import type { PlaybookStory, StoryDraws, StoryStep } from '../../../domain/playbook/playbook-story.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { House, OutboxEntry } from '../house.ts';
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

/** Finds who shall be the person that an event makes known: the identifiers to send beside the story's. */
type Cast = (step: EventStep) => Promise<JsonObject>;

async function perform(stage: Stage, step: PlayedStep, cast: Cast): Promise<void> {
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
    case 'batch':
      return performBatch(house, step.events, cast);
    default: {
      const { type, message } = await castMessage(step, cast);
      return house.send(type, message);
    }
  }
}

/** Sent as one call: what does not say when it happened, in its order, the last just now. */
async function performBatch(house: House, events: readonly EventStep[], cast: Cast): Promise<void> {
  const now = Date.parse(await house.now());
  const found = new Map<string, Promise<JsonObject>>();
  const castOnce: Cast = (event) => {
    const person = JSON.stringify(event.who);
    const identifiers = found.get(person) ?? cast(event);
    found.set(person, identifiers);
    return identifiers;
  };
  const batch: JsonObject[] = [];
  for (const [index, event] of events.entries()) {
    const { type, message } = await castMessage(event, castOnce);
    const timestamp = new Date(now - (events.length - 1 - index)).toISOString();
    batch.push({ type, messageId: crypto.randomUUID(), timestamp, ...message });
  }
  await house.sendBatch(batch);
}

/** The call that an event stands for, with who shall be the person whom it makes known. */
async function castMessage(step: EventStep, cast: Cast): Promise<ReturnType<typeof messageOf>> {
  const { type, message } = messageOf(step);
  const { identifiers, ...who } = whoIs(step.who);
  const all = { ...(identifiers as JsonObject), ...(await cast(step)) };
  return { type, message: { ...who, ...message, ...(Object.keys(all).length > 0 && { identifiers: all }) } };
}

function drawsOf({ draws }: PlaybookStory, step: EventStep): StoryDraws {
  return 'draws' in step ? { ...draws, ...step.draws } : draws;
}

import { DateTime } from 'luxon';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CompiledFolder, compileFolder } from '../../cli/compile-folder.ts';
import { runStory, type StoryResult } from '../../cli/test/run-story.ts';
import { messageOf, whoIs } from '../../cli/test/story-message.ts';
import type { JsonObject, JsonValue } from '../../domain/event/json.ts';
import type { PlaybookStory, StoryStep } from '../../domain/playbook/playbook-story.ts';
import { compileMatcher } from '../../domain/segment/matcher/compile-matcher.ts';
import { readPath } from '../../domain/segment/matcher/read-path.ts';
import { createLiquidRenderer } from '../../lambdas/adapters/liquid-renderer.ts';
import { type House, openHouse } from '../support/house.ts';

type ExpectStep = Extract<StoryStep, { kind: 'expect' }>;

/** What both must agree on: what was said, on which channel, by which campaign, in how many hours after the start. */
type Said = readonly [hours: number, channel: string, campaign: string];

const HOUR = 3_600_000;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/u;
const FOLDERS = ['hotel', 'restaurant', 'shop', 'store'].map((name) => `playbooks/${name}`);
const HOUSES = await Promise.all(FOLDERS.map(async (folder) => ({ folder, ...(await compile(folder)) })));

async function compile(folder: string): Promise<CompiledFolder> {
  const compiled = await compileFolder(folder);
  if (compiled.program !== undefined) return compiled;
  throw new Error(`${folder} has problems: ${JSON.stringify(compiled.problems)}`);
}

/** The same story some years later, on the same date at the same time of day: quiet hours, schedules and ages are as they were. */
function laterThan(moment: number, story: PlaybookStory, zone: string): PlaybookStory {
  let years = 0;
  const written = DateTime.fromMillis(story.start, { zone });
  while (written.plus({ years }).toMillis() <= moment) years += 1;
  const start = written.plus({ years }).toMillis();
  const passed = start - story.start;
  const later = (step: StoryStep): StoryStep => {
    if (step.kind === 'at') return { ...step, at: step.at + passed };
    if (step.kind === 'identify') return { ...step, traits: withLaterDates(step.traits, years) };
    if (!('timestamp' in step) || step.timestamp === undefined) return step;
    return { ...step, timestamp: step.timestamp + passed };
  };
  return { ...story, start, steps: story.steps.map(later) };
}

function withLaterDates(traits: JsonObject, years: number): JsonObject {
  const later = (value: JsonValue) =>
    typeof value === 'string' && ISO_DATE.test(value)
      ? DateTime.fromISO(value, { zone: 'UTC' }).plus({ years }).toISODate()
      : value;
  return Object.fromEntries(Object.entries(traits).map(([name, value]) => [name, later(value)]));
}

/** In an order of their own, as nothing says in which order what comes together leaves. */
const inOrder = (said: readonly Said[]) => said.map((each) => JSON.stringify(each)).sort();

/** A message to several devices or venues leaves once for each. */
function saidBy({ messages, story }: StoryResult): Said[] {
  return messages.flatMap(({ at, channel, campaign, to }) =>
    to.map((): Said => [Math.round((at - story.start) / HOUR), channel, campaign]),
  );
}

/** What left the whole system, to which the same events are sent over HTTP, on the moved clock. */
async function perform(house: House, story: PlaybookStory): Promise<Said[]> {
  await house.moveTo(new Date(story.start).toISOString());
  const goals = new Map<string, number>();
  for (const step of story.steps) await performStep(house, step, goals);
  return (await house.outbox()).map(({ at, channel, campaign }) => [
    Math.round((Date.parse(at) - story.start) / HOUR),
    channel,
    campaign,
  ]);
}

/** @param goals by campaign, those that were expected so far: the next must be a further one */
async function performStep(house: House, step: StoryStep, goals: Map<string, number>): Promise<void> {
  if (step.kind === 'expect') {
    await expectOf(house, step, goals);
  } else if (step.kind === 'after') {
    await house.advance(`PT${step.milliseconds / 1000}S`);
  } else if (step.kind === 'at') {
    await house.moveTo(new Date(step.at).toISOString());
  } else if (step.kind === 'failing' || step.kind === 'deploy') {
    throw new Error(`a story that says \`${step.kind}\` is not performed`);
  } else {
    const { type, message } = messageOf(step);
    await house.send(type, { ...whoIs(step.who), ...message });
  }
}

/** Who is in which segment, which traits they have and which goals they reached is as the story says. */
async function expectOf(
  house: House,
  { of, expected }: ExpectStep,
  reached: Map<string, number>,
): Promise<void> {
  const { segments, notSegments, traits, goals } = expected;
  if (segments.length + notSegments.length + traits.length + goals.length === 0) return;
  const [[namespace, value] = []] = Object.entries(of);
  const person = await house.profile(`${namespace}:${value}`);
  const inside = Object.keys(person?.segments ?? {});
  expect(inside).toEqual(expect.arrayContaining([...segments]));
  expect(inside.filter((segment) => notSegments.includes(segment))).toEqual([]);
  const now = Date.parse(await house.now());
  for (const { path, matcher } of traits) {
    const seen = readPath({ ...person?.traits, ...person?.computed }, path);
    expect(compileMatcher(matcher, 'UTC')(seen, now).holds, `${path.join('.')} is ${seen}`).toBe(true);
  }
  for (const goal of goals) {
    const times = await house.goalsReached(`${namespace}:${value}`, goal);
    const who = `${goal} of ${value}`;
    expect(times.length, `the goal of ${who}`).toBeGreaterThan(reached.get(who) ?? 0);
    reached.set(who, times.length);
  }
}

/** Neither do providers fail on demand, nor does chance decide as it is told; deploys have tests of their own. */
function isPerformed({ draws, steps }: PlaybookStory): boolean {
  const isSaid = steps.some(
    (step) => step.kind === 'failing' || step.kind === 'deploy' || ('draws' in step && step.draws),
  );
  return !isSaid && Object.keys(draws).length === 0;
}

/** Law 8: what you test is what runs. */
describe.each(HOUSES)(
  'law 8 · $folder: every story says the same on the pure domain and through the whole system',
  ({ folder, program, templates, stories }) => {
    let house: House;
    beforeAll(async () => {
      house = await openHouse({ playbook: folder });
    });
    afterAll(async () => house?.close());
    beforeEach(async () => house.reset());

    it.each(stories.filter(isPerformed).map((story) => [story.story, story] as const))(
      'given "%s", then the same messages leave at the same hour, and the same people are where it expects them',
      async (_, written) => {
        const story = laterThan(Date.parse(await house.now()), written, program.timezone);
        const told = runStory({ program, templates, renderer: createLiquidRenderer() }, story);

        expect(inOrder(await perform(house, story))).toEqual(inOrder(saidBy(told)));
      },
    );
  },
);

describe('law 8 · what the stories tell', () => {
  const told = HOUSES.flatMap(({ program, templates, stories }) =>
    stories.map((story) => runStory({ program, templates, renderer: createLiquidRenderer() }, story)),
  );
  const happened = told.flatMap(({ timeline }) => timeline.map(({ what }) => what));

  it.each([
    'began: Event Matched',
    'began: Segment Entered',
    'began: Schedule Reached',
    'began: Date Reached',
    'what it waited for came',
    'waited its time',
    'held until',
    'suppressed: just bought anything',
    'suppressed: bought a suit',
    'the goal was reached',
  ])('given all of them, then in one: %s', (what) => {
    expect(happened.filter((each) => each.includes(what))).not.toEqual([]);
  });
});

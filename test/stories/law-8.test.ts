import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CompiledFolder, compileFolder } from '../../cli/compile-folder.ts';
import { runStory, type StoryResult } from '../../cli/test/run-story.ts';
import type { PlaybookStory } from '../../domain/playbook/playbook-story.ts';
import { createLiquidRenderer } from '../../lambdas/adapters/liquid-renderer.ts';
import type { OutboxEntry } from '../support/house.ts';
import { laterStory } from '../support/later-story.ts';
import { performStory } from '../support/stage/perform-story.ts';
import { Stage } from '../support/stage/stage.ts';

/** What both must agree on: what was said, on which channel, by which campaign, in how many hours after the start. */
type Said = readonly [hours: number, channel: string, campaign: string];

const HOUR = 3_600_000;
const EXAMPLES = ['hotel', 'restaurant', 'shop', 'store'].map((name) => `playbooks/${name}`);
/** Its stories say what no example does: how chance decides, which providers fail, and what is deployed meanwhile. */
const CHANGING_HOUSE = 'test/support/changing-house';
/** Much comes to its guests at one moment, and one mail a day may. */
const NOON_HOUSE = 'test/support/noon-house';
const HOUSES = await Promise.all(
  [...EXAMPLES, CHANGING_HOUSE, NOON_HOUSE].map(async (folder) => ({
    folder,
    compiled: await compile(folder),
  })),
);

async function compile(folder: string): Promise<CompiledFolder> {
  const compiled = await compileFolder(folder);
  if (compiled.program !== undefined) return compiled;
  throw new Error(`${folder} has problems: ${JSON.stringify(compiled.problems)}`);
}

const tell = (compiled: CompiledFolder, story: PlaybookStory) =>
  runStory({ ...compiled, renderer: createLiquidRenderer() }, story);

/** In an order of their own, as nothing says in which order what comes together leaves. */
const inOrder = (said: readonly Said[]) => said.map((each) => JSON.stringify(each)).sort();

const hoursAfter = ({ start }: PlaybookStory, at: number) => Math.round((at - start) / HOUR);

/** A message to several devices or venues leaves once for each. */
const toldIn = ({ messages, story }: StoryResult) =>
  messages.flatMap(({ at, channel, campaign, to }) =>
    to.map((): Said => [hoursAfter(story, at), channel, campaign]),
  );

const saidIn = (outbox: readonly OutboxEntry[], story: PlaybookStory) =>
  outbox.map(({ at, channel, campaign }): Said => [hoursAfter(story, Date.parse(at)), channel, campaign]);

/** Law 8: what you test is what runs. */
describe.each(HOUSES)(
  'law 8 · $folder: every story says the same on the pure domain and through the whole system',
  ({ folder, compiled }) => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await Stage.open(folder, compiled);
    });
    afterAll(async () => {
      await stage?.close();
      // A call without its right would look like a provider that fails.
      expect(stage.complaints).toEqual([]);
    });
    beforeEach(async () => stage.clear());

    it.each(compiled.stories.map((story) => [story.story, story] as const))(
      'given "%s", then the same messages leave at the same hour, and the same people are where it expects them',
      async (_, written) => {
        const story = laterStory(Date.parse(await stage.house.now()), written, compiled.program.timezone);
        const told = tell(compiled, story);
        expect(told.failures).toEqual([]);

        const outbox = await performStory(stage, compiled.program, story);

        expect(inOrder(saidIn(outbox, story))).toEqual(inOrder(toldIn(told)));
      },
    );
  },
);

describe('law 8 · what the stories tell', () => {
  const told = HOUSES.flatMap(({ compiled }) => compiled.stories.map((story) => tell(compiled, story)));
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
    'failed, ',
    'changes campaigns',
    'the folder’s own again',
    'arm 1',
    'arm 2',
    'the goal was reached',
  ])('given all of them, then in one: %s', (what) => {
    expect(happened.filter((each) => each.includes(what))).not.toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CompiledFolder, compileFolder } from '../../cli/compile-folder.ts';
import { runStory } from '../../cli/test/run-story.ts';
import { messageOf, whoIs } from '../../cli/test/story-message.ts';
import type { PlaybookStory } from '../../domain/playbook/playbook-story.ts';
import { createLiquidRenderer } from '../../lambdas/adapters/liquid-renderer.ts';
import { type House, openHouse } from '../support/house.ts';

/** What both must agree on: what was said, on which channel, by which campaign, in how many hours after the start. */
type Said = readonly [hours: number, channel: string, campaign: string];

const PLAYBOOKS = ['playbooks/hotel', 'playbooks/restaurant', 'playbooks/shop', 'playbooks/store'];
const HOUR = 3_600_000;

const inOrder = (said: readonly Said[]) => said.map((each) => JSON.stringify(each)).sort();

/** What the story says on the pure domain. */
function simulate(playbook: CompiledFolder, story: PlaybookStory): Said[] {
  const { messages } = runStory({ ...playbook, renderer: createLiquidRenderer() }, story);
  // A message to several devices or venues leaves once for each.
  return messages.flatMap(({ at, channel, campaign, to }) =>
    to.map((): Said => [Math.round((at - story.start) / HOUR), channel, campaign]),
  );
}

/** What the same story says when its events are sent over HTTP to the whole system, on the moved clock. */
async function perform(house: House, story: PlaybookStory): Promise<Said[]> {
  const start = Date.parse(await house.now());
  for (const step of story.steps) {
    if (step.kind === 'expect') continue;
    if (step.kind === 'after') {
      await house.advance(`PT${step.milliseconds / 1000}S`);
    } else if (step.kind === 'at') {
      await house.moveTo(new Date(step.at - story.start + start).toISOString());
    } else {
      const { type, message } = messageOf(step);
      await house.send(type, { ...whoIs(step.who), ...message });
    }
  }
  const entries = await house.outbox();
  return entries.map(({ at, channel, campaign }) => [
    Math.round((Date.parse(at) - start) / HOUR),
    channel,
    campaign,
  ]);
}

/** Law 8: what you test is what runs. */
describe.each(PLAYBOOKS)(
  'law 8 · %s: every story says the same on the pure domain and through the whole system',
  (folder) => {
    let playbook: CompiledFolder;
    let house: House;
    beforeAll(async () => {
      const compiled = await compileFolder(folder);
      if (compiled.program === undefined)
        throw new Error(`${folder} has problems: ${JSON.stringify(compiled.problems)}`);
      playbook = compiled;
      house = await openHouse({ playbook: folder });
    });
    afterAll(async () => house?.close());
    beforeEach(async () => house.reset());

    it('given each of its stories, then the same messages leave at the same hour', async () => {
      expect(playbook.stories.length).toBeGreaterThan(0);
      for (const story of playbook.stories) {
        await house.reset();
        expect(inOrder(await perform(house, story)), story.story).toEqual(inOrder(simulate(playbook, story)));
      }
    });
  },
);

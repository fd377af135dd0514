import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../cli/compile-folder.ts';
import { runStory } from '../../../cli/test/run-story.ts';
import { createLiquidRenderer } from '../../../lambdas/adapters/liquid-renderer.ts';

const PLAYBOOK = `
name: Inn
timezone: Europe/Berlin
consent: { marketing: opt-out }
channels: { email: { from: "Inn <inn@example.com>" } }
`;
const SEND = '\n  - send: { channel: email, template: hello, subject: Hello }';
const INTRODUCED = `
  - identify: { anonymousId: app-1, traits: { email: app@example.com } }
  - identify: { userId: ann, traits: { email: ann@example.com } }`;
const JOINED = '\n  - identify: { anonymousId: app-1, userId: ann }';
const by = (who: string, event: string) => `\n  - track: ${event}\n    as: { ${who} }\n  - after: 1 minute`;
const app = (event: string) => by('anonymousId: app-1', event);
const ann = (event: string) => by('userId: ann', event);

/** Plays a story of one campaign. */
async function play(campaign: string, steps: string) {
  const files = Object.entries({
    'playbook.yaml': PLAYBOOK,
    'campaigns/thanks.yaml': `name: Thanks\n${campaign}${SEND}`,
    'templates/hello.liquid': '<p>Hello</p>',
    'tests/a.yaml': `story: A story\nstart: 2026-03-02T10:00:00+01:00\nsteps:${INTRODUCED}${steps}`,
  }).map(([path, text]) => ({ path, text }));
  const compiled = await compileFiles(files);
  if (compiled.program === undefined) throw new Error(JSON.stringify(compiled.problems));
  const [only] = compiled.stories;
  if (only === undefined) throw new Error('there is no story');
  return runStory({ ...compiled, renderer: createLiquidRenderer() }, only);
}

describe('a story of two who become one', () => {
  it('given parts of a round of each, then the message for the round goes as they become one, once', async () => {
    const campaign = 'trigger: { event: Ordered, every: 3 }\nfrequency: every time\nsteps:';
    const parts = app('Ordered') + app('Ordered') + ann('Ordered');
    expect((await play(campaign, parts)).messages).toEqual([]);
    expect((await play(campaign, parts + JOINED)).messages).toHaveLength(1);
    expect((await play(campaign, parts + JOINED + ann('Ordered') + ann('Ordered'))).messages).toHaveLength(1);
    const more = ann('Ordered') + ann('Ordered') + ann('Ordered');
    expect((await play(campaign, parts + JOINED + more)).messages).toHaveLength(2);
  });

  it('given that both wait, then the journey of one is over as they become one', async () => {
    const campaign = 'trigger: { event: Asked }\nfrequency: once\nsteps:\n  - wait: 3 days';
    const ended = '\n  - expect: { ended: { campaign: thanks, reason: collapsed by a merge } }';
    const steps = `${app('Asked')}${ann('Asked')}${JOINED}\n  - after: 1 second${ended}\n  - after: 4 days`;
    const { failures, messages } = await play(campaign, steps);
    expect(failures).toEqual([]);
    expect(messages).toHaveLength(1);
  });
});

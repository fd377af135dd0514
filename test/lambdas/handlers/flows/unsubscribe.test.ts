import { beforeEach, describe, expect, it } from 'vitest';
import { signUnsubscribeToken } from '../../../../lambdas/adapters/link-token.ts';
import { createConsent } from '../../../../lambdas/handlers/consent.ts';
import type { HttpHandler } from '../../../../lambdas/runtime/http-handler.ts';
import { aCampaign } from '../../../support/a-campaign.ts';
import { CollectorHouse } from '../../../support/a-collector.ts';
import { aLivingProfile } from '../../../support/a-living-profile.ts';
import { NOW } from '../../../support/an-event.ts';
import { callHttp } from '../../../support/http-call.ts';

const SECRET = 'link secret';
const FORM = 'application/x-www-form-urlencoded';
const CLAIM = { profileId: 'p1', purpose: 'marketing', campaign: 'win-back', step: '2' };
let house: CollectorHouse;
let handler: HttpHandler;
beforeEach(() => {
  house = new CollectorHouse();
  handler = createConsent(Object.assign(house, { linkSecret: async () => SECRET }));
  campaignsAre({ 'win-back': ['rooms', 'spa'], other: ['wine'] });
  know();
});

function campaignsAre(topics: Readonly<Record<string, readonly string[]>>): void {
  const campaigns = Object.entries(topics).map(([id, each]) => [id, aCampaign({ id, topics: each })]);
  house.program = { ...house.program, campaigns: Object.fromEntries(campaigns) };
}

/** The guest, who has refused this. */
function know(...refused: string[]): void {
  const choices = refused.map((name) => [name, { granted: false, at: NOW, messageId: 'm1' }]);
  const more = { profileId: 'p1', consent: Object.fromEntries(choices) };
  house.know(aLivingProfile(['email#john@example.com'], more));
}

const open = (claim: typeof CLAIM | Omit<typeof CLAIM, 'campaign'> = CLAIM) =>
  callHttp(handler, {
    route: 'GET /v1/unsubscribe/{token}',
    parameters: { token: signUnsubscribeToken(SECRET, claim) },
  });

const post = (body: string | Uint8Array, type: string = FORM) =>
  callHttp(handler, {
    route: 'POST /v1/unsubscribe/{token}',
    parameters: { token: signUnsubscribeToken(SECRET, CLAIM) },
    body,
    headers: { 'content-type': type },
  });

/** The buttons of a page: which topic each is about; empty: the purpose. */
const buttonsOf = (text: string) =>
  [...text.matchAll(/<button type="submit"(?: name="topic" value="([^"]*)")?>/gu)].map(
    ([, topic = '']) => topic,
  );

const recorded = () => house.storedEvents.map(({ consent }) => consent);

describe('the page of a campaign with topics', () => {
  it('given a GET, then each topic can be refused, or the purpose, and nothing is changed', async () => {
    const { status, text } = await open();
    expect(status).toBe(200);
    expect(buttonsOf(text)).toEqual(['rooms', 'spa', '']);
    expect(text).toContain('No more about <strong>rooms</strong>');
    expect(text).toContain('No more <strong>marketing</strong>');
    expect(house.puts).toBe(0);
  });

  it('given a topic, then it alone is refused, by the event of the guest, and the rest can be', async () => {
    const { status, text } = await post('topic=rooms');
    expect(status).toBe(200);
    expect(house.storedEvents).toMatchObject([
      {
        name: 'Unsubscribed',
        key: { identifier: 'email#john@example.com' },
        properties: { topic: 'rooms', campaign: 'win-back', step: '2' },
      },
    ]);
    expect(house.storedEvents[0]?.properties).not.toHaveProperty('purpose');
    expect(recorded()).toEqual([{ 'topic:rooms': false }]);
    expect(text).toContain('nothing more about <strong>rooms</strong>');
    expect(buttonsOf(text)).toEqual(['spa', '']);
  });

  it('given two topics within a second, then both are recorded, and one twice is one event', async () => {
    for (const topic of ['rooms', 'spa', 'rooms']) await post(`topic=${topic}`);
    expect(recorded()).toEqual([{ 'topic:rooms': false }, { 'topic:spa': false }]);
  });

  it('given a topic that was refused before, then the page says so and does not offer it', async () => {
    know('topic:rooms');
    const { text } = await open();
    expect(text).toContain('nothing more about <strong>rooms</strong>');
    expect(buttonsOf(text)).toEqual(['spa', '']);
  });

  it('given the purpose withdrawn, then the page says so, and there is nothing left to choose', async () => {
    know('marketing', 'topic:spa');
    const { text } = await open();
    expect(text).toContain('You are unsubscribed');
    expect(buttonsOf(text)).toEqual([]);
  });

  it.each([
    ['by the button', '', FORM],
    ['by one click', 'List-Unsubscribe=One-Click', FORM],
    [
      'by one click, in parts',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--',
      'multipart/form-data; boundary=x',
    ],
    ['by one click with a topic beside it', 'List-Unsubscribe=One-Click&topic=rooms', FORM],
    ['by a form too long to be ours', `topic=rooms&x=${'y'.repeat(5_000)}`, FORM],
    ['by what is no form', '{"topic":"rooms"}', 'application/json'],
    ['by bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00]), FORM],
  ])('given a POST %s, then the purpose is withdrawn', async (_, body, type) => {
    expect((await post(body, type)).status).toBe(200);
    expect(recorded()).toEqual([{ marketing: false }]);
  });

  it.each(['wine', 'nonsense', '', '__proto__'])(
    'given a topic that this campaign does not have (%j), then the page asks again, and nothing is changed',
    async (topic) => {
      const { status, text } = await post(new URLSearchParams({ topic }).toString());
      expect(status).toBe(200);
      expect(buttonsOf(text)).toEqual(['rooms', 'spa', '']);
      expect(house.puts).toBe(0);
    },
  );

  it('given topics and a house with letters that HTML reads, then they are shown as they are written', async () => {
    house.program = { ...house.program, name: '<b>Five & Dime</b>' };
    campaignsAre({ 'win-back': ['"><script>', 'Käse & Wein'] });
    const { text } = await open();
    expect(text).not.toMatch(/<script|<b>/u);
    expect(text).toContain('value="&#34;&#62;&#60;script&#62;"');
    await post(new URLSearchParams({ topic: 'Käse & Wein' }).toString());
    expect(recorded()).toEqual([{ 'topic:Käse & Wein': false }]);
  });

  it.each([
    ['a campaign without topics', () => campaignsAre({ 'win-back': [] }), CLAIM],
    ['a campaign that is gone', () => campaignsAre({}), CLAIM],
    ['a link that names none', () => undefined, { profileId: 'p1', purpose: 'marketing', step: '2' }],
  ])('given %s, then the page asks for the purpose alone', async (_, change, claim) => {
    change();
    const { text } = await open(claim);
    expect(text).toContain('Do you want to stop');
    expect(buttonsOf(text)).toEqual(['']);
  });
});

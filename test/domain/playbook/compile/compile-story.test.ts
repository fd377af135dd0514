import { describe, expect, it } from 'vitest';
import { compiled } from '../../../support/a-folder.ts';

async function steps(text: string) {
  const start = 'story: S\nstart: 2026-03-02T10:00:00\nsteps:\n';
  const { stories } = await compiled({ 'tests/s.yaml': start + text });
  return stories[0];
}

describe('compileStory', () => {
  it('given a start without a zone, then it is in the playbook’s', async () => {
    const story = await steps('  - after: 2 days\n  - at: 2026-04-01T09:00:00Z\n');
    expect(story).toMatchObject({
      id: 's',
      file: 'tests/s.yaml',
      start: Date.parse('2026-03-02T10:00:00+01:00'),
      steps: [
        { kind: 'after', milliseconds: 2 * 86_400_000 },
        { kind: 'at', at: Date.parse('2026-04-01T09:00:00Z') },
      ],
    });
  });

  it('given a step that names nobody, then it is about the last person named', async () => {
    const story = await steps(`
  - identify: { anonymousId: web-1, userId: 7, traits: { firstName: John } }
  - track: Signed Up
    context: { app: { version: 3.2.0 } }
  - page: Suites
    as: { anonymousId: web-2 }
    properties: { path: /rooms }
  - screen: Suites
  - consent: { marketing: true }
`);
    expect(story?.steps).toMatchObject([
      { kind: 'identify', who: { anonymousId: 'web-1', userId: '7' }, traits: { firstName: 'John' } },
      { kind: 'track', who: { userId: '7' }, event: 'Signed Up', context: { app: { version: '3.2.0' } } },
      { kind: 'page', who: { anonymousId: 'web-2' }, event: 'Suites', properties: { path: '/rooms' } },
      { kind: 'screen', who: { anonymousId: 'web-2' } },
      { kind: 'consent', who: { anonymousId: 'web-2' }, choices: { marketing: true } },
    ]);
  });

  it('given expectations, then one or many are lists and traits are matchers', async () => {
    const story = await steps(`
  - expect:
      of: { userId: john }
      segment: vip
      notSegment: [vip]
      messages: 0
      message: { campaign: hello, contains: [a, b] }
      trait: { tags: { includes: Vegan } }
`);
    expect(story?.steps).toMatchObject([
      {
        kind: 'expect',
        of: { userId: 'john' },
        expected: {
          segments: ['vip'],
          notSegments: ['vip'],
          goals: [],
          messages: 0,
          message: { campaign: 'hello', contains: ['a', 'b'] },
          traits: [{ path: ['tags'], matcher: { tests: [{ op: 'includes', value: 'Vegan' }] } }],
        },
      },
    ]);
  });

  it('given what becomes of journeys and messages, then each has its place, one or of a list', async () => {
    const story = await steps(`
  - expect:
      of: { userId: john }
      suppressed: { campaign: hello, channel: sms, reason: cap }
      failed: [{ campaign: hello }, { campaign: hello, reason: mailbox }]
      ended: { campaign: hello, reason: stopped }
`);
    expect(story?.steps).toMatchObject([
      {
        expected: {
          outcomes: [
            { kind: 'suppressed', path: ['suppressed'], campaign: 'hello', channel: 'sms', reason: 'cap' },
            { kind: 'failed', path: ['failed', 0], campaign: 'hello' },
            { kind: 'failed', path: ['failed', 1], campaign: 'hello', reason: 'mailbox' },
            { kind: 'ended', path: ['ended'], campaign: 'hello', reason: 'stopped' },
          ],
        },
      },
    ]);
  });
});

describe('compileStory, of a batch', () => {
  it('given events in one call, then each has its place, and who is named there is whom what follows is about', async () => {
    const story = await steps(`
  - batch: [{ identify: { userId: john } }, { track: Signed Up }, { page: Rooms, as: { userId: ann } }]
  - screen: Rooms
`);
    expect(story?.steps).toMatchObject([
      {
        kind: 'batch',
        path: ['steps', 0],
        events: [
          { kind: 'identify', path: ['steps', 0, 'batch', 0], who: { userId: 'john' } },
          { kind: 'track', path: ['steps', 0, 'batch', 1], who: { userId: 'john' } },
          { kind: 'page', path: ['steps', 0, 'batch', 2], who: { userId: 'ann' } },
        ],
      },
      { kind: 'screen', who: { userId: 'ann' } },
    ]);
  });
});

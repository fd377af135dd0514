import { describe, expect, it } from 'vitest';
import { playStory, toldOf } from '../../support/play-story.ts';

const INN: Readonly<Record<string, string>> = {
  'playbook.yaml': `
name: Inn
timezone: Europe/Berlin
channels: { email: { from: "Inn <inn@example.com>" } }
consent: { marketing: opt-out }
`,
  'segments/everybody.yaml': 'when: { event: any }\n',
  'segments/quiet.yaml': 'when: { all: [{ event: Signed Up }, { not: { event: any, within: 3 days } }] }\n',
  'campaigns/later.yaml': `
trigger: { event: Signed Up, late: true }
steps:
  - wait: 1 day
  - send: { channel: email, template: hello, subject: Later }
frequency: every time
`,
  'campaigns/miss-you.yaml': `
trigger: { segment: quiet }
steps: [{ send: { channel: email, template: hello, subject: We miss you } }]
`,
  'templates/hello.liquid': '<p>Hello</p>',
};

const ANN = '  - identify: { userId: ann, traits: { email: ann@example.com } }\n';

describe('a story’s clock', () => {
  it('given a moment at which a wait is over, counted from when the story says that it began, then the message has left', async () => {
    const result = await playStory(
      INN,
      `${ANN}
  - at: 2026-03-03T10:00:00+01:00
  - page: Rooms
  - track: Signed Up
  - at: 2026-03-04T09:59:59+01:00
  - expect: { messages: 0 }
  - at: 2026-03-04T10:00:00+01:00
  - expect: { messages: 1, message: { campaign: later }, ended: { campaign: later } }
`,
    );
    expect(toldOf(result)).toEqual([]);
  });

  it('given a duration after which a segment is entered by time, then what that begins has been said', async () => {
    const result = await playStory(
      INN,
      `${ANN}
  - track: Signed Up
  - page: Rooms
  - expect: { messages: 0 }
  - after: 1 day
  - expect: { message: { campaign: later } }
  - after: 2 days
  - expect: { segment: quiet, messages: 1, message: { campaign: miss-you } }
`,
    );
    expect(toldOf(result)).toEqual([]);
  });

  it('given what was due before it was heard of, then it is seen without the clock being moved', async () => {
    const result = await playStory(
      INN,
      `${ANN}
  - track: Signed Up
    timestamp: 2026-02-28T10:00:00+01:00
  - expect: { messages: 1, message: { campaign: later } }
`,
    );
    expect(toldOf(result)).toEqual([]);
  });
});

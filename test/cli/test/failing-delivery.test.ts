import { describe, expect, it } from 'vitest';
import { playStory, toldOf } from '../../support/play-story.ts';

const INN: Readonly<Record<string, string>> = {
  'playbook.yaml': `
name: Inn
timezone: Europe/Berlin
channels: { email: { from: "Inn <inn@example.com>" } }
consent: { marketing: opt-out, sms: opt-out }
`,
  'campaigns/mail.yaml': `
trigger: { event: Signed Up }
steps:
  - send: { channel: email, template: hello, subject: Hello }
  - send: { channel: sms, text: Hello }
`,
  'templates/hello.liquid': '<p>Hello</p>',
};

const ANN = '  - identify: { userId: ann, traits: { email: ann@example.com, phone: "+493012345678" } }\n';

describe('a delivery that fails', () => {
  it('given a channel that fails, then its messages fail for that reason, and those of others leave', async () => {
    const result = await playStory(
      INN,
      `${ANN}
  - failing: { channel: email, reason: the mailbox is full }
  - track: Signed Up
  - expect: { messages: 1, message: { channel: sms }, failed: { campaign: mail, channel: email, reason: mailbox } }
`,
    );
    expect(toldOf(result)).toEqual([]);
    expect(result.timeline.map(({ what }) => what)).toContain('mail: email failed, the mailbox is full');
  });

  it('given several channels, then all of them fail until none does', async () => {
    const result = await playStory(
      INN,
      `${ANN}
  - failing: { channel: [email, sms] }
  - track: Signed Up
  - expect: { messages: 0, failed: [{ campaign: mail, channel: email }, { campaign: mail, channel: sms, reason: refuses }] }
  - failing: none
  - track: Signed Up
  - expect: { messages: 2 }
`,
    );
    expect(toldOf(result)).toEqual([]);
  });

  it('given another channel than before, then that one alone fails', async () => {
    const result = await playStory(
      INN,
      `${ANN}
  - failing: { channel: email }
  - failing: { channel: sms }
  - track: Signed Up
  - expect: { messages: 1, message: { channel: email } }
`,
    );
    expect(toldOf(result)).toEqual([]);
  });

  it.each(['{ message: mail }', '{ message: mail, status: sent }'])(
    'given what asks %s, then what failed was not sent, and what left was',
    async (asked) => {
      const send = (text: string) => `[{ send: { channel: sms, text: ${text} } }]`;
      const branch = `{ branch: [{ if: { not: ${asked} }, steps: ${send('instead')} }, { else: ${send('again')} }] }`;
      const mail = '{ send: { channel: email, template: hello, subject: Hello } }';
      const inn = {
        ...INN,
        'campaigns/mail.yaml': `
trigger: { event: Signed Up }
steps: [${mail}, { wait: 1 day }, ${branch}]
frequency: every time
`,
        'segments/told.yaml': `when: ${asked}\n`,
      };
      const result = await playStory(
        inn,
        `${ANN}
  - failing: { channel: email }
  - track: Signed Up
  - after: 5 minutes
  - expect: { notSegment: told }
  - after: 1 day
  - expect: { message: { channel: sms, contains: instead } }
`,
      );
      expect(toldOf(result)).toEqual([]);
      const left = await playStory(
        inn,
        `${ANN}
  - track: Signed Up
  - after: 5 minutes
  - expect: { segment: told }
  - after: 1 day
  - expect: { message: { channel: sms, contains: again } }
`,
      );
      expect(toldOf(left)).toEqual([]);
    },
  );

  it('given a cap, then what failed has not used it up', async () => {
    const caps = 'caps: [{ channel: email, atMost: 1, per: 7 days }]\n';
    const result = await playStory(
      { ...INN, 'playbook.yaml': `${INN['playbook.yaml']}${caps}` },
      `${ANN}
  - failing: { channel: email }
  - track: Signed Up
  - expect: { failed: { campaign: mail, channel: email } }
  - failing: none
  - track: Signed Up
  - expect: { messages: 2, message: { channel: email } }
  - track: Signed Up
  - expect: { messages: 1, suppressed: { campaign: mail, channel: email, reason: cap } }
`,
    );
    expect(toldOf(result)).toEqual([]);
  });
});

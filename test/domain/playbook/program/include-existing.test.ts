import { expect, it } from 'vitest';
import { compiled, complaintsAbout } from '../../../support/a-folder.ts';

const hello = (trigger: string) => ({
  'campaigns/hello.yaml': `trigger: ${trigger}
includeExisting: true
steps:
  - send: { channel: email, template: hello, subject: Hello }
`,
});

it('given a trigger on entering a segment, then the campaign includes existing members; without a word it does not', async () => {
  const { program } = await compiled(hello('{ segment: vip }'));
  expect(program?.campaigns.hello?.includeExisting).toBe(true);
  expect((await compiled()).program?.campaigns.hello).not.toHaveProperty('includeExisting');
});

it.each(['{ event: Booking Made }', '{ segment: vip, on: exit }'])(
  'given the trigger %s, then there are no existing members, and check says so',
  async (trigger) => {
    expect(await complaintsAbout(hello(trigger))).toEqual([
      'campaigns/hello.yaml:2:1 only a trigger on entering a segment has existing members: `trigger: { segment: vip }`',
    ]);
  },
);

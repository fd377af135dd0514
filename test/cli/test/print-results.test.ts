import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../cli/compile-folder.ts';
import { type PlaybookRun, playStories } from '../../../cli/test/playbook-run.ts';
import { printResults } from '../../../cli/test/print-results.ts';
import { reportJson, reportJunit } from '../../../cli/test/report.ts';
import { plainTerminal } from '../../support/plain-terminal.ts';

const FILES: Readonly<Record<string, string>> = {
  'playbook.yaml': 'name: Inn\ntimezone: Europe/Berlin\nconsent: { marketing: opt-in }\n',
  'segments/regular.yaml':
    'when:\n  all:\n    - { trait: city, is: Berlin }\n    - { trait: stays, atLeast: 2 }\n',
  'campaigns/thanks.yaml':
    'trigger: { event: Checked Out }\nsteps:\n  - send: { channel: sms, text: "Thank you, {{ profile.firstName }} <3" }\n',
  'tests/thanks.yaml': `story: A guest is thanked
start: 2026-03-02T10:00:00+01:00
steps:
  - identify: { userId: ann, traits: { phone: "+493012345678", firstName: Ann, city: Rome } }
  - consent: { marketing: true, sms: true }
  - after: 3 days
  - track: Checked Out
  - expect:
      segment: regular
      message: { channel: sms, contains: Thanks }
  - after: 1 day
  - expect: { messages: 0 }
`,
  'tests/quiet.yaml':
    'story: Nothing is said\nstart: 2026-03-02T10:00:00Z\nsteps:\n  - expect: { messages: 0 }\n',
};

async function play(name?: string): Promise<PlaybookRun> {
  const compiled = await compileFiles(Object.entries(FILES).map(([path, text]) => ({ path, text })));
  if (compiled.program === undefined) throw new Error(JSON.stringify(compiled.problems));
  const run = playStories('playbooks/inn', compiled, name);
  return { ...run, stories: run.stories.map((story) => ({ ...story, milliseconds: 3 })) };
}

const REFUSED: PlaybookRun = {
  folder: 'playbooks/nowhere',
  timezone: 'UTC',
  stories: [],
  skipped: 0,
  problems: [{ file: 'segments/vip.yaml', line: 1, column: 2, message: 'unknown key `wen`' }],
};

async function printed(...runs: PlaybookRun[]): Promise<string> {
  const { terminal, out } = plainTerminal();
  await printResults(terminal, runs, 12);
  return out.join('\n');
}

describe('what is printed of stories', () => {
  it('given one that fails, then its place, what was expected and received, why, and what happened up to there', async () => {
    expect(await printed(await play())).toBe(`Inn  playbooks/inn
  ✓ Nothing is said  3 ms
  ✗ A guest is thanked  3 ms

✗ A guest is thanked

  playbooks/inn/tests/thanks.yaml:9:16

     7 |   - track: Checked Out
     8 |   - expect:
  >  9 |       segment: regular
       |                ^
    10 |       message: { channel: sms, contains: Thanks }

  Expected  to be in \`regular\`
  Received  is not in it
            ✗ all
              ✗ trait city is "Berlin": saw "Rome"
              ✗ trait stays at least 2: saw nothing

  playbooks/inn/tests/thanks.yaml:10:16

     8 |   - expect:
     9 |       segment: regular
  > 10 |       message: { channel: sms, contains: Thanks }
       |                ^
    11 |   - after: 1 day

  Expected  a message by sms that contains "Thanks"
  Received  1 message, not such
            thanks · sms to +493012345678: Thank you, Ann <3
              ✗ contains "Thanks"

  What happened (times of Europe/Berlin)
    Mon 2 Mar 2026  10:00:00  event     identify
                              event     Consent Changed
    Thu 5 Mar 2026  10:00:00  event     Checked Out
                              campaign  thanks: began: Event Matched
                              campaign  thanks: step 1: sms requested
                              campaign  thanks: ended: completed
                              message   thanks: sms sent
                              ✗ line 9: expected to be in \`regular\`
                              ✗ line 10: expected a message by sms that contains "Thanks"

Stories    1 failed, 1 passed (2)
Time       12 ms`);
  });

  it('given a name, then only stories that have it are played, and the others are counted', async () => {
    expect(await printed(await play('NOTHING is'))).toBe(`Inn  playbooks/inn
  ✓ Nothing is said  3 ms

Stories    1 passed, 1 skipped (2)
Time       12 ms`);
  });

  it('given a name that only a file has, then its story is played', async () => {
    expect((await play('tests/quiet')).stories.map(({ story }) => story.id)).toEqual(['quiet']);
  });

  it('given a playbook without stories, then it says where they would stand', async () => {
    expect(await printed({ ...REFUSED, name: 'Inn', problems: [] })).toContain(
      'no stories: they stand in tests/<id>.yaml',
    );
  });

  it('given a playbook that is not in order, then its problems are shown and the others are played', async () => {
    const text = await printed(REFUSED, await play('nothing'));
    expect(text).toContain('playbooks/nowhere/segments/vip.yaml:1:2  unknown key `wen`');
    expect(text).toContain('✓ Nothing is said');
    expect(text).toContain('Playbooks  1 not in order (2)');
  });

  it('given a program that reads it, then the same as JSON', async () => {
    const report = JSON.parse(reportJson([await play(), REFUSED]));
    expect(report).toMatchObject({ passed: 1, failed: 1, skipped: 0 });
    expect(report.stories[1]).toMatchObject({
      folder: 'playbooks/inn',
      file: 'playbooks/inn/tests/thanks.yaml',
      story: 'A guest is thanked',
      passed: false,
      milliseconds: 3,
    });
    expect(report.stories[1].failures[0]).toMatchObject({
      step: 5,
      line: 9,
      column: 16,
      expected: 'to be in `regular`',
      received: 'is not in it',
    });
    expect(report.problems).toEqual([
      { file: 'playbooks/nowhere/segments/vip.yaml', line: 1, column: 2, message: 'unknown key `wen`' },
    ]);
  });

  it('given a CI server, then as JUnit’s XML, in which nothing is taken for markup', async () => {
    const report = reportJunit([await play(), REFUSED]);
    expect(report).toContain('<testsuite name="Inn" tests="2" failures="1" errors="0">');
    expect(report).toContain('time="0.003"><failure message="expected to be in `regular`, received is not');
    expect(report).toContain('Thank you, Ann &lt;3');
    expect(report).toContain('<error message="playbooks/nowhere/segments/vip.yaml:1:2 unknown key `wen`"/>');
    expect(report).not.toContain('Ann <3');
  });
});

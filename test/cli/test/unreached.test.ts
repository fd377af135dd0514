import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../cli/main.ts';
import { addTestCommand } from '../../../cli/test/test-command.ts';
import { plainTerminal } from '../../support/plain-terminal.ts';

const NO_KEYBOARD = { on: () => {}, off: () => {}, resume: () => {}, pause: () => {} };

const CAMPAIGN = `name: Thank you
trigger: { event: Order Completed }
purpose: transactional
frequency: every time
steps:
  - branch:
      - if: { trait: isVip, is: true }
        steps:
          - set: { traits: { thanked: vip } }
      - else:
          - split:
              - weight: 50
                steps:
                  - set: { traits: { thanked: warmly } }
              - weight: 50
                steps:
                  - wait: 1 day
                  - end: true
  - set: { traits: { isDone: true } }
`;

async function type(...words: string[]) {
  const { terminal, out, errors } = plainTerminal();
  const addCommands = (program: Parameters<typeof addTestCommand>[0]) =>
    addTestCommand(program, terminal, NO_KEYBOARD);
  const exitCode = await runCommandLine({ terminal, environment: {}, addCommands }, ['test', ...words]);
  return { exitCode, out: out.join('\n'), error: errors.join('\n') };
}

describe('maitred test --strict', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'strict-'));
    await cp('starter', folder, { recursive: true });
    await rm(join(folder, 'campaigns', 'we-miss-you.yaml'));
    await rm(join(folder, 'tests', 'we-miss-you.yaml'));
    await writeFile(join(folder, 'campaigns', 'thank-you.yaml'), CAMPAIGN);
  });
  afterEach(() => rm(folder, { recursive: true }));
  /** A story of a guest who has ordered. */
  const order = (name: string, person: string, ...then: string[]) =>
    writeFile(
      join(folder, 'tests', `${name}.yaml`),
      [
        `story: ${name}`,
        'start: 2026-03-02',
        'steps:',
        ...[person, 'track: Order Completed', ...then].map((step) => `  - ${step}`),
      ].join('\n'),
    );
  const guest = (userId: string, traits = '{}') => `identify: { userId: ${userId}, traits: ${traits} }`;
  const unreached = async () => {
    const { out } = await type(folder, '--strict', '--reporter', 'json');
    const { unreached } = JSON.parse(out) as {
      unreached: { line: number; column: number; message: string }[];
    };
    return unreached.map(({ line, column, message }) => `${line}:${column} ${message}`);
  };

  it('given stories that come to every campaign, step and arm, then it ends with 0 and says how many', async () => {
    const { exitCode, out } = await type('starter', '--strict');
    expect(exitCode).toBe(0);
    expect(out).toContain('Reached    3 of 3 campaigns, steps and arms');
  });

  it('given no --strict, then what no story reaches is no matter', async () => {
    expect((await type(folder)).exitCode).toBe(0);
  });

  it('given a campaign that no story begins, then it is listed with file and line, as all in it, and it ends with 1', async () => {
    const { exitCode, out, error } = await type(folder, '--strict');
    expect(exitCode).toBe(1);
    const file = join(folder, 'campaigns', 'thank-you.yaml');
    expect(out).toContain(`${file}:1:1  no story reaches campaign \`thank-you\``);
    expect(out).toContain(`${file}:6:5  no story reaches step 1 of \`thank-you\``);
    expect(out).toContain(`${file}:19:5  no story reaches step 2 of \`thank-you\``);
    expect(error).toBe('no story reaches 12 places');
  });

  it('given a branch of which a story takes one arm, then the other arm is listed with its steps', async () => {
    await order('vip', guest('ann', '{ isVip: true }'));
    expect(await unreached()).toEqual([
      '10:9 no story reaches arm 2 of branch 1 of `thank-you`',
      '11:13 no story reaches step 1.2.1 of `thank-you`',
      '12:17 no story reaches arm 1 of split 1.2.1 of `thank-you`',
      '14:21 no story reaches step 1.2.1.1.1 of `thank-you`',
      '15:17 no story reaches arm 2 of split 1.2.1 of `thank-you`',
      '17:21 no story reaches step 1.2.1.2.1 of `thank-you`',
      '18:21 no story reaches step 1.2.1.2.2 of `thank-you`',
    ]);
  });

  it('given a split, then stories of several guests come to both arms, and one is told how to say which', async () => {
    await order('vip', guest('ann', '{ isVip: true }'));
    await order('guest-1', guest('guest-1'), 'after: 2 days');
    const { out } = await type(folder, '--strict');
    expect(out).toContain('`draws: { win-back.split: 2 }`');
    for (let number = 2; number <= 9; number += 1) {
      await order(`guest-${number}`, guest(`guest-${number}`), 'after: 2 days');
    }
    expect(await unreached()).toEqual([]);
  });

  it('given a wait that a story does not sit out, then what comes after it is listed', async () => {
    await order('vip', guest('ann', '{ isVip: true }'));
    for (let number = 1; number <= 9; number += 1) await order(`guest-${number}`, guest(`guest-${number}`));
    expect(await unreached()).toEqual(['18:21 no story reaches step 1.2.1.2.2 of `thank-you`']);
  });

  it('given junit, then each place is a test that failed', async () => {
    const { out } = await type(folder, '--strict', '--reporter', 'junit');
    expect(out).toContain('tests="12" failures="12"');
    expect(out).toContain('<testcase name="no story reaches campaign `thank-you`"');
  });

  it('given a choice of stories, then it is refused: the others may reach the rest', async () => {
    const { exitCode, error } = await type(folder, '--strict', '-t', 'vip');
    expect(exitCode).toBe(2);
    expect(error).toContain("option '--strict' cannot be used with option '-t, --test-name-pattern <text>'");
  });
});

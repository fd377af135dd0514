import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../cli/main.ts';
import { addTestCommand } from '../../../cli/test/test-command.ts';
import { plainTerminal } from '../../support/plain-terminal.ts';

/** Nobody sits there. */
const NO_KEYBOARD = { on: () => {}, off: () => {}, resume: () => {}, pause: () => {} };

async function type(...words: string[]): Promise<{ exitCode: number; out: string; error: string }> {
  const { terminal, out, errors } = plainTerminal();
  const exitCode = await runCommandLine(
    {
      terminal,
      environment: {},
      addCommands: (program) => addTestCommand(program, terminal, NO_KEYBOARD),
    },
    ['test', ...words],
  );
  return { exitCode, out: out.join('\n'), error: errors.join('\n') };
}

describe('maitred test', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'test-'));
    await cp('starter', folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));
  const breakStory = () =>
    writeFile(
      join(folder, 'tests', 'broken.yaml'),
      'story: Nobody comes\nstart: 2026-03-02\nsteps:\n  - expect: { messages: 1 }\n',
    );

  it('given stories that hold, then it ends with 0', async () => {
    const { exitCode, out } = await type(folder);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/Stories {4}1 passed \(1\)\nTime {7}\d+ ms$/u);
  });

  it('given one that does not, then the others are played too, and it ends with 1', async () => {
    await breakStory();
    const { exitCode, out, error } = await type(folder, 'starter');
    expect(exitCode).toBe(1);
    expect(out).toContain('Stories    1 failed, 2 passed (3)');
    expect(error).toBe('1 story does not hold');
  });

  it('given a playbook that is not in order, then the others are played, and it ends with 1', async () => {
    await writeFile(join(folder, 'segments', 'regulars.yaml'), 'wen: everyone\n');
    const { exitCode, out, error } = await type(folder, 'starter');
    expect(exitCode).toBe(1);
    expect(out).toContain('unknown key `wen`');
    expect(out).toContain('Stories    1 passed (1)');
    expect(error).toBe(`${folder} is not in order`);
  });

  it('given no such folder, then it ends with 2', async () => {
    const { exitCode, error } = await type(join(folder, 'nowhere'));
    expect(exitCode).toBe(2);
    expect(error).toContain('there is no folder');
  });

  it('given -t, then only stories of that name are played', async () => {
    await breakStory();
    const { exitCode, out } = await type(folder, '-t', 'regular');
    expect(exitCode).toBe(0);
    expect(out).toContain('Stories    1 passed, 1 skipped (2)');
  });

  it('given -t with a name that no story has, then nothing was tested, and it ends with 1', async () => {
    const { exitCode, error } = await type(folder, '-t', 'unicorn');
    expect(exitCode).toBe(1);
    expect(error).toContain('no story has "unicorn" in its name');
  });

  it.each(['json', 'junit'])(
    'given --reporter %s, then nothing else is written to the output',
    async (reporter) => {
      await breakStory();
      const { exitCode, out } = await type(folder, '--reporter', reporter);
      expect(exitCode).toBe(1);
      if (reporter === 'json') expect(JSON.parse(out)).toMatchObject({ passed: 1, failed: 1 });
      else expect(out).toMatch(/^<\?xml[\s\S]*<\/testsuites>$/u);
    },
  );

  it('given a report and a watch, then it takes one of the two', async () => {
    const { exitCode, error } = await type(folder, '--reporter', 'json', '--watch');
    expect(exitCode).toBe(2);
    expect(error).toContain("cannot be used with option '-w, --watch'");
  });
});

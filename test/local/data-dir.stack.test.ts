import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalStack, startRefused } from '../support/local-stack.ts';

describe('DATA_DIR', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'maitred-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('given a system that runs on it, then another is refused in one sentence, and may have it after a power cut', async () => {
    const dataDir = join(folder, 'data');
    const first = await startLocalStack({ dataDir });
    const { code, output } = await startRefused({ dataDir });
    await first.kill();
    const next = await startLocalStack({ dataDir });
    await next.stop();
    expect(code).toBe(1);
    expect(output.trim()).toBe(
      `DATA_DIR ${dataDir} is in use by another system (process ${first.processId}): stop that one, or name another folder.`,
    );
  });

  it('given where nothing can be written, then it is refused in one sentence', async () => {
    const { code, output } = await startRefused({ dataDir: '/proc/maitred' });
    expect(code).toBe(1);
    expect(output).toMatch(/^DATA_DIR \/proc\/maitred cannot be written .*\.\n$/);
  });
});

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compilePlaybookFolder, deployPlaybook } from '../../local/boot/deploy-playbook.ts';
import { type LocalStack, startLocalStack } from '../support/local-stack.ts';

interface Versions {
  readonly versions: readonly { readonly name: string; readonly isActive: boolean }[];
}

describe('given DATA_DIR and a playbook that was deployed by hand', () => {
  let folder: string;
  let dataDir: string;
  let own: string;
  let stack: LocalStack;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'maitred-'));
    dataDir = join(folder, 'data');
    own = join(folder, 'own');
    mkdirSync(own);
    writeFileSync(join(own, 'playbook.yaml'), 'name: Our House\ntimezone: UTC\n');
    stack = await startLocalStack({ dataDir, playbook: '' });
    await deployPlaybook(stack.url, await compilePlaybookFolder(own));
    await stack.stop();
  });
  afterEach(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const active = async () => {
    const { versions } = await stack.get<Versions>('/v1/playbook/versions', 'local-admin');
    return versions.find((version) => version.isActive)?.name;
  };

  it('when the system starts again without PLAYBOOK, then it stays active, and one line says so', async () => {
    stack = await startLocalStack({ dataDir, playbook: '' });
    expect(await active()).toBe('Our House');
    const lines = stack.output().match(/^.*stays active.*$/gm);
    expect(lines).toEqual([expect.stringContaining('Our House')]);
    await stack.reset();
    expect(await active()).toBe('Five Star Hotel');
  });

  it('when PLAYBOOK names another, then that one is deployed', async () => {
    const other = join(folder, 'other');
    cpSync(own, other, { recursive: true });
    writeFileSync(join(other, 'playbook.yaml'), 'name: Other House\ntimezone: UTC\n');
    stack = await startLocalStack({ dataDir, playbook: other });
    expect(await active()).toBe('Other House');
    expect(stack.output()).not.toContain('stays active');
    expect(stack.output()).toMatch(/playbook of Our House .* gave way to .*other: PLAYBOOK names it/u);
  });
});

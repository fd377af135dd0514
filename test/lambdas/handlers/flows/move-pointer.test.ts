import { beforeEach, describe, expect, it } from 'vitest';
import { deployedProgram } from '../../../../domain/playbook/program/retain-aggregates.ts';
import type { PlaybookContent } from '../../../../lambdas/adapters/playbook-uploads.ts';
import { DeployConflictError } from '../../../../lambdas/adapters/playbook-versions.ts';
import { deployPlaybook, rollbackPlaybook } from '../../../../lambdas/handlers/flows/deploy-playbook.ts';
import { deployStackPlaybook } from '../../../../lambdas/handlers/flows/deploy-stack-playbook.ts';
import { readDeployed } from '../../../../lambdas/handlers/flows/move-pointer.ts';
import { NOW } from '../../../support/an-event.ts';
import { aVersion } from '../../../support/deployed-house.ts';
import { StoredPlaybooks } from '../../../support/stored-playbooks.ts';

let stored: StoredPlaybooks;
beforeEach(() => {
  stored = new StoredPlaybooks();
});

const content = (version: string, names: readonly string[]): PlaybookContent => ({
  program: aVersion(version, names),
  templates: { version, templates: {} },
  sources: {},
});
const A = content('aaaaaaaaaaaaaaaaaaaa', ['Booking Made']);
const B = content('bbbbbbbbbbbbbbbbbbbb', ['Menu Opened']);
const C = content('cccccccccccccccccccc', ['Called Hotel']);
const dependencies = () => stored.dependencies(() => NOW);
const deploy = (playbook: PlaybookContent) => deployPlaybook(dependencies(), playbook, { by: 'office' });

/** The set that is kept up by what is active. */
async function keptUp(): Promise<string[]> {
  const deployed = await readDeployed(dependencies().objects, stored.pointer);
  if (deployed === undefined) throw new Error('nothing can be read');
  return Object.keys(deployedProgram(deployed, stored.pointer?.ordinal ?? 0).aggregates).sort();
}

describe('a pointer that moves', () => {
  it('given a first deploy, then the version says it all', async () => {
    await deploy(A);
    expect(stored.pointer).toEqual({ version: A.program.version, ordinal: 1, since: NOW, by: 'office' });
    expect(stored.deployments.size).toBe(0);
  });

  it('given a deploy and a rollback, then what the other remembers is kept up, in an object of its own', async () => {
    await deploy(A);
    await deploy(B);
    expect(stored.pointer).toMatchObject({ version: B.program.version, ordinal: 2 });
    expect(await keptUp()).toEqual(['times-Booking Made', 'times-Menu Opened']);
    expect(stored.contents.get(B.program.version)?.program.aggregates).toEqual(B.program.aggregates);
    await rollbackPlaybook(dependencies(), 'desk');
    expect(stored.pointer).toMatchObject({ version: A.program.version, ordinal: 3 });
    expect(await keptUp()).toEqual(['times-Booking Made', 'times-Menu Opened']);
  });

  it('given a stack that goes back to its version, then the same', async () => {
    await deploy(A);
    await deploy(B);
    await deployStackPlaybook(dependencies(), {
      version: A.program.version,
      readContent: async () => A,
    });
    expect(stored.pointer).toMatchObject({ version: A.program.version, ordinal: 3 });
    expect(await keptUp()).toEqual(['times-Booking Made', 'times-Menu Opened']);
  });

  it('given what is active and cannot be read, then a deploy mends it, and keeps up nothing', async () => {
    await deploy(A);
    stored.lost.add(A.program.version);
    await deploy(B);
    expect(await keptUp()).toEqual(['times-Menu Opened']);
  });

  it('given somebody who was faster, then who, when and what is told, and their deployment stands', async () => {
    await deploy(A);
    stored.meanwhile = () => {
      stored.meanwhile = () => {};
      stored.pointer = { version: C.program.version, ordinal: 2, since: NOW, by: 'marketing' };
      const { version } = C.program;
      stored.rows.set(version, { version, ordinal: 2, deployedAt: NOW, name: 'C', by: 'marketing' });
    };
    const error = await deploy(B).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeployConflictError);
    expect(error).toMatchObject({
      message: `somebody else has deployed meanwhile: version ${C.program.version} is active (deploy 2), deployed by marketing at ${new Date(NOW).toISOString()}`,
      hint: expect.stringContaining('maitred plan'),
    });
    expect(stored.pointer).toMatchObject({ version: C.program.version, ordinal: 2 });
  });

  it('given an expectation that a rollback has overtaken, then that is told', async () => {
    await deploy(A);
    await deploy(B);
    await rollbackPlaybook(dependencies(), 'desk');
    const late = deployPlaybook(dependencies(), C, { expectedOrdinal: 2 });
    await expect(late).rejects.toThrow('is active (deploy 3), rolled back to by desk at 2026-');
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../domain/error/maitred-error.ts';
import type { StackRequest } from '../../../lambdas/adapters/stack-response.ts';
import type { StackPlaybookProperties } from '../../../lambdas/contract/stack-playbook.ts';
import { createStackPlaybook } from '../../../lambdas/handlers/stack-playbook.ts';
import { playbookContent, StoredPlaybooks } from '../../support/stored-playbooks.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const A = 'aaaaaaaaaaaaaaaaaaaa';
const B = 'bbbbbbbbbbbbbbbbbbbb';
const C = 'cccccccccccccccccccc';

const properties = (version: string): StackPlaybookProperties => ({
  version,
  bucket: 'assets',
  key: `${version}.json`,
});

function aRequest(
  RequestType: 'Create' | 'Update' | 'Delete',
  version: string,
  versionBefore?: string,
): StackRequest<StackPlaybookProperties> {
  return {
    RequestType,
    ResponseURL: 'https://cloudformation.example/answer',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Playbook',
    ResourceProperties: properties(version),
    ...(versionBefore !== undefined && { OldResourceProperties: properties(versionBefore) }),
  };
}

describe('the playbook of a stack', () => {
  let house: StoredPlaybooks;
  /** What lies in the bucket of assets and may be read: of the stack's present version alone. */
  let asset: string | undefined;
  let answers: (string | undefined)[];
  beforeEach(() => {
    house = new StoredPlaybooks();
    asset = undefined;
    answers = [];
  });

  async function ask(...request: Parameters<typeof aRequest>): Promise<void> {
    await createStackPlaybook({
      ...house.dependencies(() => NOW),
      assetsOf: (bucket) => async (key) => {
        if (`${bucket}/${asset}.json` !== `assets/${key}`) throw new UnavailableError(`read ${key}`);
        return JSON.stringify(playbookContent(asset ?? ''));
      },
      answer: async (_, failure) => void answers.push(failure),
    })(aRequest(...request));
  }

  async function given(version: string): Promise<void> {
    asset = version;
    await ask('Create', version);
    answers = [];
  }

  it('given a new stack, then its playbook is deployed whole', async () => {
    asset = A;
    await ask('Create', A);

    expect(house.pointer).toMatchObject({ version: A, ordinal: 1 });
    expect(house.contents.get(A)).toEqual(playbookContent(A));
    expect(house.rows.get(A)).toEqual({ version: A, ordinal: 1, deployedAt: NOW, name: 'Test House' });
    expect([...house.topics]).toEqual(['bar']);
    expect(answers).toEqual([undefined]);
  });

  it('given an update to another playbook, then that is active', async () => {
    await given(A);
    asset = B;
    await ask('Update', B, A);

    expect(house.pointer).toMatchObject({ version: B, ordinal: 2 });
    expect(answers).toEqual([undefined]);
  });

  it('given the same request twice, then nothing changes the second time', async () => {
    await given(A);
    await ask('Create', A);

    expect(house.pointer).toMatchObject({ version: A, ordinal: 1 });
    expect(answers).toEqual([undefined]);
  });

  it('given a marketer who has deployed meanwhile, when the stack brings another playbook, then the stack’s is active', async () => {
    await given(A);
    house.pointer = { version: C, ordinal: 2 };
    asset = B;
    await ask('Update', B, A);

    expect(house.pointer).toMatchObject({ version: B, ordinal: 3 });
  });

  it('given a marketer who is faster by a moment, then the stack’s comes after hers', async () => {
    await given(A);
    house.meanwhile = () => {
      house.meanwhile = () => {};
      house.pointer = { version: C, ordinal: 2 };
    };
    asset = B;
    await ask('Update', B, A);

    expect(house.pointer).toMatchObject({ version: B, ordinal: 3 });
    expect(answers).toEqual([undefined]);
  });

  it('given an update that is rolled back, then the former playbook is active again, though its asset cannot be read any more', async () => {
    await given(A);
    asset = B;
    await ask('Update', B, A);
    await ask('Update', A, B);

    expect(house.pointer).toMatchObject({ version: A, ordinal: 3 });
    expect(answers).toEqual([undefined, undefined]);
  });

  it('given an update that fails, then the stack is told why, and its rollback leaves alone what a marketer has deployed', async () => {
    await given(A);
    house.rows.set(C, { version: C, ordinal: 2, deployedAt: NOW, name: 'Test House' });
    house.pointer = { version: C, ordinal: 2 };
    await ask('Update', B, A);
    await ask('Update', A, B);

    expect(answers).toEqual([`read ${B}.json is not available`, undefined]);
    expect(house.pointer).toMatchObject({ version: C, ordinal: 2 });
  });

  it('given tables that were emptied, when the stack is updated, then its playbook is deployed', async () => {
    asset = B;
    await ask('Update', B, A);

    expect(house.pointer).toMatchObject({ version: B, ordinal: 1 });
  });

  it('given a stack that goes, then what it deployed stays', async () => {
    await given(A);
    await ask('Delete', A);

    expect(house.pointer).toMatchObject({ version: A, ordinal: 1 });
    expect(answers).toEqual([undefined]);
  });

  it('given content of another version than the one asked for, then the stack is told both, and nothing is deployed', async () => {
    await given(A);
    await createStackPlaybook({
      ...house.dependencies(() => NOW),
      assetsOf: () => async () => JSON.stringify(playbookContent(C)),
      answer: async (_, failure) => void answers.push(failure),
    })(aRequest('Update', B, A));

    expect(answers).toEqual([
      expect.stringMatching(`^the stack's playbook is version ${C}, not ${B}\\. Synthesize anew`),
    ]);
    expect(house.pointer).toMatchObject({ version: A, ordinal: 1 });
    expect(house.contents.has(C)).toBe(false);
  });

  it('given content that no function can run, then the stack is told, with what to do', async () => {
    asset = A;
    const broken = { ...playbookContent(A), program: { version: A, venues: {} } };
    await createStackPlaybook({
      ...house.dependencies(() => NOW),
      assetsOf: () => async () => JSON.stringify(broken),
      answer: async (_, failure) => void answers.push(failure),
    })(aRequest('Create', A));

    expect(answers).toEqual([expect.stringMatching(/^the program cannot be run\. Make it with/)]);
    expect(house.pointer).toBeUndefined();
  });
});

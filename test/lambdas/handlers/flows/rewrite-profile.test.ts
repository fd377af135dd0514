import { describe, expect, it } from 'vitest';
import {
  StaleProgramError,
  UnavailableError,
  VersionConflictError,
} from '../../../../domain/error/maitred-error.ts';
import { activateProgram } from '../../../../domain/playbook/program/active-program.ts';
import type { Touched } from '../../../../domain/profile/touch-profile.ts';
import { rewriteProfile } from '../../../../lambdas/handlers/flows/rewrite-profile.ts';
import { aProfile } from '../../../support/a-profile.ts';
import { aProgram } from '../../../support/a-program.ts';

const profile = aProfile();
const held = activateProgram(aProgram({ ordinal: 1 }));
const newer = activateProgram(aProgram({ ordinal: 2 }));
const planned: Touched = {
  kind: 'planned',
  write: { profile, signals: [], memberships: {}, tombstones: [], identities: [], covers: [] },
};

/** Rewrites a profile, whose writes fail like this, one after the other. */
async function rewrite(failures: readonly Error[], decided: Touched = planned) {
  const left = [...failures];
  const programs: number[] = [];
  const pauses: number[] = [];
  let writes = 0;
  const dependencies = {
    profileStore: {
      readLiving: async () => profile,
      write: async () => {
        const failure = left.shift();
        if (failure !== undefined) throw failure;
        writes += 1;
      },
    },
    playbookStore: { active: async () => held, newest: async () => newer },
    pause: async (attempt: number) => void pauses.push(attempt),
  };
  const result = await rewriteProfile(
    dependencies,
    { profileId: 'p', traceId: 'invocation-1' },
    async ({ program }) => {
      programs.push(program.ordinal);
      return decided;
    },
  ).catch((error: unknown) => error);
  return { result, programs, pauses, writes };
}

describe('rewriteProfile', () => {
  it('decides and writes once where nobody else does', async () => {
    expect(await rewrite([])).toMatchObject({ result: { profile }, programs: [1], pauses: [], writes: 1 });
  });

  it('writes nothing where nothing is to be written', async () => {
    const { result, writes } = await rewrite([], { kind: 'refold later' } as Touched);
    expect(result).toMatchObject({ touched: { kind: 'refold later' } });
    expect(writes).toBe(0);
  });

  it('decides anew where somebody else wrote first, after a pause each time', async () => {
    const { programs, pauses, writes } = await rewrite([
      new VersionConflictError('p'),
      new VersionConflictError('p'),
    ]);
    expect({ programs, pauses, writes }).toEqual({ programs: [1, 1, 1], pauses: [1, 2], writes: 1 });
  });

  it('decides anew with the newest program where the profile was written with a newer one', async () => {
    expect((await rewrite([new StaleProgramError(1, 2)])).programs).toEqual([1, 2]);
  });

  it('gives up after six conflicts, for the caller to come again', async () => {
    const { result, programs } = await rewrite(
      Array.from({ length: 9 }, () => new VersionConflictError('p')),
    );
    expect(result).toMatchObject({ code: 'version-conflict', retryable: true });
    expect(programs).toHaveLength(6);
  });

  it('throws on at once what deciding anew does not help', async () => {
    const { result, programs } = await rewrite([new UnavailableError('Profiles')]);
    expect(result).toMatchObject({ code: 'unavailable' });
    expect(programs).toHaveLength(1);
  });

  it('needs nothing of a profile that is gone', async () => {
    const profileStore = { readLiving: async () => undefined, write: async () => expect.unreachable() };
    const playbookStore = { active: async () => held, newest: async () => newer };
    const decide = async () => expect.unreachable();
    expect(
      await rewriteProfile(
        { profileStore, playbookStore },
        { profileId: 'gone', traceId: 'invocation-1' },
        decide,
      ),
    ).toBeUndefined();
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../domain/error/maitred-error.ts';
import { followPointer } from '../../../lambdas/adapters/follow-pointer.ts';
import type { PlaybookPointer } from '../../../lambdas/adapters/playbook-versions.ts';

const MINUTE = 60_000;
let now: number;
let pointer: PlaybookPointer | undefined | Error;
let looks: number;
let unreadable: string | undefined;
let following: ReturnType<typeof followPointer<string>>;

beforeEach(() => {
  now = 0;
  looks = 0;
  pointer = { version: 'v1', ordinal: 1 };
  unreadable = undefined;
  following = followPointer({
    pointer: async () => {
      looks += 1;
      if (pointer instanceof Error) throw pointer;
      return pointer;
    },
    load: async ({ version, ordinal }) => {
      if (version === unreadable) throw new UnavailableError(version);
      return `${version}#${ordinal}`;
    },
    clock: () => now,
  });
});

describe('followPointer', () => {
  it('looks at most every ten seconds, whoever asks, and at once for who must have the newest', async () => {
    await Promise.all([following.active(), following.active()]);
    pointer = { version: 'v2', ordinal: 2 };
    now = 9_999;
    expect([await following.active(), looks]).toEqual(['v1#1', 1]);
    expect(await following.newest()).toBe('v2#2');
    expect(await following.active()).toBe('v2#2');
    pointer = { version: 'v1', ordinal: 3 };
    now += 10_000;
    expect([await following.active(), looks]).toEqual(['v1#3', 3]);
  });

  it('serves what it holds while the pointer cannot be read, and still looks every ten seconds only', async () => {
    await following.active();
    pointer = new UnavailableError('Config');
    now = MINUTE;
    expect(await following.active()).toBe('v1#1');
    now += 9_999;
    expect([await following.active(), looks]).toEqual(['v1#1', 2]);
    pointer = { version: 'v2', ordinal: 2 };
    now += 1;
    expect(await following.active()).toBe('v2#2');
  });

  it('serves what it holds while what the pointer leads to cannot be read', async () => {
    await following.active();
    pointer = { version: 'v2', ordinal: 2 };
    unreadable = 'v2';
    now = MINUTE;
    expect(await following.active()).toBe('v1#1');
  });

  it('serves nothing that it has held for more than five minutes without a look', async () => {
    await following.active();
    pointer = new UnavailableError('Config');
    now = 5 * MINUTE - 1;
    expect(await following.active()).toBe('v1#1');
    now = 5 * MINUTE + 10_000;
    await expect(following.active()).rejects.toMatchObject({ code: 'unavailable' });
    now += 1;
    await expect(following.active()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('never serves an older one for the newest', async () => {
    await following.active();
    pointer = new UnavailableError('Config');
    await expect(following.newest()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await following.active()).toBe('v1#1');
  });

  it('says what to do before the first deploy, and looks again for the next who asks', async () => {
    pointer = undefined;
    const asked = expect(following.active()).rejects;
    await asked.toMatchObject({
      code: 'no-playbook',
      retryable: true,
      hint: expect.stringContaining('deploy'),
    });
    pointer = { version: 'v1', ordinal: 1 };
    expect(await following.active()).toBe('v1#1');
  });
});

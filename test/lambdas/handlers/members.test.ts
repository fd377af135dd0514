import { describe, expect, it } from 'vitest';
import { MaitredError, UnavailableError } from '../../../domain/error/maitred-error.ts';
import type { MemberChange } from '../../../domain/profile/member-change.ts';
import { encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { readMemberships } from '../../../lambdas/handlers/flows/read-memberships.ts';
import { createMembers, type MembersDependencies } from '../../../lambdas/handlers/members.ts';
import { aProfile } from '../../support/a-profile.ts';
import { NOW } from '../../support/an-event.ts';
import { aStreamEvent } from '../../support/stream-event.ts';

const INVOCATION = { awsRequestId: 'invocation-1' };
const guest = (profileId: string, version = 1) =>
  aProfile({ profileId, version, segments: { vip: { since: NOW, entries: 1 } } });
const written = (profileId: string) => encodeProfile(guest(profileId), [], ['vip', 'spa']);

function aHandler(overrides: Partial<MembersDependencies> = {}, refuses?: (change: MemberChange) => unknown) {
  const kept: MemberChange[] = [];
  const quarantined: string[] = [];
  const members = createMembers({
    members: {
      apply: async (changes) => {
        const error = changes.map((change) => refuses?.(change)).find((found) => found !== undefined);
        if (error !== undefined) throw error;
        kept.push(...changes);
        return { entered: changes.length, left: 0 };
      },
    },
    quarantine: { put: async ({ id }) => void quarantined.push(id) },
    ...overrides,
  });
  return {
    kept,
    quarantined,
    handle: (items: Record<string, unknown>[]) => members(aStreamEvent(items), INVOCATION),
  };
}

describe('members', () => {
  it('keeps what each write says of the segments that it changed, and nothing of the others', async () => {
    const { kept, handle } = aHandler();
    expect(await handle([written('p-1'), encodeProfile(guest('p-2'), [])])).toEqual({
      batchItemFailures: [],
    });
    expect(kept).toEqual([
      { segment: 'vip', profileId: 'p-1', version: 1, since: NOW },
      { segment: 'spa', profileId: 'p-1', version: 1, since: null },
    ]);
  });

  it('reports the whole batch where the table does not answer', async () => {
    const { handle, quarantined } = aHandler({}, () => new UnavailableError('members'));
    expect(await handle([written('p-1'), written('p-2')])).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
    expect(quarantined).toEqual([]);
  });

  it('quarantines the one write that the table will never take, and keeps the others', async () => {
    const refused = new MaitredError('refused', { code: 'refused', retryable: false });
    const { handle, kept, quarantined } = aHandler({}, ({ profileId }) =>
      profileId === 'p-2' ? refused : undefined,
    );
    expect(await handle(['p-1', 'p-2', 'p-3'].map(written))).toEqual({ batchItemFailures: [] });
    expect(kept.map(({ profileId }) => profileId)).toEqual(['p-1', 'p-1', 'p-3', 'p-3']);
    expect(quarantined).toEqual(['event-2']);
  });

  it('believes the profiles, not the records, where these are driven again', async () => {
    const now = new Map([
      ['p-1', aProfile({ profileId: 'p-1', version: 7, segments: { spa: { since: NOW, entries: 2 } } })],
    ]);
    const { handle, kept } = aHandler({
      bringUpToDate: (changes) => readMemberships({ readProfiles: async () => now }, changes),
    });
    await handle([written('p-1'), written('p-gone')]);
    expect(kept).toEqual([
      { segment: 'vip', profileId: 'p-1', version: 7, since: null },
      { segment: 'spa', profileId: 'p-1', version: 7, since: NOW },
      { segment: 'vip', profileId: 'p-gone', version: 1, since: null },
      { segment: 'spa', profileId: 'p-gone', version: 1, since: null },
    ]);
  });
});

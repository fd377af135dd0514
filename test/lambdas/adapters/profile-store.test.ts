import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VersionConflictError } from '../../../domain/error/maitred-error.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { ProfileWrite } from '../../../domain/profile/profile-write.ts';
import { createEventHistory, type EventHistory } from '../../../lambdas/adapters/event-history.ts';
import { encodeEvent } from '../../../lambdas/adapters/event-record.ts';
import { createEventTimeline, type EventTimeline } from '../../../lambdas/adapters/event-timeline.ts';
import { createProfileStore, type ProfileStore } from '../../../lambdas/adapters/profile-store.ts';
import { createQuarantineStore } from '../../../lambdas/adapters/quarantine-store.ts';
import { aProfile } from '../../support/a-profile.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';

let tables: RunningTables;
let store: ProfileStore;
let history: EventHistory;
let timeline: EventTimeline;
beforeAll(async () => {
  tables = await startTables(['Profiles', 'Identities', 'Events', 'Quarantine']);
  const { client } = tables;
  store = createProfileStore({ client, profilesTable: 'Profiles', identitiesTable: 'Identities' });
  history = createEventHistory({ client, eventsTable: 'Events' });
  timeline = createEventTimeline({ client, eventsTable: 'Events' });
});
afterAll(async () => {
  await tables?.stop();
});

function writeOf(profile: Profile, overrides: Partial<ProfileWrite> = {}): ProfileWrite {
  return { profile, tombstones: [], identities: [], signals: [], covers: [], ...overrides };
}

const row = (identifier: string, profileId: string) => ({
  identifier,
  profileId,
  linkedAt: NOW,
  by: { messageId: 'm-1', rule: 'first seen' as const },
  refused: [],
});

describe('the profile store', () => {
  it('writes somebody new with their identifiers, and finds them by any', async () => {
    const profile = aProfile({ profileId: 'new' });
    const identity = { record: row('userId#new', 'new'), was: undefined };
    await store.write(writeOf(profile, { identities: [identity] }));
    expect(await store.findByIdentifier('userId#new')).toEqual(profile);
    expect(await store.readLiving('new')).toEqual(profile);
    expect(await store.findByIdentifier('userId#nobody')).toBeUndefined();
  });

  it('lets only one of two who read the same version write', async () => {
    await store.write(writeOf(aProfile({ profileId: 'raced' })));
    const second = writeOf(aProfile({ profileId: 'raced', version: 2 }));
    await store.write(second);
    await expect(store.write(second)).rejects.toThrow(VersionConflictError);
    await expect(store.write(writeOf(aProfile({ profileId: 'raced' })))).rejects.toThrow(
      VersionConflictError,
    );
  });

  it('writes nothing where an identifier was taken meanwhile', async () => {
    const take = (profileId: string) =>
      store.write(
        writeOf(aProfile({ profileId }), {
          identities: [{ record: row('email#taken@x.de', profileId), was: undefined }],
        }),
      );
    await take('first');
    await expect(take('second')).rejects.toThrow(VersionConflictError);
    expect(await store.readLiving('second')).toBeUndefined();
  });

  it('follows tombstones, however many', async () => {
    for (const profileId of ['one', 'two', 'three']) await store.write(writeOf(aProfile({ profileId })));
    const merge = (from: string, into: string, version: number) =>
      store.write(
        writeOf(aProfile({ profileId: into, version }), {
          tombstones: [{ profileId: from, version: 2, mergedInto: into, mergedAt: NOW }],
        }),
      );
    await merge('three', 'two', 2);
    await store.write(
      writeOf(aProfile({ profileId: 'one', version: 2 }), {
        tombstones: [{ profileId: 'two', version: 3, mergedInto: 'one', mergedAt: NOW }],
      }),
    );
    expect((await store.readLiving('three'))?.profileId).toBe('one');
  });

  it('reads more rows than one call takes, each once', async () => {
    const profileIds = Array.from({ length: 130 }, (_, index) => `many-${index}`);
    await Promise.all(profileIds.map((profileId) => store.write(writeOf(aProfile({ profileId })))));
    const read = await store.readProfiles([...profileIds, ...profileIds, 'absent']);
    expect(read.size).toBe(130);
  });
});

describe('the event history', () => {
  const identifiers = ['userId#h', 'anonymousId#h'];
  const events = Array.from({ length: 23 }, (_, index) => {
    const identifier = identifiers[index % 2] ?? '';
    const messageId = `h-${String(index).padStart(2, '0')}`;
    const time = NOW - index * 1000;
    const isDated = index % 5 !== 0;
    const sort = `${isDated ? new Date(time).toISOString() : '-'}#${messageId}`;
    return anEvent({ key: { identifier, sort }, messageId, time, identifiers: [identifier] });
  });
  beforeAll(async () => {
    for (const event of events)
      await tables.client.send(new PutCommand({ TableName: 'Events', Item: encodeEvent(event) }));
  });

  it('reads every event of every identifier', async () => {
    const read = await history.readAll([...identifiers, 'email#none@x.de']);
    expect(read.isComplete).toBe(true);
    expect([...read.events.values()].flat()).toHaveLength(23);
    expect(read.events.get('userId#h')?.[0]?.key.identifier).toBe('userId#h');
  });

  it('says when they are more than the limit', async () => {
    expect((await history.readAll(identifiers, { limit: 22 })).isComplete).toBe(false);
    expect((await history.readAll(identifiers, { limit: 23 })).isComplete).toBe(true);
  });

  it.each([1, 4, 7, 22, 23, 50])('pages by %i give the whole timeline, newest first', async (limit) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await timeline.readPage(identifiers, {
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      expect(page.events.length).toBeLessThanOrEqual(limit);
      seen.push(...page.events.map(({ messageId }) => messageId));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(events.map(({ messageId }) => messageId));
  });

  it('refuses a cursor that is not its own', async () => {
    await expect(timeline.readPage(identifiers, { limit: 1, cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'invalid-input',
      field: 'cursor',
    });
  });
});

describe('the quarantine', () => {
  it('keeps a record once, however often it comes', async () => {
    const quarantine = createQuarantineStore({ client: tables.client, quarantineTable: 'Quarantine' });
    const record = { function: 'resolve', at: NOW, id: 'r-1', payload: { a: 1 }, reason: 'because' };
    await quarantine.putAll([record, record]);
    await quarantine.put({ ...record, id: 'r-2', payload: 'x'.repeat(500_000) });
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: 'Quarantine' }));
    expect(Items).toHaveLength(2);
    expect(Items.find(({ entry }) => String(entry).endsWith('r-1'))).toEqual({
      function: 'resolve',
      entry: '2026-03-02T10:00:00.000Z#r-1',
      payload: '{"a":1}',
      reason: 'because',
      expiresAt: expect.any(Number),
    });
    expect(Items.find(({ entry }) => String(entry).endsWith('r-2'))).toHaveProperty('isCut', true);
  });
});

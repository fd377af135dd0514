import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VersionConflictError } from '../../../domain/error/maitred-error.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { type ProfileWrite, writeOfRow } from '../../../domain/profile/profile-write.ts';
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
  return { profile, tombstones: [], identities: [], signals: [], memberships: {}, covers: [], ...overrides };
}

const row = (identifier: string, profileId: string) => ({
  identifier,
  profileId,
  linkedAt: NOW,
  by: { messageId: 'm-1', rule: 'first seen' as const },
  links: [],
  refused: [],
  revision: 1,
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

  it('gives back a row as it was written, links and refusals too', async () => {
    const link = { to: 'userId#r', messageId: 'm-2', at: NOW, rule: 'same message', into: 'rows' } as const;
    const refusal = { messageId: 'm-3', at: NOW, rule: 'unique' } as const;
    const record = {
      ...row('email#r@x.de', 'rows'),
      links: [link],
      refused: [
        { ...refusal, identifier: 'email#r@x.de', to: 'userId#other' },
        { ...refusal, identifier: 'deviceId#r', to: 'email#r@x.de' },
      ],
    };
    await store.write(writeOf(aProfile({ profileId: 'rows' }), { identities: [{ record, was: undefined }] }));
    expect((await store.readIdentities([record.identifier])).get(record.identifier)).toEqual(record);
  });

  it('lets only one of two who read the same row write it', async () => {
    const first = row('email#rev@x.de', 'revised');
    await store.write(
      writeOf(aProfile({ profileId: 'revised' }), { identities: [writeOfRow(first, undefined)] }),
    );
    const again = (version: number) =>
      store.write(
        writeOf(aProfile({ profileId: 'revised', version }), { identities: [writeOfRow(first, first)] }),
      );
    await again(2);
    await expect(again(3)).rejects.toThrow(VersionConflictError);
    expect((await store.readIdentities([first.identifier])).get(first.identifier)?.revision).toBe(2);
  });

  it('reads and writes a row of the time before revisions, once', async () => {
    const { links: _links, revision: _revision, ...old } = row('email#old@x.de', 'aged');
    await tables.client.send(
      new PutCommand({
        TableName: 'Identities',
        Item: { ...old, refused: [{ messageId: 'm-0', at: 1, to: 'userId#x', rule: 'unique' }] },
      }),
    );
    const read = (await store.readIdentities([old.identifier])).get(old.identifier);
    expect(read).toMatchObject({
      links: [],
      revision: 0,
      refused: [{ identifier: old.identifier, to: 'userId#x' }],
    });
    if (read === undefined) throw new Error('the row was just written');
    const write = (version: number) =>
      store.write(
        writeOf(aProfile({ profileId: 'aged', version }), { identities: [writeOfRow(read, read)] }),
      );
    await write(1);
    await expect(write(2)).rejects.toThrow(VersionConflictError);
  });

  it('writes both people of a split, or none', async () => {
    const split = (version: number, other: number) =>
      store.write(
        writeOf(aProfile({ profileId: 'left', version }), {
          separated: aProfile({ profileId: 'right', version: other }),
        }),
      );
    await split(1, 1);
    await expect(split(2, 1)).rejects.toThrow(VersionConflictError);
    expect((await store.readLiving('left'))?.version).toBe(1);
    expect((await store.readLiving('right'))?.version).toBe(1);
  });

  it('follows tombstones, however many', async () => {
    for (const profileId of ['one', 'two', 'three']) await store.write(writeOf(aProfile({ profileId })));
    const merge = (from: string, into: string, version: number) =>
      store.write(
        writeOf(aProfile({ profileId: into, version }), {
          tombstones: [{ profileId: from, version: 2, createdAt: NOW, mergedInto: into, mergedAt: NOW }],
        }),
      );
    await merge('three', 'two', 2);
    await store.write(
      writeOf(aProfile({ profileId: 'one', version: 2 }), {
        tombstones: [{ profileId: 'two', version: 3, createdAt: NOW, mergedInto: 'one', mergedAt: NOW }],
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

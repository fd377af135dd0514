import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UnavailableError, VersionConflictError } from '../../../domain/error/maitred-error.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { createBackfill } from '../../../lambdas/handlers/backfill.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import { CollectorHouse } from '../../support/a-collector.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { aVersion, DeployedHouse } from '../../support/deployed-house.ts';
import { callHttp } from '../../support/http-call.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { scanInMemory } from '../../support/scan-in-memory.ts';

beforeAll(() => logger.setLogLevel('SILENT'));

const PEOPLE = 12;
const LONG = 2_001;
let tables: InMemoryTables;
let house: DeployedHouse;
let handler: HttpHandler;
/** What befalls a write of somebody. */
let befall: (profileId: string) => void;

beforeEach(async () => {
  [tables, house, befall] = [new InMemoryTables(), new DeployedHouse(), () => {}];
  house.activate(aVersion('a', ['Menu Opened']));
  const events = Array.from({ length: PEOPLE }, (_, person) =>
    anEvent({ identifiers: [`userId#u${person}`], messageId: `m-${person}` }),
  );
  await take(events);
  await take([anEvent({ identifiers: ['userId#u0', 'anonymousId#a'], messageId: 'joins' })]);
  await take([anEvent({ identifiers: ['anonymousId#b'], messageId: 'b' })]);
  await take([anEvent({ identifiers: ['userId#u1', 'anonymousId#b'], messageId: 'merges' })]);
  handler = makeHandler();
});

async function take(events: readonly TrackingEvent[]): Promise<void> {
  tables.put(events);
  const { newId: _, ...dependencies } = resolveDependencies(tables, house.active);
  let made = tables.profiles.size;
  const newId = () => {
    made += 1;
    return `p-${String(made).padStart(3, '0')}`;
  };
  await deliverEvents({ ...dependencies, newId }, [events], NOW);
}

function makeHandler(): HttpHandler {
  const { findKey, limitKey, writeMetrics } = new CollectorHouse();
  return createBackfill({
    ...{ findKey, limitKey, writeMetrics },
    ...resolveDependencies(tables, house.active),
    profileStore: {
      readLiving: (profileId) => tables.readLiving(profileId),
      write: async (write) => {
        befall(write.profile.profileId);
        await tables.write(write);
      },
    },
    playbookStore: { active: async () => house.active, newest: async () => house.active },
    profileScan: scanInMemory(tables),
    clock: () => NOW + 1,
  });
}

const post = (body: object, key = 'admin') =>
  callHttp(handler, { route: 'POST /v1/playbook/backfill', body, key });

async function everyPage(body: object) {
  const answers = [];
  let cursor: string | null = null;
  do {
    const { status, body: answer } = await post({ ...body, ...(cursor === null ? {} : { cursor }) });
    expect(status).toBe(200);
    answers.push(answer);
    cursor = answer.cursor;
  } while (cursor !== null);
  return answers;
}

const sum = (answers: readonly Record<string, number>[], part: string) =>
  answers.reduce((total, answer) => total + (answer[part] ?? 0), 0);

describe('POST /v1/playbook/backfill', () => {
  it('given a deploy, then page by page everybody is of it, in silence, and a second time nobody is touched', async () => {
    house.activate(aVersion('b', ['Booking Made']));
    const answers = await everyPage({ limit: 5 });
    expect(sum(answers, 'updated')).toBe(PEOPLE);
    expect(sum(answers, 'scanned')).toBe(tables.profiles.size);
    expect(answers[0]).toMatchObject({ version: 'b', ordinal: 2, total: tables.profiles.size, failed: [] });
    expect(tables.living().every(({ segments }) => segments['did-Booking-Made'] !== undefined)).toBe(true);
    expect(tables.signals.filter(({ type }) => type === 'Segment Entered')).toEqual([]);
    const writes = tables.writes.length;
    expect(sum(await everyPage({ limit: 5 }), 'updated')).toBe(0);
    expect(tables.writes).toHaveLength(writes);
  });

  it('given a guest with too many events for a call, then they are left to the refold queue, and counted', async () => {
    const events = Array.from({ length: LONG }, (_, index) =>
      anEvent({ identifiers: ['userId#u3'], messageId: `long-${index}`, name: 'Item Viewed' }),
    );
    tables.put(events);
    house.activate(aVersion('b', ['Booking Made']));
    const [answer] = await everyPage({ limit: 500 });
    expect(answer).toMatchObject({ updated: PEOPLE - 1, queued: 1 });
    expect(tables.refolds).toEqual([{ profileId: tables.holder('userId#u3')?.profileId }]);
  });

  it('given somebody whom others keep writing, then they are named, and the rest goes on', async () => {
    const busy = tables.holder('userId#u5')?.profileId ?? '';
    house.activate(aVersion('b', ['Booking Made']));
    befall = (profileId) => {
      if (profileId === busy) throw new VersionConflictError(profileId);
    };
    const [answer] = await everyPage({ limit: 500 });
    expect(answer.updated).toBe(PEOPLE - 1);
    expect(answer.failed).toMatchObject([{ profileId: busy }]);
  });

  it('given a table that is not there for now, then the call may be made again', async () => {
    house.activate(aVersion('b', ['Booking Made']));
    befall = () => {
      throw new UnavailableError('the table');
    };
    expect((await post({})).status).toBe(503);
  });

  it('given parts that there are not, a cursor of another, or a key of little scope, then it is refused', async () => {
    expect((await post({ segment: 2, segments: 2 })).status).toBe(400);
    expect((await post({ cursor: 'x' })).status).toBe(400);
    expect((await post({}, 'write')).status).toBe(403);
  });
});

import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import { MaitredError, UnavailableError } from '../../../domain/error/maitred-error.ts';
import type { QuarantinedRecord } from '../../../domain/error/quarantined-record.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Signal } from '../../../domain/profile/signal.ts';
import { encodeEvent } from '../../../lambdas/adapters/event-record.ts';
import { encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { createAnnounce } from '../../../lambdas/handlers/announce.ts';
import { createRedrive } from '../../../lambdas/handlers/redrive.ts';
import { createRefold } from '../../../lambdas/handlers/refold.ts';
import { createResolve } from '../../../lambdas/handlers/resolve.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import type { MetricLine } from '../../../lambdas/runtime/metrics-writer.ts';
import { aProfile } from '../../support/a-profile.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';
import { aStreamEvent, INVOCATION } from '../../support/stream-event.ts';

const active = activateProgram(peopleProgram());
const newer = activateProgram(peopleProgram({ ordinal: 2 }));
const context = {} as Context;

function aHouse() {
  const tables = new InMemoryTables();
  const quarantined: QuarantinedRecord[] = [];
  const metrics: MetricLine[] = [];
  const dependencies = {
    ...resolveDependencies(tables, active),
    profileStore: tables,
    quarantine: { put: async (record: QuarantinedRecord) => void quarantined.push(record) },
    now: () => NOW,
    writeMetrics: (line: MetricLine) => void metrics.push(line),
  };
  return { tables, quarantined, metrics, dependencies, resolve: createResolve(dependencies) };
}

function aQueueEvent(body: unknown): SQSEvent {
  const record = { messageId: 'q-1', body: JSON.stringify(body), attributes: { SentTimestamp: String(NOW) } };
  return { Records: [record as unknown as SQSRecord] };
}

const john = anEvent({ messageId: 'm-1' });
const joan = anEvent({ messageId: 'm-2', identifiers: ['userId#joan'] });

describe('resolve', () => {
  it('writes each guest of a batch once', async () => {
    const { tables, resolve } = aHouse();
    const again = anEvent({ messageId: 'm-3' });
    expect(await resolve(aStreamEvent([john, joan, again].map(encodeEvent)), INVOCATION)).toEqual({
      batchItemFailures: [],
    });
    expect(tables.writes.map(({ profile, covers }) => [profile.version, covers.length])).toEqual([
      [1, 2],
      [1, 1],
    ]);
  });

  it('reports the earliest record of the guests whose write failed for now, the others are written', async () => {
    const { tables, resolve } = aHouse();
    let writes = 0;
    tables.disturb = async (moment) => {
      if (moment !== 'before write') return;
      writes += 1;
      if (writes === 2) throw new UnavailableError('profiles');
    };
    const answer = await resolve(aStreamEvent([john, joan].map(encodeEvent)), INVOCATION);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(tables.living()).toHaveLength(1);
  });

  it('reads again and decides anew where somebody else wrote first', async () => {
    const { tables, resolve, dependencies } = aHouse();
    const other = createResolve({ ...dependencies, newId: () => 'the-other' });
    let isFirst = true;
    tables.disturb = async (moment) => {
      if (moment !== 'before write' || !isFirst) return;
      isFirst = false;
      await other(aStreamEvent([encodeEvent(anEvent({ messageId: 'm-3' }))]), INVOCATION);
    };
    expect(await resolve(aStreamEvent([encodeEvent(john)]), INVOCATION)).toEqual({ batchItemFailures: [] });
    expect(tables.living().map(({ profileId, version }) => [profileId, version])).toEqual([['the-other', 2]]);
  });

  it('measures how long the oldest of a batch was on its way, of those whose profile was written', async () => {
    const { metrics, tables, resolve } = aHouse();
    const older = anEvent({ messageId: 'm-3', receivedAt: NOW - 43, traceId: 'request-1' });
    const failing = anEvent({ messageId: 'm-4', receivedAt: NOW - 900, identifiers: ['userId#joan'] });
    let writes = 0;
    tables.disturb = async (moment) => {
      writes += moment === 'before write' ? 1 : 0;
      if (moment === 'before write' && writes === 2) throw new UnavailableError('profiles');
    };
    await resolve(aStreamEvent([older, failing].map(encodeEvent)), INVOCATION);
    expect(metrics).toEqual([
      {
        values: { EventToProfileMilliseconds: 43 },
        properties: { events: 1, traceId: 'request-1' },
      },
    ]);
  });

  it('counts links that were refused, on the same line and only where there are any', async () => {
    const { metrics, resolve } = aHouse();
    const kiosk = anEvent({ messageId: 'm-3', identifiers: ['userId#john', 'anonymousId#kiosk'] });
    const another = (messageId: string) =>
      anEvent({ messageId, identifiers: ['userId#joan', 'anonymousId#kiosk'] });
    for (const batch of [[kiosk], [another('m-4'), another('m-5')]])
      await resolve(aStreamEvent(batch.map(encodeEvent)), INVOCATION);
    const EventToProfileMilliseconds = NOW - kiosk.receivedAt;
    expect(metrics.map(({ values }) => values)).toEqual([
      { EventToProfileMilliseconds },
      { EventToProfileMilliseconds, LinksRefused: 2 },
    ]);
  });

  it('gives a signal the trace of the event that caused it, else its own invocation’s', async () => {
    const { tables, resolve } = aHouse();
    const traced = anEvent({ messageId: 'm-3', traceId: 'request-1' });
    await resolve(aStreamEvent([traced, joan].map(encodeEvent)), INVOCATION);
    const traces = tables.writes.map(({ signals }) => signals.map(({ traceId }) => traceId));
    expect(traces).toEqual([
      ['request-1', 'request-1'],
      ['invocation-1', 'invocation-1'],
    ]);
  });

  it('quarantines the one event at fault and resolves those around it', async () => {
    const { tables, quarantined, resolve } = aHouse();
    const broken = { ...anEvent({ messageId: 'm-broken' }), context: null as never };
    const after = anEvent({ messageId: 'm-after', name: 'Signed Up' });
    expect(await resolve(aStreamEvent([john, broken, after].map(encodeEvent)), INVOCATION)).toEqual({
      batchItemFailures: [],
    });
    expect(quarantined.map(({ id }) => id)).toEqual(['event-2']);
    expect(tables.writes.flatMap(({ covers }) => covers)).toEqual([john.key, after.key]);
  });

  it.each([
    new MaitredError('no right', { code: 'aws-refused', retryable: false }),
    new TypeError('the program is of another release'),
  ])('waits, and blames no event, where the playbook is not to be had: %s', async (error) => {
    const { tables, quarantined, dependencies } = aHouse();
    const playbookStore = { ...dependencies.playbookStore, active: async () => Promise.reject(error) };
    const answer = await createResolve({ ...dependencies, playbookStore })(
      aStreamEvent([john, joan].map(encodeEvent)),
      INVOCATION,
    );
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect({ quarantined, writes: tables.writes }).toEqual({ quarantined: [], writes: [] });
  });

  it('looks for a newer program once where a profile was written with one, and then waits', async () => {
    const { tables, dependencies } = aHouse();
    await createResolve({ ...dependencies, playbookStore: always(newer) })(
      aStreamEvent([encodeEvent(john)]),
      INVOCATION,
    );
    const second = aStreamEvent([encodeEvent(anEvent({ messageId: 'm-3' }))]);
    expect((await createResolve(dependencies)(second, INVOCATION)).batchItemFailures).toHaveLength(1);
    const catchingUp = { active: async () => active, newest: async () => newer };
    const answer = await createResolve({ ...dependencies, playbookStore: catchingUp })(second, INVOCATION);
    expect(answer.batchItemFailures).toEqual([]);
    expect(tables.living()[0]?.version).toBe(2);
  });
});

describe('resolve, given a deploy that it has not heard of', () => {
  /** Holds the older program; `looks` are what each look for a newer one finds, the last for ever. */
  function catchingUp(...looks: (typeof active | Error)[]) {
    const { tables, dependencies } = aHouse();
    let held = active;
    let count = 0;
    const newest = async () => {
      const found = looks[Math.min(count, looks.length - 1)] ?? held;
      count += 1;
      if (found instanceof Error) throw found;
      held = found;
      return found;
    };
    const playbookStore = { active: async () => held, newest };
    const resolve = createResolve({ ...dependencies, playbookStore });
    const deliver = (...events: TrackingEvent[]) => {
      tables.put(events);
      return resolve(aStreamEvent(events.map(encodeEvent)), INVOCATION);
    };
    return { tables, deliver, looks: () => count };
  }
  const programs = (tables: InMemoryTables) => tables.living().map(({ program }) => program.ordinal);

  it('begins who is new with the newer one: no backfill would come by again', async () => {
    const { tables, deliver } = catchingUp(newer);
    expect(await deliver(john, joan)).toEqual({ batchItemFailures: [] });
    expect(programs(tables)).toEqual([2, 2]);
    expect(tables.writes).toHaveLength(2);
  });

  it('looks for it twice a batch that has new guests, however many, and never for one that has none', async () => {
    const { deliver, looks } = catchingUp(active);
    await deliver(john, joan, anEvent({ messageId: 'm-3', identifiers: ['userId#jean'] }));
    expect(looks()).toBe(2);
    await deliver(anEvent({ messageId: 'm-4' }));
    expect(looks()).toBe(2);
  });

  it('brings up who was begun in the moment before it', async () => {
    const { tables, deliver } = catchingUp(active, newer);
    expect(await deliver(john, joan)).toEqual({ batchItemFailures: [] });
    expect(programs(tables)).toEqual([2, 2]);
  });

  it('goes on with the one it holds where nobody can tell', async () => {
    const { tables, deliver } = catchingUp(new UnavailableError('the versions'));
    expect(await deliver(john)).toEqual({ batchItemFailures: [] });
    expect(programs(tables)).toEqual([1]);
  });
});

describe('refold', () => {
  it('folds a person again, and needs nothing of one that is gone', async () => {
    const { tables, dependencies, resolve } = aHouse();
    tables.put([john]);
    await resolve(aStreamEvent([encodeEvent(john)]), INVOCATION);
    const refold = createRefold(dependencies);
    expect(await refold(aQueueEvent({ profileId: 'profile-0001' }), context)).toEqual({
      batchItemFailures: [],
    });
    expect(tables.living()[0]).toMatchObject({ version: 2, segments: { booker: { entries: 1 } } });
    expect(await refold(aQueueEvent({ profileId: 'gone' }), context)).toEqual({ batchItemFailures: [] });
  });

  it('quarantines a job that names nobody', async () => {
    const { quarantined, dependencies } = aHouse();
    await createRefold(dependencies)(aQueueEvent({}), context);
    expect(quarantined).toHaveLength(1);
  });
});

describe('announce and redrive', () => {
  const signal: Signal = { id: 'p-1-0', v: 1, profileId: 'p', at: NOW, type: 'Profiles Merged', from: ['q'] };

  it('announces each write’s signals, and reports the first record whose signals stayed behind', async () => {
    const published: Signal[] = [];
    let isDown = false;
    const publish = async (signals: readonly Signal[]) => {
      if (isDown) throw new UnavailableError('the bus');
      published.push(...signals);
    };
    const announce = createAnnounce({ eventBus: { publish }, quarantine: aHouse().dependencies.quarantine });
    const writes = aStreamEvent([encodeProfile(aProfile(), [signal]), encodeProfile(aProfile(), [])]);
    expect(await announce(writes, INVOCATION)).toEqual({ batchItemFailures: [] });
    expect(published).toEqual([signal]);
    isDown = true;
    expect(await announce(writes, INVOCATION)).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
  });

  it('drives a failed batch through the functions that read its stream, and says so', async () => {
    const called: string[] = [];
    const consumer =
      (name: string, fails = false) =>
      async () => {
        called.push(name);
        return { batchItemFailures: fails ? [{ itemIdentifier: '1' }] : [] };
      };
    const row = { dynamodb: { NewImage: { deliveryId: { S: 'win-back#1#2' } } } };
    const failures = {
      read: async (_: string, table: string) => ({
        table,
        records: table === 'Deliveries' ? [row] : [{}, {}],
      }),
    };
    const logged: unknown[] = [];
    const spy = vi.spyOn(logger, 'info').mockImplementation((...line) => void logged.push(line));
    const redrive = createRedrive({
      failures,
      quarantine: aHouse().dependencies.quarantine,
      eventsTable: 'Events',
      profilesTable: 'Profiles',
      resolve: consumer('resolve'),
      announce: consumer('announce', true),
      members: consumer('members'),
      statistics: consumer('statistics'),
    });
    const notice = (key: string) =>
      aQueueEvent({ detail: { bucket: { name: 'failures' }, object: { key } } });
    expect((await redrive(notice('Events'), context)).batchItemFailures).toEqual([]);
    expect((await redrive(notice('Profiles'), context)).batchItemFailures).toHaveLength(1);
    expect((await redrive(notice('Unknown'), context)).batchItemFailures).toEqual([]);
    expect((await redrive(notice('Deliveries'), context)).batchItemFailures).toEqual([]);
    expect(called).toEqual(['resolve', 'members', 'announce', 'statistics']);
    spy.mockRestore();
    expect(logged).toEqual([
      ['redriven', { object: 'Events', table: 'Events', records: 2 }],
      ['redriven', { object: 'Deliveries', table: 'Deliveries', records: 1 }],
    ]);
  });
});

function always(program: typeof active) {
  return { active: async () => program, newest: async () => program };
}

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/active-program.ts';
import { createSplit } from '../../../lambdas/handlers/split.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import { CollectorHouse } from '../../support/a-collector.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { callHttp } from '../../support/http-call.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';
import { areOne, splitDependencies, statesOf } from '../../support/split-people.ts';

const active = activateProgram(peopleProgram());
/** One more than a call folds. */
const LONG_HISTORY = 2_001;

const john = anEvent({ messageId: 'm-1', identifiers: ['userId#john', 'anonymousId#a'] });
const tablet = anEvent({ messageId: 'm-2', identifiers: ['deviceId#tablet'], name: 'Signed Up' });
const wrong = anEvent({ messageId: 'm-3', identifiers: ['userId#john', 'deviceId#tablet'] });
const alone = anEvent({ messageId: 'm-4', identifiers: ['userId#joan'] });

let tables: InMemoryTables;
let handler: HttpHandler;

beforeAll(() => logger.setLogLevel('SILENT'));
beforeEach(async () => {
  tables = new InMemoryTables();
  await take([john, tablet, wrong, alone]);
  const { findKey, limitKey, writeMetrics } = new CollectorHouse();
  const checks = { findKey, limitKey, writeMetrics, clock: () => NOW };
  handler = createSplit({ ...splitDependencies(tables, active), ...checks });
});

async function take(events: readonly TrackingEvent[]): Promise<void> {
  tables.put(events);
  await deliverEvents(resolveDependencies(tables, active), [events], NOW);
}

const post = (body: unknown, key = 'admin') => callHttp(handler, { route: 'POST /v1/split', body, key });
const command = { profile: 'userId:john', identifier: 'deviceId:tablet' };

describe('POST /v1/split', () => {
  it('answers who the two are and by what they were linked', async () => {
    const before = tables.holder('userId#john')?.profileId;
    const { status, body } = await post(command);
    expect(status).toBe(200);
    expect(body).toEqual({
      identifier: { namespace: 'deviceId', value: 'tablet' },
      from: { namespace: 'userId', value: 'john' },
      link: {
        identifier: { namespace: 'deviceId', value: 'tablet' },
        to: { namespace: 'userId', value: 'john' },
        messageId: 'm-3',
        at: new Date(NOW).toISOString(),
      },
      remaining: {
        profileId: before,
        identifiers: [
          { namespace: 'userId', value: 'john' },
          { namespace: 'anonymousId', value: 'a' },
        ],
      },
      separated: {
        profileId: tables.holder('deviceId#tablet')?.profileId,
        identifiers: [{ namespace: 'deviceId', value: 'tablet' }],
      },
      rebuilding: false,
      dryRun: false,
    });
  });

  it('writes nothing in a dry run', async () => {
    const written = tables.writes.length;
    const { status, body } = await post({ ...command, dryRun: true });
    expect([status, body.dryRun]).toEqual([200, true]);
    expect(tables.writes.length).toBe(written);
    expect(areOne(tables, 'userId#john', 'deviceId#tablet')).toBe(true);
  });

  it('leaves what came with the message alone, without events of its own, to nobody', async () => {
    await take([anEvent({ messageId: 'm-5', identifiers: ['userId#john', 'anonymousId#silent'] })]);
    const { body } = await post({ profile: 'userId:john', identifier: 'anonymousId:silent' });
    expect(body.separated).toMatchObject({ profileId: null });
    expect(tables.holder('anonymousId#silent')).toBeUndefined();
    expect((await post({ profile: 'userId:john', identifier: 'anonymousId:silent' })).body).toEqual(body);
  });

  it('finds what the playbook blocks by now, since it may be held since earlier', async () => {
    const blocked = { ...active.program.identity, blocked: ['tablet'] };
    const program = activateProgram({ ...active.program, identity: blocked });
    const { findKey, limitKey, writeMetrics } = new CollectorHouse();
    const checks = { findKey, limitKey, writeMetrics, clock: () => NOW };
    handler = createSplit({ ...splitDependencies(tables, program), ...checks });
    expect((await post(command)).status).toBe(200);
  });

  it.each([
    ['a key without the scope admin', command, 'read', 403],
    ['a profile that nobody has', { ...command, profile: 'p-nobody' }, 'admin', 404],
    ['an identifier that they do not hold', { ...command, identifier: 'deviceId:other' }, 'admin', 404],
    [
      'one that it is to be split from and they do not hold',
      { ...command, from: 'userId:joan' },
      'admin',
      404,
    ],
    ['itself as the other', { ...command, from: 'deviceId:tablet' }, 'admin', 400],
    ['no namespace', { ...command, identifier: 'tablet' }, 'admin', 400],
    ['somebody of one identifier', { profile: 'userId:joan', identifier: 'userId:joan' }, 'admin', 409],
  ])('given %s, then it is refused and nothing is written', async (_what, body, key, status) => {
    const written = tables.writes.length;
    expect((await post(body, key)).status).toBe(status);
    expect(tables.writes.length).toBe(written);
  });

  it('given a long history, then both are folded by the queue in silence, also where the jobs were lost', async () => {
    const events = Array.from({ length: LONG_HISTORY }, (_, index) =>
      anEvent({ messageId: `m-${1000 + index}`, identifiers: ['userId#john'], name: 'Product Viewed' }),
    );
    tables.put(events);
    const told = tables.signals.length;
    expect((await post(command)).body).toMatchObject({ rebuilding: true });
    expect(tables.refolds).toHaveLength(2);
    tables.refolds.length = 0;
    expect((await post(command)).body).toMatchObject({ rebuilding: true });
    await drainRefolds(tables, resolveDependencies(tables, active), NOW);
    expect(tables.signals.slice(told).map((signal) => signal.type)).toEqual(['Profile Split']);
    expect((await post(command)).body).toMatchObject({ rebuilding: false });

    const truth = new InMemoryTables();
    truth.put([...events, john, tablet, alone, { ...wrong, identifiers: ['userId#john'] }]);
    await deliverEvents(resolveDependencies(truth, active), [[...truth.events.values()]], NOW);
    await drainRefolds(truth, resolveDependencies(truth, active), NOW);
    expect(statesOf(tables.living())).toEqual(statesOf(truth.living()));
  });
});

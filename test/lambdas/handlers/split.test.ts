import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { EMPTIED } from '../../../domain/profile/unfolded.ts';
import { MAXIMUM_SPLIT_HISTORY } from '../../../lambdas/handlers/flows/read-split-person.ts';
import { createSplit, type SplitHandlerDependencies } from '../../../lambdas/handlers/split.ts';
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
/** One more than a batch folds. */
const LONG_HISTORY = 2_001;
/** A shorter limit than the real one, so that this is more than a call folds. */
const ALLOWED_HISTORY = 2_000;

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
  handler = open();
});

function open(overrides: Partial<SplitHandlerDependencies> = {}): HttpHandler {
  const { findKey, limitKey, writeMetrics } = new CollectorHouse();
  const checks = { findKey, limitKey, writeMetrics, clock: () => NOW };
  return createSplit({ ...splitDependencies(tables, active), ...checks, ...overrides });
}

/** Who has more than `ALLOWED_HISTORY` has too many events to be folded in a call. */
function openWithLimit(): HttpHandler {
  const readAll: SplitHandlerDependencies['eventHistory']['readAll'] = (identifiers, options) =>
    tables.readAll(
      identifiers,
      options?.limit === MAXIMUM_SPLIT_HISTORY ? { limit: ALLOWED_HISTORY } : options,
    );
  return open({ eventHistory: { readAll } });
}

const views = () =>
  Array.from({ length: LONG_HISTORY }, (_, index) =>
    anEvent({ messageId: `m-${1000 + index}`, identifiers: ['userId#john'], name: 'Product Viewed' }),
  );

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
      otherLinks: [],
      rebuilding: false,
      isRepeat: false,
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
    const again = await post({ profile: 'userId:john', identifier: 'anonymousId:silent' });
    expect(again.body).toEqual({ ...body, isRepeat: true });
  });

  it('finds what the playbook blocks by now, since it may be held since earlier', async () => {
    const blocked = { ...active.program.identity, blocked: ['tablet'] };
    const program = activateProgram({ ...active.program, identity: blocked });
    handler = open({ ...splitDependencies(tables, program) });
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

  describe('given again', () => {
    const e1 = anEvent({ messageId: 'm-10', identifiers: ['userId#u1', 'email#e1@x.org'] });
    const d1 = anEvent({ messageId: 'm-11', identifiers: ['email#e1@x.org', 'deviceId#d1'] });
    beforeEach(() => take([e1, d1]));
    const off = { profile: 'email:e1@x.org', identifier: 'email:e1@x.org', from: 'deviceId:d1' };
    const another = { profile: 'userId:u1', identifier: 'email:e1@x.org' };

    it('for another person who holds it, it is done, and then not again', async () => {
      expect((await post(off)).body).toMatchObject({ isRepeat: false });
      expect((await post(off)).body).toMatchObject({ isRepeat: true, from: { value: 'd1' } });
      expect((await post(another)).body).toMatchObject({ isRepeat: false, from: { value: 'u1' } });
      expect(areOne(tables, 'userId#u1', 'email#e1@x.org')).toBe(false);
      expect((await post(another)).body).toMatchObject({ isRepeat: true, from: { value: 'u1' } });
      expect((await post(off)).body).toMatchObject({ isRepeat: true, from: { value: 'd1' } });
    });

    it('from what is still the same person’s as the other end, it was done', async () => {
      await post(command);
      const written = tables.writes.length;
      for (const profile of ['userId:john', 'deviceId:tablet']) {
        const { body } = await post({ ...command, profile, from: 'anonymousId:a' });
        expect(body).toMatchObject({ isRepeat: true, remaining: { identifiers: { length: 2 } } });
      }
      expect(tables.writes.length).toBe(written);
    });

    it('from somebody whom it was never, it was not done', async () => {
      await post(command);
      for (const profile of ['userId:john', 'deviceId:tablet'])
        expect((await post({ ...command, profile, from: 'userId:joan' })).status).toBe(404);
    });
  });

  describe('given a link further on the way', () => {
    const web = anEvent({ messageId: 'm-12', identifiers: ['deviceId#tablet', 'anonymousId#web'] });
    beforeEach(() => take([web]));
    const name = (namespace: string, value: string) => ({ namespace, value });

    it('it says which it could have been instead, and how to name it', async () => {
      const body = { profile: 'userId:john', identifier: 'anonymousId:web', dryRun: true };
      expect((await post(body)).body).toMatchObject({
        link: { messageId: 'm-12' },
        otherLinks: [
          {
            identifier: name('deviceId', 'tablet'),
            from: name('userId', 'john'),
            link: { messageId: 'm-3' },
          },
        ],
      });
    });

    it('whoever names the person by what would go with it must say from what', async () => {
      const body = { profile: 'anonymousId:web', identifier: 'deviceId:tablet' };
      const { status, body: problem } = await post(body);
      expect([status, problem.hint]).toEqual([409, expect.stringContaining('--from')]);
      expect((await post({ ...body, from: 'userId:john' })).body).toMatchObject({ isRepeat: false });
      expect((await post({ ...body, from: 'userId:john' })).body).toMatchObject({ isRepeat: true });
    });
  });

  it.each([
    ['a profile that nobody has', { ...command, profile: 'nonsense' }, 'email:john@example.com'],
    [
      'a namespace that the playbook does not know',
      { ...command, identifier: 'shoeSize:42' },
      'The playbook knows userId, email,',
    ],
  ])('given %s, then it says what may be named', async (_what, body, hint) => {
    expect((await post(body)).body.hint).toContain(hint);
  });

  it('given more events than a batch folds, then both are whole at once', async () => {
    const events = views();
    tables.put(events);
    await deliverEvents(resolveDependencies(tables, active), [events.slice(-1)], NOW);
    expect((await post(command)).body).toMatchObject({ rebuilding: false });
    expect(tables.refolds).toEqual([]);
    expect(Object.keys(tables.holder('userId#john')?.aggregates ?? {})).not.toEqual([]);
  });

  it('given states that wait for the queue, then neither forgets what the person refused', async () => {
    const choices = { marketing: false, sms: true };
    const refusal = anEvent({ messageId: 'm-6', identifiers: ['userId#john'], consent: choices });
    await take([refusal]);
    tables.put(views());
    handler = openWithLimit();
    await post(command);
    for (const identifier of ['userId#john', 'deviceId#tablet']) {
      const { program, consent } = tables.holder(identifier) ?? {};
      expect(program?.aggregates).toBe(EMPTIED);
      expect(consent).toMatchObject({ marketing: { granted: false } });
      expect(consent).not.toHaveProperty('sms');
    }
    await drainRefolds(tables, resolveDependencies(tables, active), NOW);
    expect(tables.holder('userId#john')?.consent).toMatchObject({ sms: { granted: true } });
    expect(tables.holder('deviceId#tablet')?.consent).toEqual({});
  });

  it('given a long history, then both are folded by the queue in silence, also where the jobs were lost', async () => {
    const events = views();
    tables.put(events);
    handler = openWithLimit();
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

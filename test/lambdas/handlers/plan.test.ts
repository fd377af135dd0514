import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { deployAfter } from '../../../domain/playbook/program/retain-aggregates.ts';
import { createPlan } from '../../../lambdas/handlers/plan.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import { aCampaign } from '../../support/a-campaign.ts';
import { CollectorHouse } from '../../support/a-collector.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { aVersion, DeployedHouse } from '../../support/deployed-house.ts';
import { callHttp } from '../../support/http-call.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { scanInMemory } from '../../support/scan-in-memory.ts';
import { StoredPlaybooks } from '../../support/stored-playbooks.ts';

beforeAll(() => logger.setLogLevel('SILENT'));

const A = 'aaaaaaaaaaaaaaaaaaaa';
const B = 'bbbbbbbbbbbbbbbbbbbb';
let tables: InMemoryTables;
let stored: StoredPlaybooks;
let house: DeployedHouse;
let handler: HttpHandler;
let historiesRead: number;

beforeEach(async () => {
  [tables, stored, house, historiesRead] = [
    new InMemoryTables(),
    new StoredPlaybooks(),
    new DeployedHouse(),
    0,
  ];
  const program = aVersion(A, ['Menu Opened']);
  house.activate(program);
  stored.contents.set(A, { program, templates: { version: A, templates: {} }, sources: {} });
  stored.pointer = { version: A, ordinal: 1 };
  const events = [
    ...['john', 'anna'].map((guest) => anEvent({ identifiers: [`userId#${guest}`], messageId: guest })),
    anEvent({ identifiers: ['userId#mary'], messageId: 'mary', name: 'Menu Opened' }),
  ];
  await take(events);
  const { findKey, limitKey, writeMetrics } = new CollectorHouse();
  const { versions, objects } = stored.dependencies(() => NOW);
  handler = createPlan({
    ...{ findKey, limitKey, writeMetrics, versions, objects },
    profileScan: scanInMemory(tables),
    eventHistory: {
      readAll: (identifiers, options) => {
        historiesRead += 1;
        return tables.readAll(identifiers, options);
      },
    },
    clock: () => NOW + 1,
  });
});

async function take(events: readonly TrackingEvent[]): Promise<void> {
  tables.put(events);
  await deliverEvents(resolveDependencies(tables, house.active), [events], NOW);
}

const post = (body: unknown, key = 'admin') =>
  callHttp(handler, { route: 'POST /v1/playbook/plan', body, key });
const plan = (program: Program) => post({ program });
const planPeople = async (program: Program) => (await post({ program, page: {} })).body.page;

describe('POST /v1/playbook/plan · the files', () => {
  it('given what was added, changed and removed, then each is named, with its parts, against what is active', async () => {
    const campaigns = { 'win-back': aCampaign() };
    const { body } = await plan(aVersion(B, ['Booking Made'], { campaigns, timezone: 'UTC' }));
    expect(body).toEqual({
      basis: { version: A, ordinal: 1 },
      total: 3,
      state: { bytes: expect.any(Number), retainedBytes: expect.any(Number) },
      underway: [],
      givenUp: [],
      toldAgain: [],
      changes: {
        segments: { added: ['did-Booking-Made'], changed: [], removed: ['did-Menu-Opened'] },
        traits: { added: [], changed: [], removed: [] },
        campaigns: { added: ['win-back'], changed: [], removed: [] },
        templates: { added: [], changed: [], removed: [] },
        settings: ['timezone'],
      },
    });
  });

  it('given a broadcast that went out and has a later moment now, then it says who gets it again', async () => {
    const broadcast = (at: number) => {
      const triggers = [{ kind: 'schedule', segment: 'vip', schedule: { kind: 'once', at } } as const];
      const news = aCampaign({ id: 'news', triggers, frequency: { kind: 'every time' } });
      return aVersion(A, ['Menu Opened'], { campaigns: { news } });
    };
    const program = broadcast(NOW - 1);
    stored.contents.set(A, { program, templates: { version: A, templates: {} }, sources: {} });
    stored.deployments.set('deploy-1', deployAfter(program, undefined, 1, NOW - 2));
    stored.pointer = { version: A, ordinal: 1, deployment: 'deploy-1' };
    expect((await plan(broadcast(NOW + 60_000))).body.toldAgain).toEqual([
      {
        campaign: 'news',
        segment: 'vip',
        wentOut: new Date(NOW - 1).toISOString(),
        again: new Date(NOW + 60_000).toISOString(),
      },
    ]);
  });

  it('given another aggregate than the active version has, then both count as a guest’s state, each on its own', async () => {
    const same = (await plan(aVersion(A, ['Menu Opened']))).body.state;
    const other = (await plan(aVersion(B, ['Booking Made']))).body.state;
    const both = (await plan(aVersion(B, ['Booking Made', 'Menu Opened']))).body.state;
    expect(same).toEqual({ bytes: expect.any(Number), retainedBytes: 0 });
    expect(other).toEqual({ bytes: same.bytes, retainedBytes: same.bytes });
    expect(both).toEqual({ bytes: 2 * same.bytes, retainedBytes: 0 });
  });

  it('given templates, then which of them are new is said', async () => {
    const { body } = await plan({ ...aVersion(B, ['Menu Opened']), templateDigests: { menu: '0f' } });
    expect(body.changes.templates).toEqual({ added: ['menu'], changed: [], removed: [] });
  });

  it('given the same segment that asks something else, then its condition has changed', async () => {
    const program = aVersion(B, ['Menu Opened']);
    const [segment] = program.segments;
    const segments = [{ ...segment, name: 'Other', when: { kind: 'everyone' } }] as Program['segments'];
    const { body } = await plan({ ...program, segments });
    expect(body.changes.segments.changed).toEqual([{ id: 'did-Menu-Opened', parts: ['name', 'when'] }]);
  });

  it('given no playbook yet, then all of it is new', async () => {
    stored.pointer = undefined;
    const { body } = await plan(aVersion(B, ['Booking Made']));
    expect(body.basis).toBeNull();
    expect(body.changes.segments.added).toEqual(['did-Booking-Made']);
  });
});

describe('POST /v1/playbook/plan · the guests', () => {
  it('given aggregates that nobody has kept, then they are folded from the events, and it is said who enters and leaves, and why', async () => {
    const page = await planPeople(aVersion(B, ['Booking Made']));
    expect(page).toMatchObject({
      people: 3,
      scanned: 3,
      unread: 0,
      entered: { 'did-Booking-Made': 2 },
      left: { 'did-Menu-Opened': 1 },
      failed: [],
      cursor: null,
    });
    const [example] = page.examples;
    expect(example).toMatchObject({ segment: 'did-Booking-Made', change: 'enters', why: { holds: true } });
    const removed = page.examples.find(({ change }: { change: string }) => change === 'leaves');
    expect(removed).toEqual({
      segment: 'did-Menu-Opened',
      change: 'leaves',
      profileId: tables.holder('userId#mary')?.profileId,
    });
    expect(historiesRead).toBe(3);
  });

  it('given nothing but a segment that goes, then nobody’s events are read', async () => {
    expect((await planPeople(aVersion(B, []))).left).toEqual({ 'did-Menu-Opened': 1 });
    expect(historiesRead).toBe(0);
  });

  it('given a plan, then nothing is written, and the deploy of it does what it said', async () => {
    const program = aVersion(B, ['Booking Made', 'Menu Opened']);
    const writes = tables.writes.length;
    const { entered, left } = await planPeople(program);
    expect(tables.writes).toHaveLength(writes);
    expect([entered, left]).toEqual([{ 'did-Booking-Made': 2 }, {}]);
    house.activate(program);
    await take([anEvent({ identifiers: ['userId#anna'], messageId: 'page', name: 'Page Viewed' })]);
    expect(tables.holder('userId#anna')?.segments['did-Booking-Made']?.entries).toBe(1);
  });

  it('given a campaign that includes existing members, then it is said how many may begin', async () => {
    const triggers = [{ kind: 'segment', segment: 'did-Booking-Made', on: 'entry' }] as const;
    const campaigns = { greet: aCampaign({ id: 'greet', triggers, includeExisting: true }) };
    const page = await planPeople(aVersion(B, ['Booking Made'], { campaigns }));
    expect(page.included).toEqual({ greet: 2 });
  });

  it('given parts, then each guest is in one of them; given pages, the cursor goes on', async () => {
    const program = aVersion(B, ['Booking Made']);
    const seen: number[] = [];
    for (const segment of [0, 1]) {
      let cursor: string | null = null;
      do {
        const page = { segment, segments: 2, limit: 1, ...(cursor === null ? {} : { cursor }) };
        const { body } = await post({ program, page });
        seen.push(body.page.people);
        cursor = body.page.cursor;
      } while (cursor !== null);
    }
    expect(seen).toEqual([1, 1, 1]);
  });

  it('given a body that is no plan, a program that cannot be run, or a key of little scope, then it is refused', async () => {
    expect((await post({})).status).toBe(400);
    const program = aVersion(B, ['Booking Made']);
    expect((await post({ program, page: { segment: 1 } })).status).toBe(400);
    const broken = { ...program, aggregates: { x: { kind: 'times' } } };
    expect((await post({ program: broken })).status).toBe(400);
    const unheardOf = [{ id: 'odd', name: 'Odd', when: { kind: 'unheard of' } }];
    const odd = await post({ program: { ...program, segments: unheardOf as never } });
    expect(odd).toMatchObject({ status: 400, body: { hint: expect.stringContaining('maitred plan') } });
    expect((await post({ program }, 'write')).status).toBe(403);
  });
});

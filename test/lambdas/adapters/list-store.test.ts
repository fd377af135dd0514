import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { createListStore, type ListStore } from '../../../lambdas/adapters/list-store.ts';
import { createSeenNameStore } from '../../../lambdas/adapters/seen-name-store.ts';
import { finishLoad, holdGuests, startLoad } from '../../../lambdas/handlers/flows/load-list.ts';
import { createNoteNames } from '../../../lambdas/handlers/flows/note-names.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';

let tables: RunningTables;
beforeAll(async () => {
  tables = await startTables(['Config']);
});
afterAll(async () => {
  await tables?.stop();
});

const { identity } = aProgram();

/** A list of a test's own, and the events that its loads store; any call may be made to fail. */
function aListHouse(list: string) {
  const { client } = tables;
  const stored = new Map<string, TrackingEvent>();
  const faults = { failAt: Number.POSITIVE_INFINITY, calls: 0 };
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    faults.calls += 1;
    if (faults.calls === faults.failAt) throw new Error('killed before');
    const answer = await work();
    if (faults.calls + 0.5 === faults.failAt) throw new Error('killed after');
    return answer;
  };
  const real = createListStore({ client, configTable: 'Config' });
  const lists = Object.fromEntries(
    Object.entries(real).map(([name, method]) => [
      name,
      (...args: unknown[]) => step(() => (method as (...all: unknown[]) => Promise<unknown>)(...args)),
    ]),
  ) as unknown as ListStore;
  let now = NOW;
  const dependencies = {
    lists,
    events: {
      putOnce: (event: TrackingEvent) =>
        step(async () => {
          const key = `${event.key.identifier} ${event.key.sort}`;
          if (stored.has(key)) return 'duplicate' as const;
          stored.set(key, event);
          return 'stored' as const;
        }),
    },
    clock: () => now++,
  };
  const load = async (name: string, guests: readonly Record<string, string>[]) => {
    const call = { list, load: name, source: 'admin', traceId: 'trace' };
    if (await startLoad(dependencies, identity, { ...call, namespaces: ['email', 'phone'] })) return;
    if (guests.length > 0) await holdGuests(dependencies, identity, { ...call, guests });
    let cursor: string | null | undefined;
    do cursor = (await finishLoad(dependencies, { ...call, cursor: cursor ?? undefined })).cursor;
    while (cursor !== null);
  };
  /** By identifier, what its latest event says, and how many there are. */
  const told = () => {
    const all = [...stored.values()].sort((a, b) => a.time - b.time);
    return Object.fromEntries(
      [...Map.groupBy(all, ({ key }) => key.identifier)].map(([identifier, events]) => [
        identifier,
        [events.at(-1)?.properties.member, events.length],
      ]),
    );
  };
  return { dependencies, load, told, faults, stored, real };
}

const guest = (email: string, phone?: string) => ({ email, ...(phone !== undefined && { phone }) });

describe('static lists', () => {
  it('given loads one after another, then each guest is told only when they join or leave', async () => {
    const { load, told } = aListHouse('press');
    await load('first-load', [guest('a@x.de'), guest('b@x.de')]);
    await load('second-load', [guest('b@x.de'), guest('c@x.de')]);
    expect(told()).toEqual({
      'email#a@x.de': [false, 2],
      'email#b@x.de': [true, 1],
      'email#c@x.de': [true, 1],
    });
    await load('second-load', [guest('b@x.de'), guest('c@x.de')]);
    expect(told()['email#b@x.de']).toEqual([true, 1]);
    await load('nobody-load', []);
    expect(Object.values(told()).map(([isMember]) => isMember)).toEqual([false, false, false]);
  });

  it('given a guest of several identifiers, then one event names them all, as they join and as they leave', async () => {
    const { load, stored, real } = aListHouse('several');
    await load('first-load', [guest('a@x.de', '+4930111111'), guest('b@x.de')]);
    expect(await real.find('several')).toMatchObject({ members: 2 });
    await load('second-load', [guest('b@x.de')]);
    const said = [...stored.values()].map(({ identifiers, properties }) => [
      properties.member,
      ...identifiers,
    ]);
    expect(said.filter(([, , phone]) => phone !== undefined)).toEqual([
      [true, 'email#a@x.de', 'phone#+4930111111'],
      [false, 'email#a@x.de', 'phone#+4930111111'],
    ]);
    expect(said).toHaveLength(3);
  });

  it('given a guest whose other identifier changes or goes, then what stays is told last', async () => {
    const { load, stored } = aListHouse('changing');
    const latest = () => {
      const told = [...stored.values()].toSorted((a, b) => a.time - b.time).at(-1);
      return [told?.properties.member, ...(told?.identifiers ?? [])];
    };
    await load('first-load', [guest('a@x.de', '+4930111111')]);
    await load('second-load', [guest('a@x.de', '+4930222222')]);
    expect(latest()).toEqual([true, 'email#a@x.de', 'phone#+4930222222']);
    await load('third-load', [guest('a@x.de')]);
    expect(latest()).toEqual([true, 'email#a@x.de']);
  });

  it('given a load killed while it tells who leaves, then another that holds them again leaves them members', async () => {
    const both = [guest('a@x.de'), guest('b@x.de')];
    let isReached = true;
    for (let failAt = 1; isReached; failAt += 0.5) {
      const house = aListHouse(`wavering-${String(failAt).replace('.', '-')}`);
      await house.load('both-load', both);
      house.faults.calls = 0;
      house.faults.failAt = failAt;
      isReached = await house.load('one-load', [guest('b@x.de')]).then(
        () => false,
        () => true,
      );
      house.faults.failAt = Number.POSITIVE_INFINITY;
      await house.load('both-again', both);
      const members = Object.values(house.told()).map(([isMember]) => isMember);
      expect(members, `killed at ${failAt}`).toEqual([true, true]);
    }
  });

  it('given a load that is killed before or after any of its calls, then typed again it ends the same, nothing told twice', async () => {
    const before = [guest('a@x.de'), guest('b@x.de', '+4930111111')];
    const after = [guest('b@x.de', '+4930222222'), guest('c@x.de')];
    const calm = aListHouse('calm');
    await calm.load('load-before', before);
    await calm.load('load-after', after);
    let isReached = true;
    for (let failAt = 1; isReached; failAt += 0.5) {
      const house = aListHouse(`killed-${String(failAt).replace('.', '-')}`);
      await house.load('load-before', before);
      house.faults.calls = 0;
      house.faults.failAt = failAt;
      isReached = await house.load('load-after', after).then(
        () => false,
        () => true,
      );
      house.faults.failAt = Number.POSITIVE_INFINITY;
      await house.load('load-after', after);
      expect(house.told(), `killed at ${failAt}`).toEqual(calm.told());
    }
  });

  it('given two loads at once, then who has lost the list is told so, and the other one holds', async () => {
    const { dependencies, load, told } = aListHouse('contested');
    const first = { list: 'contested', load: 'first-load', source: 'admin', traceId: 'trace' };
    await startLoad(dependencies, identity, { ...first, namespaces: [] });
    await load('other-load', [guest('b@x.de')]);
    await expect(
      holdGuests(dependencies, identity, { ...first, guests: [guest('a@x.de')] }),
    ).rejects.toMatchObject({
      code: 'load-lost',
    });
    await expect(finishLoad(dependencies, first)).rejects.toMatchObject({ status: 409 });
    expect(told()).toEqual({ 'email#b@x.de': [true, 1] });
  });

  it('given more than one call of finish looks through, then all leave, and the rest is counted', async () => {
    const { dependencies, load, told, real } = aListHouse('long');
    const many = Array.from({ length: 900 }, (_, index) => guest(`g-${index}@x.de`));
    const call = { list: 'long', load: 'many-load', source: 'admin', traceId: 'trace' };
    await startLoad(dependencies, identity, { ...call, namespaces: ['email'] });
    for (let from = 0; from < many.length; from += 200)
      await holdGuests(dependencies, identity, { ...call, guests: many.slice(from, from + 200) });
    let cursor: string | null = null;
    do {
      const answer = await finishLoad(dependencies, { ...call, ...(cursor !== null && { cursor }) });
      cursor = answer.cursor;
    } while (cursor !== null);
    expect(await real.find('long')).toMatchObject({ members: 900 });
    await load('few-load', many.slice(0, 2));
    expect(await real.find('long')).toMatchObject({ members: 2, finished: 2 });
    expect(Object.values(told()).filter(([isMember]) => isMember === true)).toHaveLength(2);
  });
});

describe('the names that were received', () => {
  const named = (name: string, properties: TrackingEvent['properties'] = {}) => anEvent({ name, properties });

  it('given events, then their names and properties are kept once, through lists, and traits', async () => {
    const store = createSeenNameStore({ client: tables.client, configTable: 'Config' });
    let writes = 0;
    const note = createNoteNames({
      ...store,
      add: (news) => {
        writes += 1;
        return store.add(news);
      },
    });
    const order = named('Order Completed', { total: 5, products: [{ id: 1 }, { brand: 'A' }] });
    await note([order, anEvent({ traits: { address: { city: 'Berlin' } } })]);
    await note([order]);
    expect(writes).toBe(1);
    await createNoteNames(store)([named('Order Completed', { coupon: 'x' }), named('Signed Up')]);
    const { events, traits } = await store.readPage(undefined);
    expect([...(events.get('Order Completed') ?? [])].sort()).toEqual([
      'coupon',
      'products',
      'products.brand',
      'products.id',
      'total',
    ]);
    expect(events.has('Signed Up')).toBe(true);
    expect([...traits].sort()).toEqual(['address', 'address.city']);
  });

  it('given a property that goes on and on, then a hundred are kept', async () => {
    const store = createSeenNameStore({ client: tables.client, configTable: 'Config' });
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`p${index}`, 1]));
    await createNoteNames(store)([named('Noisy', many)]);
    await createNoteNames(store)([named('Noisy', { another: 1 })]);
    expect((await store.readPage(undefined)).events.get('Noisy')?.size).toBe(100);
  });

  it('given a store that does not answer, then no event waits for it, and the names are news the next time', async () => {
    const added: string[] = [];
    let isDown = true;
    const note = createNoteNames({
      readPage: async () => ({ events: new Map(), traits: new Set(), last: null }),
      add: async ({ events }) => {
        if (isDown) throw new Error('down');
        added.push(...events.keys());
      },
    });
    await note([named('Once')]);
    isDown = false;
    await note([named('Once')]);
    await note([named('Once')]);
    expect(added).toEqual(['Once']);
  });
});

import { describe, expect, it } from 'vitest';
import { makeListChanged } from '../../../domain/list/list-changed.ts';
import {
  beginLoad,
  dropRow,
  holdRow,
  type ListRow,
  nameRow,
  type StaticList,
} from '../../../domain/list/list-load.ts';

const begin = (before: StaticList | undefined, load: string) =>
  beginLoad(before, { list: 'press', load, now: 1_000 });
const finish = (list: StaticList, refused?: number): StaticList => ({
  ...list,
  finished: list.ordinal,
  ...(refused !== undefined && { refused }),
});

describe('a load of a list that is typed again', () => {
  it('given one that was stopped, then it goes on; given one that was finished, then there is nothing to do', () => {
    const begun = begin(undefined, 'file');
    expect(begin(begun, 'file')).toBe(begun);
    const finished = finish(begun);
    expect(begin(finished, 'file')).toBe(finished);
  });

  it('given one that was finished with refused cells, then it begins anew, and tells nobody twice', () => {
    const first = begin(undefined, 'file');
    const { row } = holdRow(first, ['email#a@b.de'], undefined);
    const again = begin(finish(first, 1), 'file');
    expect(again).toMatchObject({ ordinal: 2, finished: 1 });
    expect(again).not.toHaveProperty('refused');
    const held = holdRow(again, ['email#a@b.de'], row);
    expect(held).toEqual({ row: { ...row, ordinal: 2 } });
    expect(begin(again, 'file')).toBe(again);
  });
});

describe('a row of a list', () => {
  const ben = ['userId#ben', 'email#ben@b.de', 'phone#+4930111111'] as const;
  const first = begin(undefined, 'first');
  const stored = (list: StaticList, known?: ListRow) => holdRow(list, ben, known).row ?? known;

  it('given several identifiers, then one event names them all, the most trusted first, and told again it is the same', () => {
    const { change } = holdRow(first, ben, undefined);
    expect(change).toMatchObject({ identifiers: ben, isMember: true });
    if (change === undefined) return;
    const told = makeListChanged(change, { now: 5_000, source: 'admin', traceId: 't-1' });
    expect(told).toMatchObject({
      name: 'List Changed',
      identifiers: ben,
      properties: { list: 'press', member: true },
      time: 1_001,
      receivedAt: 5_000,
    });
    expect(told.key.identifier).toBe('userId#ben');
    const again = holdRow(first, ben, stored(first)).change;
    expect(again).toEqual(change);
  });

  it('given that its identifiers stand in another order, then it is the same row, told as it was', () => {
    const [userId, email, phone] = ben;
    expect(nameRow([phone, userId, email])).toBe(nameRow(ben));
    const held = holdRow(first, [phone, userId, email], stored(first));
    expect(held.change?.identifiers).toEqual(ben);
    expect(nameRow([userId, email])).not.toBe(nameRow(ben));
  });

  it('given a file without it, then one event tells that it leaves, before what the same load holds', () => {
    const next = begin(finish(first), 'next');
    const row = stored(first);
    expect(row && dropRow(next, row)).toEqual({
      list: 'press',
      identifiers: ben,
      isMember: false,
      ordinal: 2,
      at: 1_002,
    });
    expect(holdRow(next, ['email#ben@b.de'], undefined).change).toMatchObject({ isMember: true, at: 1_003 });
    const kept = stored(next, row);
    expect(kept && dropRow(next, kept)).toBeUndefined();
  });

  it('given a load that stopped while it told who leaves, then the next one tells again who may be among them', () => {
    const row = stored(first);
    const stopped = { ...begin(finish(first), 'without-ben'), ending: 2 };
    const third = begin(stopped, 'with-ben');
    expect(holdRow(third, ben, row).change).toMatchObject({
      isMember: true,
      ordinal: 3,
      at: third.beganAt + 1,
    });
    const notEnding = begin({ ...stopped, ending: 0 }, 'with-ben');
    expect(holdRow(notEnding, ben, row)).toEqual({ row: { ...row, ordinal: 3 } });
  });
});

import { describe, expect, it } from 'vitest';
import { beginLoad, holdIdentifier, type StaticList } from '../../../domain/list/list-load.ts';

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
    const { entry } = holdIdentifier(first, 'email#a@b.de', ['email#a@b.de'], undefined);
    const again = begin(finish(first, 1), 'file');
    expect(again).toMatchObject({ ordinal: 2, finished: 1 });
    expect(again).not.toHaveProperty('refused');
    const held = holdIdentifier(again, 'email#a@b.de', ['email#a@b.de'], entry);
    expect(held).toEqual({ entry: { ...entry, ordinal: 2 } });
    expect(begin(again, 'file')).toBe(again);
  });
});

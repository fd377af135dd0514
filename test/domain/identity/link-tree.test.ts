import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentityRecord, Link } from '../../../domain/identity/identity-record.ts';
import {
  cutTree,
  linksOf,
  otherEnd,
  reachableFrom,
  type TreeLink,
  wayBetween,
} from '../../../domain/identity/link-tree.ts';

const link = (identifier: string, to: string): TreeLink => ({
  identifier,
  to,
  messageId: `${identifier} ${to}`,
  at: 1,
  rule: 'same message',
});

function rowOf(identifier: string, links: readonly Link[]): IdentityRecord {
  const by = { messageId: 'm-1', rule: 'first seen' } as const;
  return { identifier, profileId: 'p-1', linkedAt: 1, by, links, refused: [], revision: 1 };
}

/** A tree of any form: each identifier but the first is joined to an earlier one, on the row of either. */
const trees = fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 9 }).map((plan) => {
  const identifiers = ['a#0', ...plan.map((_, index) => `a#${index + 1}`)];
  const links = plan.map(([parent, isTurned], index) => {
    const [child, known] = [`a#${index + 1}`, `a#${parent % (index + 1)}`];
    return isTurned ? link(known, child) : link(child, known);
  });
  return { identifiers, links };
});

const treesAndEnds = trees.chain(({ identifiers, links }) =>
  fc.record({
    identifiers: fc.constant(identifiers),
    links: fc.shuffledSubarray(links, { minLength: links.length }),
    ends: fc.shuffledSubarray(identifiers, { minLength: 2, maxLength: 2 }),
  }),
);

/** Parts that hang together, found by uniting the ends of one link after another. */
function partOf(identifier: string, identifiers: readonly string[], links: readonly TreeLink[]): string[] {
  const nameOf = new Map(identifiers.map((each) => [each, each]));
  for (const { identifier: one, to } of links) {
    const [from, into] = [nameOf.get(one), nameOf.get(to)];
    for (const each of identifiers) if (nameOf.get(each) === from) nameOf.set(each, into ?? '');
  }
  return identifiers.filter((each) => nameOf.get(each) === nameOf.get(identifier));
}

describe('cutTree', () => {
  it('takes out the first link on the way, and leaves two parts that hold all and share none', () => {
    fc.assert(
      fc.property(treesAndEnds, ({ identifiers, links, ends: [identifier = '', from = ''] }) => {
        const cut = cutTree(identifiers, links, { identifier, from });
        const rest = links.filter((other) => other !== cut.link);
        expect(rest).toHaveLength(links.length - 1);
        expect([cut.link?.identifier, cut.link?.to]).toContain(identifier);
        expect([...cut.goes].sort()).toEqual(partOf(identifier, identifiers, rest));
        expect([...cut.stays].sort()).toEqual(partOf(from, identifiers, rest));
        expect(cut.goes.size + cut.stays.size).toBe(identifiers.length);
      }),
    );
  });

  it('lets what hangs on the identifier go with it', () => {
    const links = [link('email#e', 'userId#u'), link('deviceId#d', 'email#e'), link('phone#p', 'userId#u')];
    const all = ['userId#u', 'email#e', 'phone#p', 'deviceId#d'];
    const cut = cutTree(all, links, { identifier: 'email#e', from: 'userId#u' });
    expect(cut.link).toBe(links[0]);
    expect([...cut.goes]).toEqual(['email#e', 'deviceId#d']);
    expect([...cut.stays]).toEqual(['userId#u', 'phone#p']);
  });

  it('lets an identifier that no link leads to go by itself, and names no link', () => {
    const links = [link('email#e', 'userId#u')];
    const cut = cutTree(['userId#u', 'email#e', 'deviceId#d'], links, {
      identifier: 'deviceId#d',
      from: 'userId#u',
    });
    expect(cut).toEqual({ goes: new Set(['deviceId#d']), stays: new Set(['userId#u', 'email#e']) });
    expect(cut).not.toHaveProperty('link');
  });
});

describe('reachableFrom', () => {
  it('finds itself, and all that links lead to', () => {
    fc.assert(
      fc.property(treesAndEnds, ({ identifiers, links, ends: [identifier = ''] }) => {
        const some = links.slice(1);
        expect([...reachableFrom(identifier, some)].sort()).toEqual(partOf(identifier, identifiers, some));
      }),
    );
    expect(reachableFrom('a#1', [])).toEqual(new Set(['a#1']));
  });

  it('ends where links go round', () => {
    const round = [link('a#1', 'a#2'), link('a#2', 'a#3'), link('a#3', 'a#1')];
    expect([...reachableFrom('a#1', round)].sort()).toEqual(['a#1', 'a#2', 'a#3']);
  });
});

describe('linksOf', () => {
  it('gives each row’s links with its identifier, but for those to what somebody else holds now', () => {
    const { identifier: _, ...toUser } = link('email#e', 'userId#u');
    const { identifier: __, ...toAnother } = link('email#e', 'userId#gone');
    const rows = new Map([['email#e', rowOf('email#e', [toAnother, toUser])]]);
    expect(linksOf(['userId#u', 'email#e'], rows)).toEqual([{ ...toUser, identifier: 'email#e' }]);
  });
});

describe('otherEnd', () => {
  it('is the one that is not this', () => {
    expect(otherEnd(link('a#1', 'a#2'), 'a#1')).toBe('a#2');
    expect(otherEnd(link('a#1', 'a#2'), 'a#2')).toBe('a#1');
  });
});

describe('the way between two identifiers', () => {
  const links = [link('a#2', 'a#1'), link('a#2', 'a#3'), link('a#4', 'a#2')];

  it('is the links in the order in which they are met, each from the end that is met first', () => {
    expect(wayBetween(links, 'a#3', 'a#1')).toEqual([
      { identifier: 'a#3', from: 'a#2', link: link('a#2', 'a#3') },
      { identifier: 'a#2', from: 'a#1', link: link('a#2', 'a#1') },
    ]);
  });

  it('is none from an identifier to itself, or where no links lead there', () => {
    expect(wayBetween(links, 'a#1', 'a#1')).toEqual([]);
    expect(wayBetween(links, 'a#9', 'a#1')).toEqual([]);
  });
});

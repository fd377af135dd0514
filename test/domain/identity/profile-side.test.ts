import { describe, expect, it } from 'vitest';
import { cutTree, type TreeLink } from '../../../domain/identity/link-tree.ts';
import { sideOfProfile } from '../../../domain/identity/profile-side.ts';

/** A link of a message of its own; `from` held the first identifier until then, `into` the other. */
function link(
  identifier: string,
  to: string,
  at: number,
  held: { readonly from?: string; readonly into?: string } = {},
): TreeLink {
  return { identifier, to, messageId: `${identifier} ${to}`, at, rule: 'same message', ...held };
}

/** Where profiles lie when `email#b` is split from `userId#a`, whichever row the links are read from first. */
function sidesOf(profileId: string, links: readonly TreeLink[], profileIds = [profileId]): string[] {
  const identifiers = [...new Set(links.flatMap(({ identifier, to }) => [identifier, to]))];
  const sideIn = (inOrder: readonly TreeLink[]) => {
    const cut = cutTree(identifiers, inOrder, { identifier: 'email#b', from: 'userId#a' });
    return sideOfProfile(cut, inOrder, profileId, new Set(profileIds));
  };
  return [...new Set([sideIn(links), sideIn([...links].reverse())])];
}

describe('sideOfProfile', () => {
  it('stays where no link is taken out', () => {
    const cut = { goes: new Set(['email#b']), stays: new Set(['userId#a']) };
    expect(sideOfProfile(cut, [], 'p', new Set(['p']))).toBe('stays');
  });

  it('is at the end that it held when the link was made', () => {
    const links = [link('email#b', 'userId#a', 20, { from: 'p', into: 'q' })];
    expect(sidesOf('p', links, ['p', 'q'])).toEqual(['goes']);
    expect(sidesOf('q', links, ['p', 'q'])).toEqual(['stays']);
  });

  it('is so whatever it was joined to by a message that was received before and came after', () => {
    const links = [
      link('email#b', 'userId#a', 20, { from: 'p', into: 'q' }),
      link('deviceId#c', 'email#b', 10, { into: 'q' }),
    ];
    expect(sidesOf('q', links, ['p', 'q'])).toEqual(['stays']);
  });

  it('is on the side of what it held when another link, beyond which the one lies, named it', () => {
    const links = [
      link('email#b', 'userId#a', 20, { into: 'q' }),
      link('deviceId#c', 'userId#a', 30, { from: 'p', into: 'q' }),
      link('anonymousId#x', 'email#b', 5, { into: 'p' }),
    ];
    expect(sidesOf('p', links, ['p', 'q'])).toEqual(['stays']);
  });

  it('is where the earliest link that names it found it, if that was before the one was made', () => {
    const taken = link('email#b', 'userId#a', 20, { from: 'r', into: 's' });
    const later = link('anonymousId#e', 'userId#a', 40, { into: 'p' });
    expect(sidesOf('p', [link('deviceId#d', 'email#b', 10, { into: 'p' }), taken, later])).toEqual(['goes']);
    expect(sidesOf('p', [link('deviceId#d', 'email#b', 20, { into: 'p' }), taken, later])).toEqual(['goes']);
  });

  it('is the one end that somebody held when the one was made, if links name it only since', () => {
    const later = link('anonymousId#e', 'userId#a', 40, { into: 'p' });
    expect(sidesOf('p', [link('email#b', 'userId#a', 20, { from: 'r' }), later])).toEqual(['goes']);
    expect(sidesOf('p', [link('email#b', 'userId#a', 20, { into: 'r' }), later])).toEqual(['stays']);
    expect(sidesOf('p', [link('email#b', 'userId#a', 20, { from: 'r', into: 's' }), later])).toEqual([
      'stays',
    ]);
    expect(sidesOf('p', [link('email#b', 'userId#a', 20), later])).toEqual(['stays']);
  });

  it('is with the most trusted identifier of the message where no link names anybody', () => {
    expect(sidesOf('p', [link('email#b', 'userId#a', 20)])).toEqual(['stays']);
    expect(sidesOf('p', [link('userId#a', 'email#b', 20)])).toEqual(['goes']);
  });

  it('is where those were as whom it was known before a split, if no link names it', () => {
    expect(sidesOf('p', [link('email#b', 'userId#a', 20, { from: 'split off' })])).toEqual(['goes']);
    const named = link('deviceId#c', 'email#b', 30, { from: 'split off' });
    expect(sidesOf('p', [link('email#b', 'userId#a', 20), named])).toEqual(['goes']);
    expect(sidesOf('p', [link('email#b', 'userId#a', 20, { from: 'q' })], ['p', 'q'])).toEqual(['stays']);
  });
});

import { describe, expect, it } from 'vitest';
import {
  type Contacts,
  MAXIMUM_WATCHES,
  NO_CONTACTS,
  type Watch,
} from '../../../domain/campaign/contacts/contacts.ts';
import { mergeContacts } from '../../../domain/profile/merge-contacts.ts';
import { aProgram } from '../../support/a-program.ts';
import { NOW } from '../../support/an-event.ts';

const PROGRAM = aProgram();
const open = (profileId: string, enteredAt: number) => ({
  profileId,
  journeyId: `win-back#lapsed.entry.${profileId}.1`,
  enteredAt,
});

function aWatch(profileId: string, overrides: Partial<Watch> = {}): Watch {
  const journeyId = `win-back#lapsed.entry.${profileId}.1`;
  const [from, until] = [NOW, NOW + 1000];
  return {
    kind: 'wait',
    profileId,
    journeyId,
    campaign: 'win-back',
    aggregate: 'bookings',
    from,
    until,
    ...overrides,
  };
}

function merged(a: Partial<Contacts>, b: Partial<Contacts>): Contacts {
  const there = mergeContacts({ ...NO_CONTACTS, ...a }, { ...NO_CONTACTS, ...b }, PROGRAM);
  expect(mergeContacts({ ...NO_CONTACTS, ...b }, { ...NO_CONTACTS, ...a }, PROGRAM)).toEqual(there);
  return there;
}

describe('mergeContacts', () => {
  it('adds up the journeys that are under way side by side', () => {
    const entered = (count: number) => ({
      entered: { thanks: { last: NOW, times: 70, ...(count > 0 && { underWay: count }) } },
    });
    expect(merged(entered(40), entered(2)).entered).toEqual({
      thanks: { last: NOW, times: 140, underWay: 42 },
    });
    expect(merged(entered(0), entered(0)).entered).toEqual({ thanks: { last: NOW, times: 140 } });
  });

  it('keeps the older of two open journeys, and what that looks out for alone', () => {
    const older = { open: { 'win-back': open('p-a', NOW - 1) }, watches: [aWatch('p-a')] };
    const newer = {
      open: { 'win-back': open('p-b', NOW) },
      watches: [aWatch('p-b'), aWatch('p-b', { kind: 'goal' })],
    };
    const contacts = merged(older, newer);
    expect(contacts.open).toEqual(older.open);
    expect(contacts.watches).toEqual(older.watches);
  });

  it('keeps what journeys look out for that stand side by side, or are over', () => {
    const contacts = merged({ watches: [aWatch('p-a')] }, { watches: [aWatch('p-b', { kind: 'goal' })] });
    expect(contacts.watches).toHaveLength(2);
  });

  it('keeps what other journeys of one that gives way look out for', () => {
    const before = aWatch('p-b', { kind: 'goal', journeyId: 'win-back#lapsed.entry.p-b.0' });
    const contacts = merged(
      { open: { 'win-back': open('p-a', NOW - 1) } },
      { open: { 'win-back': open('p-b', NOW) }, watches: [before] },
    );
    expect(contacts.watches).toEqual([before]);
  });

  it('takes what both know of one journey once', () => {
    const both = {
      open: { 'win-back': open('p-a', NOW) },
      watches: [aWatch('p-a'), aWatch('p-a', { aggregate: 'orders' })],
    };
    expect(merged(both, both).watches).toHaveLength(2);
  });

  it('counts a message once that both know, as two do who were split and are one again', () => {
    const send = { id: 'm', at: NOW, channel: 'email', campaign: 'win-back' };
    const [unnamed, other] = [
      { at: NOW, channel: 'email', campaign: 'win-back' },
      { ...send, id: 'n' },
    ];
    expect(merged({ sends: [send, other] }, { sends: [send] }).sends).toHaveLength(2);
    expect(merged({ sends: [send] }, { sends: [send] }).sends).toEqual([send]);
    expect(merged({ sends: [send] }, { sends: [{ ...send, hasFailed: true }] }).sends).toEqual([
      { ...send, hasFailed: true },
    ]);
    expect(merged({ sends: [unnamed] }, { sends: [unnamed] }).sends).toHaveLength(2);
  });

  it('keeps the newest watches of too many', () => {
    const watches = (name: string, from: number) =>
      Array.from({ length: MAXIMUM_WATCHES }, (_, index) =>
        aWatch(`${name}-${index}`, { from: from + index }),
      );
    const newer = watches('p-b', NOW + 1000);
    expect(merged({ watches: watches('p-a', NOW) }, { watches: newer }).watches).toEqual(newer);
  });

  it('holds out whoever was held out on either side', () => {
    expect(merged({ heldOut: ['b', 'c'] }, { heldOut: ['a', 'b'] }).heldOut).toEqual(['a', 'b', 'c']);
    expect(merged({ heldOut: ['a'] }, {}).heldOut).toEqual(['a']);
    expect(merged({ isControl: true }, {}).isControl).toBe(true);
    expect(merged({ isControl: true }, { isControl: true }).isControl).toBe(true);
  });

  it('says nothing of what neither has', () => {
    expect(merged({}, {})).toEqual(NO_CONTACTS);
  });

  it('keeps of each campaign the last time that it did not begin', () => {
    const refused = (at: number) => ({ at, because: 'once', occurrence: `m-${at}` }) as const;
    const older = { refused: { 'win-back': refused(NOW), bill: refused(NOW) } };
    expect(merged(older, { refused: { 'win-back': refused(NOW + 1) } }).refused).toEqual({
      'win-back': refused(NOW + 1),
      bill: refused(NOW),
    });
    expect(merged({}, {})).not.toHaveProperty('refused');
  });
});

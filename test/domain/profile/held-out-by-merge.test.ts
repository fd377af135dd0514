import { describe, expect, it } from 'vitest';
import { type Contacts, NO_CONTACTS } from '../../../domain/campaign/contacts/contacts.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { heldOutByMerge } from '../../../domain/profile/held-out-by-merge.ts';
import { mergeContacts } from '../../../domain/profile/merge-contacts.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';

const HOUR = 3_600_000;

const under = (profileId: string, enteredAt: number): Contacts => ({
  ...NO_CONTACTS,
  open: { 'win-back': { profileId, journeyId: 'win-back#m-0', enteredAt } },
});
const OLDER = under('p-anonymous', NOW - HOUR);
const HELD_OUT: Contacts = { ...under('p-john', NOW), heldOut: ['win-back'] };

const told = (a: Contacts, b: Contacts) =>
  heldOutByMerge([a, b], mergeContacts(a, b, aProgram()), NOW).map(({ profileId }) => profileId);

describe('journeys that are held out from a merge on', () => {
  it('given one of somebody who turns out to be held out, then it is told to look, whoever of them stays', () => {
    expect(told(OLDER, HELD_OUT)).toEqual(['p-anonymous']);
    expect(told(HELD_OUT, OLDER)).toEqual(['p-anonymous']);
    expect(told(OLDER, { ...NO_CONTACTS, heldOut: ['win-back'] })).toEqual(['p-anonymous']);
  });

  it('given one that was held out from its beginning, then there is nothing to tell', () => {
    expect(told({ ...OLDER, heldOut: ['win-back'] }, under('p-john', NOW))).toEqual([]);
    expect(told({ ...OLDER, heldOut: ['win-back'] }, HELD_OUT)).toEqual([]);
  });

  it('given none under way, or one of another campaign, then there is nobody to tell', () => {
    expect(told(NO_CONTACTS, { ...NO_CONTACTS, heldOut: ['win-back'] })).toEqual([]);
    expect(told(OLDER, { ...NO_CONTACTS, heldOut: ['another'] })).toEqual([]);
    expect(told(OLDER, under('p-john', NOW))).toEqual([]);
  });

  it('given journeys that run side by side, then those are told that look out for something, or are known to wait', () => {
    const at = (name: string, campaign = 'win-back') => {
      return { profileId: 'p-anonymous', journeyId: `${campaign}#${name}`, campaign, from: NOW, until: NOW };
    };
    const sideBySide: Contacts = {
      ...NO_CONTACTS,
      watches: [
        { kind: 'stop', ...at('m-1') },
        { kind: 'wait', ...at('m-1') },
        { kind: 'goal', ...at('m-2') },
        { kind: 'wait', ...at('m-3', 'another') },
      ],
      waits: [at('m-4'), at('m-1')],
      held: [at('m-5')],
    };
    const journeys = (a: Contacts, b: Contacts) =>
      heldOutByMerge([a, b], mergeContacts(a, b, aProgram()), NOW).map(({ journeyId }) => journeyId);
    const heldOut: Contacts = { ...NO_CONTACTS, heldOut: ['win-back'] };
    const expected = ['win-back#m-1', 'win-back#m-4', 'win-back#m-5'];
    expect(journeys(sideBySide, heldOut)).toEqual(expected);
    expect(journeys(heldOut, sideBySide)).toEqual(expected);
    expect(journeys({ ...sideBySide, heldOut: ['win-back'] }, heldOut)).toEqual([]);
    expect(journeys(sideBySide, { ...sideBySide, heldOut: ['win-back'] })).toEqual([]);
  });

  it('given two under way, then the one that gives way has nothing to look at', () => {
    expect(told(OLDER, HELD_OUT)).not.toContain('p-john');
    expect(told({ ...OLDER, heldOut: ['win-back'] }, under('p-john', NOW))).toEqual([]);
  });

  it('given two who join, then the journey is told by a signal', async () => {
    const tables = new InMemoryTables();
    const dependencies = resolveDependencies(tables, activateProgram(aProgram()));
    const take = async (...events: readonly ReturnType<typeof anEvent>[]) => {
      tables.put(events);
      await deliverEvents(dependencies, [events], NOW);
    };
    const keep = async (identifier: string, contacts: Contacts) => {
      const profile = tables.holder(identifier);
      if (profile === undefined) throw new Error('nobody has come');
      const nothing = { tombstones: [], identities: [], signals: [], memberships: {}, covers: [] };
      await tables.write({ profile: { ...profile, version: profile.version + 1, contacts }, ...nothing });
    };
    await take(anEvent({ messageId: 'a', identifiers: ['anonymousId#a'] }));
    await take(anEvent({ messageId: 'john', identifiers: ['userId#john'] }));
    await keep('anonymousId#a', OLDER);
    await keep('userId#john', { ...NO_CONTACTS, heldOut: ['win-back'] });

    await take(anEvent({ messageId: 'login', identifiers: ['userId#john', 'anonymousId#a'] }));

    expect(tables.signals.filter(({ type }) => type === 'Journey Event Matched')).toMatchObject([
      {
        watch: 'wait',
        isForgotten: true,
        campaign: 'win-back',
        journeyProfileId: 'p-anonymous',
        journeyId: 'win-back#m-0',
      },
    ]);
  });
});

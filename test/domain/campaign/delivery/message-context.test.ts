import { describe, expect, it } from 'vitest';
import {
  buildContext,
  type ContextInput,
  venueOfEvent,
} from '../../../../domain/campaign/delivery/message-context.ts';
import { aCampaign, aContactableGuest, anActiveProgram } from '../../../support/a-campaign.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const ACTIVE = anActiveProgram([aCampaign()], {
  venues: { bar: { id: 'bar', name: 'The bar', timezone: 'Europe/Berlin' } },
});

function contextOf(overrides: Partial<ContextInput> = {}) {
  return buildContext({
    active: ACTIVE,
    profile: aContactableGuest(),
    campaign: aCampaign(),
    event: undefined,
    segment: undefined,
    venue: undefined,
    now: NOW,
    ...overrides,
  });
}

describe('what texts can speak of', () => {
  it('is the guest and the campaign alone, where nothing else is known', () => {
    expect(contextOf()).toEqual({
      profile: { firstName: 'John' },
      campaign: { id: 'win-back', name: 'Win back' },
    });
  });

  it('leaves out what is null at any depth, and takes lists as they are', () => {
    const properties = {
      room: null,
      stay: { nights: 2, view: null },
      extras: [null, { tea: null }],
      guests: 0,
    };
    const { event } = contextOf({ event: anEvent({ properties }) });
    expect(event).toMatchObject({
      properties: { stay: { nights: 2 }, extras: [null, { tea: null }], guests: 0 },
    });
    expect(Object.keys((event as { properties: object }).properties)).toEqual(['stay', 'extras', 'guests']);
    expect((event as { properties: { stay: object } }).properties.stay).toEqual({ nights: 2 });
  });

  it('has no name of an event that has none', () => {
    const { name: _name, ...unnamed } = anEvent({ type: 'identify' });
    const { event } = contextOf({ event: unnamed });
    expect(event).toMatchObject({ type: 'identify' });
    expect(event).not.toHaveProperty('name');
    expect(event).not.toHaveProperty('event');
  });

  it('names a segment by its id where the playbook has it no more, and since when only where they are in it', () => {
    const segments = [
      { id: 'vip', name: 'Very important', when: { kind: 'everyone' } as const },
      { id: 'lapsed', name: 'Lapsed', when: { kind: 'everyone' } as const },
    ];
    const active = anActiveProgram([aCampaign()], { segments });
    expect(contextOf({ active, segment: 'lapsed' })).toMatchObject({
      segment: { id: 'lapsed', name: 'Lapsed', since: new Date(NOW).toISOString() },
    });
    expect(contextOf({ active, segment: 'vip' }).segment).toEqual({ id: 'vip', name: 'Very important' });
    expect(contextOf({ active, segment: 'gone' }).segment).toEqual({ id: 'gone', name: 'gone' });
    const left = aContactableGuest({ segments: { lapsed: { since: null, entries: 1 } } });
    expect(contextOf({ active, profile: left, segment: 'lapsed' }).segment).toEqual({
      id: 'lapsed',
      name: 'Lapsed',
    });
  });

  it('tells zone and table of the venue that the event named, and of no other', () => {
    const event = anEvent({ properties: { venue: 'bar', zone: 'terrace', table: 12 } });
    const bar = { id: 'bar', name: 'The bar' };
    expect(contextOf({ event, venue: 'bar' }).venue).toEqual({ ...bar, zone: 'terrace', table: 12 });
    expect(contextOf({ event, venue: 'garden' }).venue).toEqual({ id: 'garden', name: 'garden' });
    expect(contextOf({ venue: 'bar' }).venue).toEqual(bar);
    const atBar = anEvent({ properties: { venue: 'bar' } });
    expect(contextOf({ event: atBar, venue: 'bar' }).venue).toEqual(bar);
  });
});

describe('the venue that an event names', () => {
  it('is known only where the playbook has it', () => {
    const named = (venue: string | number | null) => venueOfEvent(ACTIVE, anEvent({ properties: { venue } }));
    expect(named('bar')).toBe('bar');
    for (const venue of ['cellar', 'toString', 7, null]) expect(named(venue)).toBeUndefined();
    expect(venueOfEvent(ACTIVE, undefined)).toBeUndefined();
  });

  it('is a text: a number that reads the same is none', () => {
    const active = anActiveProgram([], { venues: { 7: { id: '7', name: 'Seven', timezone: 'UTC' } } });
    expect(venueOfEvent(active, anEvent({ properties: { venue: 7 } }))).toBeUndefined();
  });
});

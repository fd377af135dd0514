import { describe, expect, it } from 'vitest';
import {
  type Contacts,
  NO_CONTACTS,
  type RefusedEntry,
} from '../../../../domain/campaign/contacts/contacts.ts';
import { occurrenceOf } from '../../../../domain/campaign/journey/occurrence.ts';
import type { Trigger } from '../../../../domain/campaign/trigger.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { anEventMatched, BOOKINGS, DAY } from '../../../support/a-campaign.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { booked, explain, HOUR, iso, of } from '../../../support/an-explained-campaign.ts';

describe('explainCampaign, of a campaign that did not begin', () => {
  const refused = (overrides: Partial<RefusedEntry> = {}, contacts: Partial<Contacts> = {}) => ({
    contacts: {
      ...NO_CONTACTS,
      ...contacts,
      refused: { 'win-back': { at: NOW - HOUR, because: 'if', occurrence: 'm-1', ...overrides } as const },
    },
  });

  it('tells when that was last, why, and which event it was', () => {
    const at = NOW - 2 * HOUR;
    expect(explain({ guest: refused({ occurrence: `b${at}` }), bookings: [at] })).toMatchObject({
      refused: {
        at: iso(NOW - HOUR),
        reason: 'if',
        why: "the campaign's condition does not hold",
        occurrence: `b${at}`,
        event: 'Booking Made',
        timestamp: iso(at),
      },
    });
    expect(explain({ guest: refused() }).refused).not.toHaveProperty('event');
    expect(explain()).not.toHaveProperty('refused');
  });

  it('finds an event with a long messageId by what the journey would have been named', () => {
    const messageId = 'm'.repeat(65);
    const event = anEvent({ messageId, time: NOW - HOUR });
    const guest = refused({ occurrence: occurrenceOf(anEventMatched({ messageId }), 'win-back') });
    expect(explain({ guest, events: [event] })).toMatchObject({
      refused: { event: 'Booking Made', timestamp: iso(NOW - HOUR) },
    });
  });

  it('tells from when on it may begin, where time alone decides', () => {
    const campaign = { frequency: { kind: 'once per', milliseconds: 90 * DAY } } as const;
    const entered = { 'win-back': { last: NOW - DAY, times: 1 } };
    const mayBeginFrom = iso(NOW + 89 * DAY);
    const guest = refused({ because: 'too soon' }, { entered });
    expect(explain({ campaign, guest })).toMatchObject({
      frequency: { asked: 'once per 90 days', mayBegin: false, mayBeginFrom },
      refused: { reason: 'frequency', mayBeginFrom },
    });
    // What was so then is over now.
    const open = { 'win-back': { profileId: 'p-john', journeyId: 'win-back#1', enteredAt: NOW } };
    for (const contacts of [{}, { entered, open }]) {
      const since = explain({ campaign, guest: refused({ because: 'too soon' }, contacts) });
      expect(since.refused).not.toHaveProperty('mayBeginFrom');
    }
    const once = explain({ guest: refused({ because: 'once' }, { entered }) });
    expect(once).toMatchObject({ frequency: { mayBegin: false } });
    expect(once.frequency).not.toHaveProperty('mayBeginFrom');
  });

  it('tells of an event that came too late, or was imported, unless another trigger took it', () => {
    const came = (
      overrides: Partial<TrackingEvent>,
      triggers: readonly Trigger[] = [{ kind: 'event', of }],
    ) => {
      const event = anEvent({ messageId: 'm-1', time: NOW - 3 * HOUR, receivedAt: NOW - HOUR, ...overrides });
      return explain({ campaign: { triggers }, events: [event] }).refused;
    };
    const told = {
      at: iso(NOW - HOUR),
      occurrence: 'm-1',
      event: 'Booking Made',
      timestamp: iso(NOW - 3 * HOUR),
    };
    expect(came({})).toEqual({ ...told, reason: 'late', why: 'the event came too late for the trigger' });
    expect(came({ isHistory: true })).toMatchObject({ ...told, reason: 'history' });
    expect(came({ receivedAt: NOW - 3 * HOUR })).toBeUndefined();
    expect(came({ name: 'Item Viewed' })).toBeUndefined();
    const anyTime = { kind: 'event', of, latenessMilliseconds: null } as const;
    expect(came({}, [{ kind: 'event', of }, anyTime])).toBeUndefined();
    // What never counted, and what only a round would tell.
    const counted = { ...booked, since: { kind: 'moment', at: NOW } } as const;
    expect(came({}, [{ kind: 'event', of, counted }])).toBeUndefined();
    expect(came({}, [{ kind: 'event', of, every: { times: 1, aggregate: BOOKINGS } }])).toBeUndefined();
  });

  it('tells whichever came last, what is noted or what came too late', () => {
    const campaign = { triggers: [{ kind: 'event', of }] } as const;
    const events = [3, 2].map((hours) =>
      anEvent({ messageId: `m-${hours}`, time: NOW - DAY, receivedAt: NOW - hours * HOUR }),
    );
    const reason = (at: number) => explain({ campaign, events, guest: refused({ at }) }).refused;
    expect(reason(NOW - HOUR)).toMatchObject({ reason: 'if' });
    expect(reason(NOW - 3 * HOUR)).toMatchObject({ reason: 'late', occurrence: 'm-2' });
  });

  it('tells of one that is not active yet from when on it is', () => {
    const guest = refused({ because: 'not yet active' });
    const from = (at: number) => explain({ guest, campaign: { active: { from: at } } }).refused;
    expect(from(NOW + DAY)).toMatchObject({ reason: 'not active', mayBeginFrom: iso(NOW + DAY) });
    expect(from(NOW)).not.toHaveProperty('mayBeginFrom');
  });
});

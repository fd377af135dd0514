import { describe, expect, it } from 'vitest';
import { NO_CONTACTS, type RecentSend } from '../../../../domain/campaign/contacts/contacts.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { aSend, DAY } from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { booked, explain, HOUR, iso, ruled, yes } from '../../../support/an-explained-campaign.ts';

describe('explainCampaign, of what may be sent', () => {
  it('says nothing of rules that there are none of', () => {
    expect(explain().sends).toEqual([
      {
        step: '2',
        channel: 'email',
        wouldBeSent: true,
        purpose: 'marketing',
        consent: expect.objectContaining({ holds: true }),
        reachable: expect.objectContaining({ holds: true }),
      },
    ]);
  });

  it('tells of topics, and of the groups that are measured', () => {
    const campaign = { topics: ['rooms', 'ties'], holdout: 1 };
    const consent = { marketing: yes, 'topic:ties': { ...yes, granted: false } };
    const program = { permission: { suppress: [], caps: [], control: 0 } };
    expect(explain({ campaign, program, guest: { consent } }).sends).toMatchObject([
      {
        wouldBeSent: false,
        reason: 'topic',
        topics: [
          { topic: 'rooms', isRefused: false },
          { topic: 'ties', isRefused: true },
        ],
        control: { share: 0, isIn: false },
        holdout: { share: 1, isIn: true },
      },
    ]);
    const journeys = [aJourney()];
    expect(explain({ campaign, program, journeys }).sends).toMatchObject([{ holdout: { isIn: false } }]);
  });

  it('tells of each suppression whether it is about this, whether it holds, and until when', () => {
    const when = { ...booked, withinMilliseconds: DAY };
    const suppress = [
      { name: 'booked', when },
      { name: 'suits', when, topics: ['suits'] },
    ];
    expect(ruled({ suppress }, { bookings: [NOW - HOUR] })).toMatchObject({
      wouldBeSent: false,
      why: 'suppressed: booked',
      suppression: [
        {
          name: 'booked',
          isAbout: true,
          suppresses: true,
          when: { holds: true, changesAt: iso(NOW - HOUR + DAY) },
        },
        { name: 'suits', isAbout: false, suppresses: false, when: { holds: true } },
      ],
    });
    expect(ruled({ suppress })).toMatchObject({
      wouldBeSent: true,
      suppression: [{ suppresses: false }, {}],
    });
  });

  it('tells of each cap how much of it is used, and when there is room again', () => {
    const sends: readonly RecentSend[] = [{ at: NOW - HOUR, channel: 'email', campaign: 'c' }];
    const cap = (atMost: number) => ({ channel: 'email' as const, atMost, perMilliseconds: DAY });
    const contacts = { ...NO_CONTACTS, sends };
    expect(ruled({ caps: [cap(2), cap(1)] }, { guest: { contacts } })).toMatchObject({
      reason: 'cap',
      caps: [
        { asked: '2 by email in 1 day', used: 1, atMost: 2, freeAt: null },
        { asked: '1 by email in 1 day', used: 1, atMost: 1, freeAt: iso(NOW - HOUR + DAY) },
      ],
    });
  });

  it('tells of quiet hours by the guest’s clock, and until when they hold', () => {
    const quietHours = {
      from: { hour: 21, minute: 0 },
      to: { hour: 9, minute: 5 },
      channels: ['email'],
    };
    const traits = { timezone: { value: 'America/New_York', at: NOW, messageId: 'm' } };
    const end = Date.parse('2026-03-02T14:05:00Z');
    const held = ruled({ quietHours }, { guest: { traits } });
    expect(held).toMatchObject({
      wouldBeSent: false,
      why: 'quiet hours',
      quietHours: {
        asked: '21:00 to 09:05',
        zone: 'America/New_York',
        localTime: '05:00',
        isQuiet: true,
        endsAt: iso(end),
      },
    });
    const { heldUntil } = held as { readonly heldUntil: string };
    expect(Date.parse(heldUntil) - end).toBeGreaterThanOrEqual(0);
    expect(Date.parse(heldUntil) - end).toBeLessThan(300_000);
    expect(ruled({ quietHours })).toMatchObject({
      wouldBeSent: true,
      quietHours: { zone: 'Europe/Berlin', localTime: '11:00', isQuiet: false, endsAt: null },
    });
    expect(ruled({ quietHours: { ...quietHours, channels: ['sms'] } })).not.toHaveProperty('quietHours');
  });

  it('takes the zone of the venue that the event of the latest journey named, as the decision does', () => {
    const quietHours = { from: { hour: 21, minute: 0 }, to: { hour: 9, minute: 5 }, channels: ['email'] };
    const program = { venues: { soho: { id: 'soho', name: 'Soho', timezone: 'America/New_York' } } };
    const triggering = anEvent({ messageId: 'b1', time: NOW - HOUR, properties: { venue: 'soho' } });
    const journeys = [aJourney({ event: triggering.key })];
    const sends = (events: readonly TrackingEvent[]) => {
      const permission = { suppress: [], caps: [], quietHours };
      return explain({ program: { ...program, permission }, journeys, events }).sends;
    };
    expect(sends([triggering])).toMatchObject([
      {
        wouldBeSent: false,
        why: 'quiet hours',
        quietHours: { zone: 'America/New_York', localTime: '05:00', isQuiet: true },
      },
    ]);
    const other = anEvent({ messageId: 'b2', time: NOW, properties: { venue: 'soho' } });
    expect(sends([other])).toMatchObject([{ wouldBeSent: true, quietHours: { zone: 'Europe/Berlin' } }]);
  });

  it('asks what is transactional for none of them', () => {
    const rules = { suppress: [{ name: 'all', when: { kind: 'everyone' as const } }], control: 1 };
    const program = { permission: { caps: [], ...rules } };
    const [send] = explain({ program, campaign: { purpose: 'transactional' } }).sends;
    expect(send).toMatchObject({ wouldBeSent: true, purpose: 'transactional' });
    for (const rule of ['consent', 'control', 'suppression']) expect(send).not.toHaveProperty(rule);
    const [analytics] = explain({ program, campaign: { purpose: 'analytics' } }).sends;
    expect(analytics).not.toHaveProperty('control');
  });

  it('tells of several channels which one is taken, and at what rate', () => {
    const steps = [
      aSend('1', {
        contents: [
          { channel: 'push', title: 't', body: 'b' },
          { channel: 'email', template: 't', subject: 's' },
        ],
        rate: { messages: 1000, perMilliseconds: HOUR },
      }),
    ];
    expect(explain({ campaign: { steps } }).sends).toMatchObject([
      { channel: 'push', wouldBeSent: false, reason: 'unreachable', isChosen: false, rate: '1000 in 1 hour' },
      { channel: 'email', wouldBeSent: true, isChosen: true, rate: '1000 in 1 hour' },
    ]);
    const [push] = explain({ campaign: { steps }, guest: { identifiers: {} } }).sends;
    expect(push).toMatchObject({ isChosen: false });
  });

  it('tells of staff what is asked of the guest, which is a purpose that is written', () => {
    const staff = { channel: 'staff' as const, role: 'waiter', message: 'Hi' };
    const campaign = { holdout: 1, steps: [aSend('1', { contents: [staff] })] };
    const program = { permission: { suppress: [], caps: [], control: 1 } };
    expect(explain({ campaign, program }).sends).toEqual([
      { step: '1', channel: 'staff', wouldBeSent: true, purpose: 'transactional' },
    ]);
  });
});

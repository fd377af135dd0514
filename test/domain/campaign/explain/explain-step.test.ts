import { describe, expect, it } from 'vitest';
import type { Step } from '../../../../domain/campaign/step.ts';
import type { EventCondition } from '../../../../domain/segment/condition/condition.ts';
import { aSend, BOOKED_SINCE_ENTRY, BOOKINGS, DAY } from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { booked, HOUR, stepped } from '../../../support/an-explained-campaign.ts';

describe('explainCampaign, of steps', () => {
  it('says what each does, and leaves out what nobody wrote', () => {
    const steps: Step[] = [
      { kind: 'wait', id: '1', milliseconds: 3 * DAY },
      { kind: 'grant', id: '2', offer: 'tea' },
      { kind: 'set', id: '3', traits: { vip: true, since: 1 } },
      { kind: 'jump', id: '3.end', to: 4 },
      aSend('4', {
        contents: [
          { channel: 'push', title: 't', body: 'b' },
          { channel: 'sms', text: 't' },
        ],
      }),
      { kind: 'end', id: '5' },
    ];
    expect(stepped(steps)).toEqual([
      { step: '1', kind: 'wait', asked: 'wait 3 days' },
      { step: '2', kind: 'grant', asked: 'grant tea' },
      { step: '3', kind: 'set', asked: 'set vip, since' },
      { step: '4', kind: 'send', asked: 'send by push, else sms' },
      { step: '5', kind: 'end', asked: 'end' },
    ]);
  });

  it('tells when a wait that began now would be over, where the guest is', () => {
    const checkIn = { checkIn: { value: '2026-03-10', at: NOW, messageId: 'm' } };
    const before = { months: 0, milliseconds: DAY };
    const steps: Step[] = [
      { kind: 'wait for time', id: '1', at: { hour: 9, minute: 0 } },
      { kind: 'wait for date', id: '2', of: 'profile', path: ['checkIn'], before },
      { kind: 'wait for date', id: '3', of: 'profile', path: ['none'], before },
      { kind: 'wait for date', id: '4', of: 'event', path: ['properties', 'day'], before },
    ];
    expect(stepped(steps, { guest: { traits: checkIn } })).toEqual([
      { step: '1', kind: 'wait for time', asked: 'wait until 09:00', wouldEndAt: '2026-03-03T08:00:00.000Z' },
      {
        step: '2',
        kind: 'wait for date',
        asked: 'wait until profile.checkIn, 1 day before',
        wouldEndAt: '2026-03-08T23:00:00.000Z',
      },
      {
        step: '3',
        kind: 'wait for date',
        asked: 'wait until profile.none, 1 day before',
        wouldEndAt: null,
      },
      { step: '4', kind: 'wait for date', asked: 'wait until event.properties.day, 1 day before' },
    ]);
  });

  it('tells of the latest journey what a wait makes of the event that triggered it', () => {
    const program = { venues: { soho: { id: 'soho', name: 'Soho', timezone: 'America/New_York' } } };
    const triggering = anEvent({
      messageId: 'b1',
      time: NOW - HOUR,
      properties: { venue: 'soho', day: '2026-03-10' },
    });
    const steps: Step[] = [
      { kind: 'wait for time', id: '1', at: { hour: 9, minute: 0 } },
      {
        kind: 'wait for date',
        id: '2',
        of: 'event',
        path: ['properties', 'day'],
        before: { months: 0, milliseconds: DAY },
      },
    ];
    const journeys = [aJourney({ event: triggering.key })];
    expect(stepped(steps, { program, journeys, events: [triggering] })).toMatchObject([
      { step: '1', wouldEndAt: '2026-03-02T14:00:00.000Z' },
      { step: '2', wouldEndAt: '2026-03-08T23:00:00.000Z' },
    ]);
  });

  it('asks of a wait for an event on the clock of the latest journey', () => {
    const steps: Step[] = [
      {
        kind: 'wait for event',
        id: '1',
        until: BOOKED_SINCE_ENTRY,
        aggregates: [BOOKINGS],
        atMostMilliseconds: DAY,
      },
    ];
    const journeys = [
      aJourney({ enteredAt: NOW - 3 * HOUR }),
      aJourney({ enteredAt: NOW - HOUR }),
      aJourney({ enteredAt: NOW - 2 * HOUR }),
    ];
    const seen = (booking: number) => stepped(steps, { journeys, bookings: [booking] });
    expect(seen(NOW - HOUR / 2)).toMatchObject([
      {
        asked: 'wait until event Booking Made, since the journey began, at most 1 day',
        until: { holds: true },
      },
    ]);
    expect(seen(NOW - 90 * 60_000)).toMatchObject([{ until: { holds: false } }]);
  });

  it('tells which arm of a branch would be taken now', () => {
    const branch = (...arms: readonly (EventCondition | undefined)[]): Step => ({
      kind: 'branch',
      id: '1',
      arms: arms.map((asked) => ({ to: 1, ...(asked && { if: asked }) })),
      after: 1,
    });
    const twice = { ...booked, count: { atLeast: 2 } };
    const given = { bookings: [NOW - HOUR] };
    expect(stepped([branch(twice, booked)], given)).toMatchObject([
      { kind: 'branch', asked: 'branch', arms: [{ if: { holds: false } }, { if: { holds: true } }], arm: 2 },
    ]);
    expect(stepped([branch(twice, undefined)], given)).toMatchObject([{ arms: [{}, {}], arm: 2 }]);
    expect(stepped([branch(twice)], given)).toMatchObject([{ arm: null }]);
  });

  it('tells which arm of a split the guest gets, or got', () => {
    const split: Step = {
      kind: 'split',
      id: '1',
      salt: 'win-back.split.1',
      arms: [
        { weight: 0, to: 1 },
        { weight: 5, to: 1 },
      ],
    };
    expect(stepped([split])).toMatchObject([{ arms: [{ weight: 0 }, { weight: 5 }], arm: 2 }]);
    expect(stepped([split], { journeys: [aJourney({ arms: { '1': 1 } })] })).toMatchObject([{ arm: 1 }]);
  });
});

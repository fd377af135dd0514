import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import type { Journey } from '../../../../domain/campaign/journey/journey.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import {
  aCampaign,
  anActiveProgram,
  aSend,
  BOOKED_SINCE_ENTRY,
  BOOKINGS,
  BOOKINGS_SPEC,
  DAY,
} from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { NOW } from '../../../support/an-event.ts';
import {
  type Answer,
  booked,
  explain,
  type Given,
  HOUR,
  iso,
} from '../../../support/an-explained-campaign.ts';

describe('explainCampaign, of journeys', () => {
  it('tells where each stands, and all that happened', () => {
    const journey = aJourney({
      isHeldOut: true,
      arms: { '1': 2 },
      slot: { step: '2', at: NOW + HOUR },
      awaits: '2',
      convertedAt: NOW - 1,
      trace: [{ at: NOW, what: 'began' }],
    });
    expect(explain({ journeys: [journey] }).journeys).toEqual([
      {
        campaign: 'win-back',
        status: 'waiting',
        dueAt: iso(NOW),
        enteredAt: iso(NOW),
        playbookVersion: 'test-version',
        nextStep: '2',
        awaits: '2',
        isHeldOut: true,
        arms: { '1': 2 },
        turn: { step: '2', at: iso(NOW + HOUR) },
        convertedAt: iso(NOW - 1),
        trace: [{ at: iso(NOW), what: 'began' }],
      },
    ]);
  });

  it('does not name the step of one that is over, or that another version leads', () => {
    const ended = aJourney({ status: 'ended', end: 'stopped', dueAt: null });
    const older = aJourney({ playbookVersion: 'older' });
    const [one, other] = explain({ journeys: [ended, older] }).journeys as readonly object[];
    expect(one).toMatchObject({ status: 'ended', dueAt: null, why: 'stopped' });
    expect(one).not.toHaveProperty('nextStep');
    expect(other).toMatchObject({ playbookVersion: 'older' });
    expect(other).not.toHaveProperty('nextStep');
  });
});

describe('explainCampaign, of journeys that began with another version', () => {
  const OLDER = aJourney({ playbookVersion: 'older', nextStep: 1, arms: { '1': 2 } });
  const SPLIT: Step = {
    kind: 'split',
    id: '1',
    salt: 's',
    arms: [
      { weight: 1, to: 1 },
      { weight: 1, to: 1 },
    ],
  };
  const older = (campaign: Partial<Campaign>) =>
    new Map([
      [
        'older',
        anActiveProgram([aCampaign(campaign)], {
          version: 'older',
          aggregates: { [BOOKINGS]: BOOKINGS_SPEC },
        }),
      ],
    ]);
  const underWay = (campaign: Partial<Campaign>, given: Given = {}) =>
    explain({ journeys: [OLDER], versions: older(campaign), ...given }).journeys as readonly Answer[];

  it('tells of one under way the steps and conditions of its own version, and what of these would be sent', () => {
    const own = {
      stopWhen: BOOKED_SINCE_ENTRY,
      steps: [SPLIT, aSend('2', { contents: [{ channel: 'push', title: 't', body: 'b' }] })],
    };
    const [journey] = underWay(own);
    expect(journey).toMatchObject({
      playbookVersion: 'older',
      isOfEarlierVersion: true,
      nextStep: '2',
      asBegun: {
        stopWhen: { asked: 'event Booking Made, since the journey began', holds: false },
        steps: [
          { step: '1', kind: 'split', arm: 2 },
          { step: '2', asked: 'send by push' },
        ],
        sends: [{ step: '2', channel: 'push', wouldBeSent: false, reason: 'unreachable' }],
      },
    });
    expect(journey?.asBegun).not.toHaveProperty('if');
  });

  it('says of the present steps what they are for one that begins now, not what an earlier version drew', () => {
    const steps = [SPLIT, aSend('2')];
    const arm = (journeys: readonly Journey[], versions = older({ steps: [SPLIT] })) =>
      explain({ campaign: { steps }, journeys, versions }).steps[0];
    const drawn = arm([]);
    const [one, two] = [1, 2].map((taken) => ({ ...OLDER, arms: { '1': taken } }));
    expect([arm([one ?? OLDER]), arm([two ?? OLDER])]).toEqual([drawn, drawn]);
    // Where nothing of it has changed it is the same campaign.
    const same = older({ steps });
    expect(arm([one ?? OLDER], same)).toMatchObject({ arm: 1 });
    expect(arm([two ?? OLDER], same)).toMatchObject({ arm: 2 });
  });

  it('tells its own steps only where they are not those of now', () => {
    const [journey] = underWay({});
    expect(journey).toMatchObject({ isOfEarlierVersion: true, nextStep: '2' });
    expect(journey).not.toHaveProperty('asBegun');
    const [ended] = explain({
      journeys: [{ ...OLDER, status: 'ended', dueAt: null }],
      versions: older({ steps: [] }),
    }).journeys as readonly Answer[];
    expect(ended).toMatchObject({ isOfEarlierVersion: true });
    expect(ended).not.toHaveProperty('asBegun');
  });

  it('given a segment that is defined otherwise by now, then its own conditions are told with what it was', () => {
    const stopWhen = { kind: 'segment', segment: 'lapsed' } as const;
    const segments = [{ id: 'lapsed', name: 'Lapsed', when: booked }];
    const versions = new Map([
      ['older', anActiveProgram([aCampaign({ stopWhen })], { version: 'older', segments })],
    ]);
    const [journey] = underWay({}, { versions, campaign: { stopWhen } });
    expect(journey?.asBegun).toMatchObject({ stopWhen: { asked: 'event Booking Made' } });
    const zoned = anActiveProgram([aCampaign()], { version: 'older', timezone: 'Asia/Tokyo' });
    expect(underWay({}, { versions: new Map([['older', zoned]]) })[0]).toHaveProperty('asBegun');
  });

  it('asks the present condition, where what its own version asks about is no longer known', () => {
    const unknown = { ...BOOKED_SINCE_ENTRY, aggregate: 'gone' } as const;
    const steps: readonly Step[] = [
      { kind: 'wait for event', id: '1', until: unknown, aggregates: ['gone'], atMostMilliseconds: DAY },
    ];
    const versions = new Map([
      [
        'older',
        anActiveProgram([aCampaign({ stopWhen: unknown, steps })], {
          version: 'older',
          aggregates: { gone: BOOKINGS_SPEC },
        }),
      ],
    ]);
    const [journey] = underWay({}, { versions, campaign: { stopWhen: { kind: 'everyone' } } });
    expect(journey?.asBegun).toMatchObject({
      stopWhen: { asked: 'everyone' },
      steps: [{ asked: 'wait until event Booking Made, since the journey began, at most 1 day' }],
    });
  });

  it('tells so of the newest five, since there may be very many side by side', () => {
    const many = Array.from({ length: 7 }, (_, place) => ({ ...OLDER, journeyId: `win-back#${place}` }));
    const told = underWay({ steps: [SPLIT] }, { journeys: many }).map((journey) => 'asBegun' in journey);
    expect(told).toEqual([true, true, true, true, true, false, false]);
  });
});

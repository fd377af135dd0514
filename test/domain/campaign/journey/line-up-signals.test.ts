import { describe, expect, it } from 'vitest';
import { lineUpSignals } from '../../../../domain/campaign/journey/line-up-signals.ts';
import type { JourneyEventMatched, ScheduleReached, SegmentLeft } from '../../../../domain/profile/signal.ts';
import { aCampaign, anActiveProgram, anEventMatched, aSegmentEntered } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

const active = anActiveProgram([
  aCampaign({ id: 'low', priority: -1 }),
  aCampaign({ id: 'plain', triggers: [{ kind: 'segment', segment: 'lapsed', on: 'exit' }] }),
  aCampaign({ id: 'top', triggers: [], priority: 10 }),
]);
const ENTERED = aSegmentEntered();
const LEFT: SegmentLeft = { ...ENTERED, id: 'p-john-4-1', type: 'Segment Left' };
const MATCHED = anEventMatched({ id: 'p-john-4-2', campaigns: ['top', 'gone'] });
const WOKEN: JourneyEventMatched = {
  ...ENTERED,
  id: 'p-john-4-3',
  type: 'Journey Event Matched',
  watch: 'wait',
  campaign: 'plain',
  journeyProfileId: 'p-john',
  journeyId: 'plain#m-1',
  time: NOW,
};
const SCHEDULED: ScheduleReached = {
  ...WOKEN,
  type: 'Schedule Reached',
  campaign: 'top',
  segment: 'lapsed',
  moment: NOW,
  event: undefined,
};

describe('lineUpSignals', () => {
  it.each([
    ['an entry', ENTERED, ['low']],
    ['an exit', LEFT, ['plain']],
    ['an event', MATCHED, ['top', 'gone']],
    ['what a journey looks out for', WOKEN, ['plain']],
    ['a schedule', SCHEDULED, ['top']],
  ])('given %s, then its campaigns are asked, in falling priority', (_what, signal, campaigns) => {
    expect(lineUpSignals(active, signal)).toEqual(campaigns.map((campaign) => ({ campaign, signal })));
  });

  it('given others beside it, then all are asked, in falling priority', () => {
    const lead = { ...ENTERED, beside: [LEFT, MATCHED] };
    expect(lineUpSignals(active, lead)).toEqual([
      { campaign: 'top', signal: MATCHED },
      { campaign: 'gone', signal: MATCHED },
      { campaign: 'plain', signal: LEFT },
      { campaign: 'low', signal: lead },
    ]);
  });

  it('given campaigns of one priority, then they are asked in the order of their ids, whichever came first', () => {
    const equals = anEventMatched({ campaigns: ['c', 'a', 'd', 'b'] });
    expect(lineUpSignals(active, equals).map(({ campaign }) => campaign)).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each(['Profiles Merged', 'Profile Split', 'Message Requested'] as const)(
    'given %s beside it, then that asks for nothing',
    (type) => {
      const beside = [{ ...ENTERED, type } as never];
      expect(lineUpSignals(active, { ...LEFT, beside }).map(({ campaign }) => campaign)).toEqual(['plain']);
    },
  );

  it('given one that another leads, then nothing is asked', () => {
    expect(lineUpSignals(active, { ...MATCHED, ledBy: ENTERED.id })).toEqual([]);
  });
});

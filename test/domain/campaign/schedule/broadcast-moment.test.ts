import { describe, expect, it } from 'vitest';
import type { Broadcast } from '../../../../domain/campaign/schedule/broadcast.ts';
import { broadcastsAt, isToldAt } from '../../../../domain/campaign/schedule/broadcast-moment.ts';
import { aCampaign, anActiveProgram, DAY } from '../../../support/a-campaign.ts';

const TEN = Date.parse('2026-03-02T10:00:00+01:00');
const MINUTE = 60_000;
const at = { hour: 10, minute: 0 };
const { program } = anActiveProgram([
  aCampaign({
    id: 'daily',
    triggers: [{ kind: 'schedule', segment: 'lapsed', schedule: { kind: 'day', at } }],
  }),
  aCampaign({
    id: 'weekly',
    triggers: [{ kind: 'schedule', segment: 'lapsed', schedule: { kind: 'week', weekday: 1, at } }],
  }),
  aCampaign({ id: 'none' }),
]);
const row: Broadcast = {
  id: 'daily#lapsed#1',
  campaign: 'daily',
  segment: 'lapsed',
  schedule: { kind: 'day', at },
  ordinal: 1,
  revision: 1,
  dueAt: TEN,
  zone: 'Europe/Berlin',
};

describe('broadcastsAt', () => {
  const campaignsAt = (moment: number) => broadcastsAt(program, moment).map(({ campaign }) => campaign);

  it('given the moment of two schedules, then it is both', () => {
    expect(campaignsAt(TEN)).toEqual(['daily', 'weekly']);
    expect(campaignsAt(TEN + DAY)).toEqual(['daily']);
  });

  it('given a moment just beside, then none', () => {
    expect([TEN - 1, TEN + 1, TEN + MINUTE].flatMap(campaignsAt)).toEqual([]);
  });

  it('given a guest, then the signal is the one that its broadcast tells', () => {
    const [daily] = broadcastsAt(program, TEN);
    expect(daily?.signal('p-john')).toMatchObject({
      id: `p-john-${daily?.broadcast}-${TEN}`,
      type: 'Schedule Reached',
      profileId: 'p-john',
      campaign: 'daily',
      segment: 'lapsed',
      moment: TEN,
    });
  });
});

describe('isToldAt', () => {
  const telling = { moment: TEN, after: null, people: 0 };
  const last = { moment: TEN, zone: 'UTC', people: 3 };

  it.each([
    ['it is to come then', row],
    ['it is being told', { ...row, telling }],
    ['it was told last', { ...row, dueAt: TEN + DAY, last }],
    ['it was told and comes no more', { ...row, dueAt: null, last }],
  ])('given that %s, then it is', (_what, broadcast) => expect(isToldAt(broadcast, TEN)).toBe(true));

  it.each([
    ['there is none', undefined],
    ['it comes at another moment', { ...row, dueAt: TEN + MINUTE }],
    ['it comes no more', { ...row, dueAt: null }],
    ['another moment is being told', { ...row, telling: { ...telling, moment: TEN - DAY } }],
  ])('given that %s, then it is not', (_what, broadcast) => expect(isToldAt(broadcast, TEN)).toBe(false));
});

import { describe, expect, it } from 'vitest';
import { NO_CONTACTS, type RecentSend } from '../../../../domain/campaign/contacts/contacts.ts';
import { keepSends, withSend } from '../../../../domain/campaign/contacts/keep-sends.ts';
import type { Cap } from '../../../../domain/campaign/permission-rules.ts';
import { aCampaign, DAY } from '../../../support/a-campaign.ts';
import { aProgram } from '../../../support/a-program.ts';
import { NOW } from '../../../support/an-event.ts';

const send = (campaign: string, at: number, overrides: Partial<RecentSend> = {}): RecentSend => ({
  campaign,
  at,
  channel: 'email',
  ...overrides,
});
const many = (count: number, overrides: Partial<RecentSend> = {}) =>
  Array.from({ length: count }, (_, index) => send('other', NOW + index, overrides));

const plain = aProgram();
/** A condition asks whether the campaign `asked` has sent something. */
const asking = aProgram({
  campaigns: {
    'win-back': aCampaign({ if: { kind: 'message', campaign: 'asked', status: 'sent' } }),
  },
});
const withCaps = (...caps: readonly Cap[]) => aProgram({ permission: { suppress: [], caps } });

describe('withSend', () => {
  it('forgets after 30 days, but for the last of a campaign that is asked about, and the one before, should that fail', () => {
    const asked = [0, 1, 2].map((place) => send('asked', NOW + place));
    const sends = [...asked, send('asked', NOW + 3, { hasFailed: true }), send('other', NOW + 4)];
    const after = withSend({ ...NO_CONTACTS, sends }, send('other', NOW + 31 * DAY), asking);
    expect(after.sends).toEqual([...asked.slice(1), send('other', NOW + 31 * DAY)]);
  });

  it('remembers what came exactly less than 30 days before', () => {
    const keptAt = (at: number) =>
      withSend({ ...NO_CONTACTS, sends: [send('c', NOW)] }, send('c', at), plain);
    expect(keptAt(NOW + 30 * DAY - 1).sends).toHaveLength(2);
    expect(keptAt(NOW + 30 * DAY).sends).toHaveLength(1);
  });

  it('keeps the order of time where the clock of another machine was ahead', () => {
    const sends = [send('a', NOW), send('b', NOW + 5)];
    const after = withSend({ ...NO_CONTACTS, sends }, send('c', NOW + 1), plain);
    expect(after.sends.map(({ campaign }) => campaign)).toEqual(['a', 'c', 'b']);
  });
});

describe('keepSends', () => {
  it('keeps the newest twenty, and the last of a campaign that is asked about', () => {
    const sends = [send('asked', NOW - 1), ...many(25)];
    expect(keepSends(sends, asking)).toEqual([send('asked', NOW - 1), ...many(25).slice(5)]);
    expect(keepSends(sends, plain)).toEqual(many(25).slice(5));
  });

  it('keeps nothing of nothing', () => {
    expect(keepSends([], withCaps({ channel: 'email', atMost: 3, perMilliseconds: DAY }))).toEqual([]);
  });

  it('keeps as many as a cap may count, of its channel alone', () => {
    const program = withCaps({ channel: 'email', atMost: 40, perMilliseconds: 7 * DAY });
    expect(keepSends(many(60), program)).toHaveLength(40);
    expect(keepSends(many(60, { channel: 'sms' }), program)).toHaveLength(20);
  });

  it('keeps what a cap may count beside what none counts', () => {
    const program = withCaps({ channel: 'email', atMost: 2, perMilliseconds: 7 * DAY });
    const free = many(30, { isUncapped: true });
    const counted = [send('counted', NOW - 3), send('counted', NOW - 2), send('counted', NOW - 1)];
    expect(keepSends([...counted, ...free], program)).toEqual([...counted.slice(1), ...free.slice(10)]);
  });

  it('keeps for the longest window on the channel, an hour more for clocks that differ, and one for what asks as of its moment', () => {
    const program = withCaps(
      { channel: 'email', atMost: 5, perMilliseconds: 90 * DAY },
      { channel: 'email', atMost: 1, perMilliseconds: DAY },
    );
    const hour = DAY / 24;
    const kept = (at: number) => keepSends([send('old', at), send('new', NOW)], program).length;
    expect(kept(NOW - 90 * DAY - 2 * hour + 1)).toBe(2);
    expect(kept(NOW - 90 * DAY - 2 * hour)).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import type { Step } from '../../../../domain/campaign/step.ts';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { aCampaign, aContactableGuest, aSend, DAY } from '../../../support/a-campaign.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { enter, look, said } from '../../../support/walk-journey.ts';

const NONE = { months: 0, milliseconds: 0 };
const forDate = (step: Partial<Extract<Step, { kind: 'wait for date' }>> = {}): Step => ({
  kind: 'wait for date',
  id: '1',
  of: 'event',
  path: ['properties', 'checkIn'],
  before: NONE,
  ...step,
});

function guestWith(traits: Record<string, JsonValue>) {
  const stamped = Object.entries(traits).map(([name, value]) => [name, { value, at: NOW, messageId: 'm' }]);
  return aContactableGuest({ traits: Object.fromEntries(stamped) });
}

describe('a wait for a date', () => {
  it.each<[string, Step, string]>([
    ['at the moment that the event names', forDate(), '2026-03-10T14:00:00Z'],
    [
      'so long before it, at the same time of day in the house',
      forDate({ before: { months: 0, milliseconds: 3 * DAY } }),
      '2026-03-07T14:00:00Z',
    ],
    [
      'at the date of the profile, where it begins in the house',
      forDate({ of: 'profile', path: ['birthday'] }),
      '2026-04-30T22:00:00Z',
    ],
    [
      'at the same time of day where the clock changes in between',
      forDate({ of: 'profile', path: ['stay', 'from'], before: { months: 1, milliseconds: 0 } }),
      '2026-03-03T23:00:00Z',
    ],
  ])('ends %s', (_what, step, expected) => {
    const campaign = aCampaign({ steps: [step, aSend('2')] });
    const profile = guestWith({
      birthday: '2026-05-01',
      stay: { from: '2026-04-04' },
      timezone: 'America/New_York',
    });
    const event = anEvent({ properties: { checkIn: '2026-03-10T15:00:00+01:00' } });
    expect(enter(campaign, { profile, event }).journey).toMatchObject({
      status: 'waiting',
      nextStep: 0,
      asksAgain: '1',
      dueAt: Date.parse(expected),
    });
  });

  it('is none where the date is over', () => {
    const event = anEvent({ properties: { checkIn: '2026-03-01' } });
    const decision = enter(aCampaign({ steps: [forDate(), aSend('2')] }), { event });
    expect(decision).toMatchObject({ journey: { end: 'completed' }, deliveries: [{ step: '2' }] });
  });

  it.each<[string, JsonValue | undefined]>([
    ['there is none', undefined],
    ['it is no date', 'soon'],
  ])('ends the journey where %s', (_what, checkIn) => {
    const event = anEvent({ properties: checkIn === undefined ? {} : { checkIn } });
    const decision = enter(aCampaign({ steps: [forDate(), aSend('2')] }), { event });
    expect(decision).toMatchObject({
      journey: { status: 'ended', end: 'no date', nextStep: 0 },
      deliveries: [],
      profile: { contacts: { open: {} } },
    });
    expect(said(decision)).toContain('ended: no date (step 1)');
  });

  it('ends the journey where no event began it', () => {
    expect(enter(aCampaign({ steps: [forDate(), aSend('2')] })).journey.end).toBe('no date');
  });

  it('is over when it was due, though the date lies earlier by then: what follows counts from there', () => {
    const steps = [
      forDate({ of: 'profile', path: ['checkIn'] }),
      { kind: 'wait', id: '2', milliseconds: DAY },
    ] as const;
    const campaign = aCampaign({ steps });
    const begun = enter(campaign, { profile: guestWith({ checkIn: '2026-03-10' }) });
    const due = begun.journey.dueAt ?? 0;
    const { traits } = guestWith({ checkIn: '2026-03-05' });
    const over = look(campaign, { ...begun, profile: { ...begun.profile, traits } }, due + 5000);
    expect(over?.journey).toMatchObject({ nextStep: 2, dueAt: due + DAY });
    expect(over?.journey).not.toHaveProperty('asksAgain');
  });

  it('waits on where the date lies later as it comes, and goes on where it lies earlier', () => {
    const step = forDate({ of: 'profile', path: ['checkIn'] });
    const campaign = aCampaign({ steps: [step, aSend('2')] });
    const begun = enter(campaign, { profile: guestWith({ checkIn: '2026-03-10' }) });
    const due = begun.journey.dueAt ?? 0;
    const moved = (checkIn: JsonValue) =>
      look(campaign, { ...begun, profile: { ...begun.profile, traits: guestWith({ checkIn }).traits } }, due);
    expect(moved('2026-03-12')).toMatchObject({
      journey: { status: 'waiting', dueAt: due + 2 * DAY },
      deliveries: [],
    });
    for (const checkIn of ['2026-03-09', '2026-03-10']) {
      expect(moved(checkIn)).toMatchObject({ journey: { end: 'completed' }, deliveries: [{ step: '2' }] });
    }
    expect(moved('soon')?.journey.end).toBe('no date');
  });
});

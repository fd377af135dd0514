import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../domain/campaign/journey/decision.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { aCampaign, aContactableGuest, anActiveProgram, aSend, DAY } from '../../../support/a-campaign.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { enter, look, said } from '../../../support/walk-journey.ts';

const until = (hour: number, minute = 0): Step => ({ kind: 'wait for time', id: '1', at: { hour, minute } });

function guestWith(traits: Record<string, JsonValue>) {
  const stamped = Object.entries(traits).map(([name, value]) => [name, { value, at: NOW, messageId: 'm' }]);
  return aContactableGuest({ traits: Object.fromEntries(stamped) });
}

describe('a wait for a time of day', () => {
  it.each([
    ['later today, where the house is', 12, {}, '2026-03-02T11:00:00Z'],
    ['tomorrow, where it has been', 9, {}, '2026-03-03T08:00:00Z'],
    ['where the guest is', 9, { timezone: 'America/New_York' }, '2026-03-02T14:00:00Z'],
    ['where the house is, if the guest is in no zone', 12, { timezone: 'Mars' }, '2026-03-02T11:00:00Z'],
  ])('ends %s', (_what, hour, traits, expected) => {
    const campaign = aCampaign({ steps: [until(hour), aSend('2')] });
    const { journey, deliveries } = enter(campaign, { profile: guestWith(traits) });
    expect(journey).toMatchObject({
      status: 'waiting',
      nextStep: 0,
      asksAgain: '1',
      dueAt: Date.parse(expected),
    });
    expect(journey.trace.at(-1)?.what).toBe(`step 1: waits until ${new Date(expected).toISOString()}`);
    expect(deliveries).toEqual([]);
  });

  it('is none where it is so late just now', () => {
    const decision = enter(aCampaign({ steps: [until(11), aSend('2')] }));
    expect(decision).toMatchObject({ journey: { end: 'completed' }, deliveries: [{ step: '2' }] });
    expect(said(decision)).toContain('step 1: 2026-03-02T10:00:00.000Z has come');
  });

  it('ends where the venue is that the event named', () => {
    const campaign = aCampaign({ steps: [until(9), aSend('2')] });
    const venues = { bar: { id: 'bar', name: 'Bar', timezone: 'America/New_York' } };
    const active = anActiveProgram([campaign], { venues });
    const { journey } = enter(campaign, { active, event: anEvent({ properties: { venue: 'bar' } }) });
    expect(journey.dueAt).toBe(Date.parse('2026-03-02T14:00:00Z'));
  });

  it('counts from when it was due to begin', () => {
    const steps: Step[] = [
      { kind: 'wait', id: '1', milliseconds: DAY },
      { ...until(12), id: '2' },
      aSend('3'),
    ];
    const campaign = aCampaign({ steps });
    const late = look(campaign, enter(campaign), NOW + DAY + 3 * 3_600_000);
    expect(late?.journey.dueAt).toBe(Date.parse('2026-03-03T11:00:00Z'));
  });
});

describe('a wait for a time of day, of a guest who travels', () => {
  const HOUR = 3_600_000;
  const campaign = aCampaign({ steps: [until(9), aSend('2'), { ...until(12), id: '3' }, aSend('4')] });
  const inZone = (timezone: string) => ({ profile: guestWith({ timezone }) });
  const at = (decision: Pick<Decision, 'profile'>, timezone: string) => ({
    ...decision.profile,
    traits: guestWith({ timezone }).traits,
  });

  it('goes on where they are by then', () => {
    const begun = enter(campaign, inZone('Europe/Berlin'));
    const due = begun.journey.dueAt ?? 0;
    const there = look(campaign, { journey: begun.journey, profile: at(begun, 'America/New_York') }, due);
    expect(there).toMatchObject({ deliveries: [], journey: { dueAt: due + 6 * HOUR, asksAgain: '1' } });
    const sent = there && look(campaign, there, due + 6 * HOUR);
    expect(sent).toMatchObject({ deliveries: [{ step: '2' }], journey: { dueAt: due + 9 * HOUR } });
  });

  it('does so as the gap ends where the clock leaves the time out', () => {
    const early = aCampaign({ steps: [until(2, 30), aSend('2')] });
    const now = Date.parse('2026-03-28T12:00:00Z');
    const begun = enter(early, { ...inZone('Europe/Berlin'), now });
    expect(begun.journey.dueAt).toBe(Date.parse('2026-03-29T01:00:00Z'));
    expect(look(early, begun, begun.journey.dueAt ?? 0)?.journey.end).toBe('completed');
  });

  it('never sends at another time of theirs', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Pacific/Apia', 'UTC');
    fc.assert(
      fc.property(
        fc.array(zone, { minLength: 1, maxLength: 6 }),
        fc.nat({ max: 30 * 24 }),
        (zones, hours) => {
          let place = zones[0] ?? 'UTC';
          let decision = enter(campaign, { ...inZone(place), now: NOW + hours * HOUR });
          for (let count = 1; decision.journey.dueAt !== null; count += 1) {
            place = zones[count] ?? place;
            const now = decision.journey.dueAt;
            const next = look(campaign, { journey: decision.journey, profile: at(decision, place) }, now);
            if (next === undefined) throw new Error('it is due');
            decision = next;
            const clock = DateTime.fromMillis(now, { zone: place }).toFormat('HH:mm');
            const sent = decision.deliveries.map(({ step }) => (step === '2' ? '09:00' : '12:00'));
            expect(sent.every((time) => time === clock)).toBe(true);
          }
          expect(decision.journey.end).toBe('completed');
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a wait for a duration', () => {
  it('of none is another look', () => {
    const steps: Step[] = [{ kind: 'wait', id: '1', milliseconds: 0 }, aSend('2')];
    const campaign = aCampaign({ steps });
    const begun = enter(campaign);
    expect(begun).toMatchObject({ journey: { status: 'waiting', nextStep: 1, dueAt: NOW }, deliveries: [] });
    expect(look(campaign, begun, NOW)?.journey.end).toBe('completed');
  });
});

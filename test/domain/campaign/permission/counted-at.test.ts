import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Contacts, NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import { withSend } from '../../../../domain/campaign/contacts/keep-sends.ts';
import { refuseByCap } from '../../../../domain/campaign/permission/caps.ts';
import {
  COUNTED_WITHIN_MILLISECONDS,
  countedAt,
  journeyCountedAt,
  waitingCountedAt,
} from '../../../../domain/campaign/permission/counted-at.ts';
import { DAY } from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { aProgram } from '../../../support/a-program.ts';
import { NOW } from '../../../support/an-event.ts';

const HOUR = COUNTED_WITHIN_MILLISECONDS;

describe('as of when caps are asked', () => {
  it('is the moment at which it was due, for an hour, and the decision after that', () => {
    expect(countedAt(NOW - HOUR, NOW)).toBe(NOW - HOUR);
    expect(countedAt(NOW - HOUR - 1, NOW)).toBe(NOW);
    expect(countedAt(NOW + 1, NOW)).toBe(NOW);
  });

  it('given a journey that an event began, then it is the decision, until a wait is over', () => {
    const journey = aJourney({ enteredAt: NOW - 10 });
    expect(journeyCountedAt(journey, NOW - 10, NOW)).toBe(NOW);
    expect(journeyCountedAt(journey, NOW - 5, NOW)).toBe(NOW - 5);
  });

  it('given one that time began, then it is that moment, though it was seen later', () => {
    const journey = aJourney({ enteredAt: NOW - 10, broughtAt: NOW - 7000 });
    expect(journeyCountedAt(journey, NOW - 10, NOW)).toBe(NOW - 7000);
  });

  it('given one that waits, then it is the moment of its wait, once that has come', () => {
    expect(waitingCountedAt(aJourney({ dueAt: NOW - 5 }), NOW)).toBe(NOW - 5);
    expect(waitingCountedAt(aJourney({ dueAt: NOW + 5 }), NOW)).toBe(NOW);
  });

  it('given one that waits for what it set itself, then it is when its step was due', () => {
    const awaitsOwn = { identifier: 'userId#john', sort: 's', receivedAt: NOW, since: NOW - 7000 };
    expect(waitingCountedAt(aJourney({ dueAt: NOW + 5, awaitsOwn }), NOW)).toBe(NOW - 7000);
  });
});

describe('a cap, asked by what time brings, decided up to an hour late', () => {
  const lags = fc.array(fc.integer({ min: 0, max: HOUR }), { minLength: 2, maxLength: 24 });
  const pers = fc.integer({ min: 1, max: 7 * 24 }).map((hours) => hours * HOUR);
  const atMosts = fc.integer({ min: 1, max: 4 });

  /** What becomes of moments, in the order in which they are decided. */
  function sentAt(
    moments: readonly number[],
    lags: readonly number[],
    atMost: number,
    perMilliseconds: number,
  ): readonly { readonly moment: number; readonly now: number }[] {
    const program = aProgram({
      permission: { suppress: [], caps: [{ channel: 'sms', atMost, perMilliseconds }] },
    });
    const due = moments.map((moment, place) => ({ moment, now: moment + (lags[place] ?? 0) }));
    let contacts: Contacts = NO_CONTACTS;
    const sent: { readonly moment: number; readonly now: number }[] = [];
    for (const { moment, now } of due.sort((a, b) => a.now - b.now)) {
      const asked = countedAt(moment, now);
      if (refuseByCap(program, contacts, 'sms', asked) !== undefined) continue;
      sent.push({ moment, now });
      contacts = withSend(contacts, { at: now, lag: now - asked, channel: 'sms', campaign: 'c' }, program);
    }
    return sent;
  }

  it('given so many at each of moments that lie exactly its time apart, then none is refused, however late each is', () => {
    fc.assert(
      fc.property(lags, pers, atMosts, (lags, per, atMost) => {
        const moments = lags.map((_, place) => NOW + Math.floor(place / atMost) * per);
        expect(sentAt(moments, lags, atMost, per)).toHaveLength(moments.length);
      }),
    );
  });

  it('given moments a minute less apart, then the next is refused', () => {
    fc.assert(
      fc.property(lags, pers, (lags, per) => {
        const sent = sentAt([NOW, NOW + per - 60_000], lags, 1, per);
        expect(sent).toHaveLength(1);
      }),
    );
  });

  it('given any moments, then no window of them has more than it lets through, and none in real time but for that hour', () => {
    const steps = fc.array(fc.integer({ min: 0, max: DAY }), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(steps, lags, pers, atMosts, (steps, lags, per, atMost) => {
        let at = NOW;
        const moments = steps.map((step) => {
          at += step;
          return at;
        });
        const sent = sentAt(moments, lags, atMost, per);
        const within = (times: readonly number[], end: number, window: number) =>
          times.filter((time) => time <= end && time > end - window).length;
        const due = sent.map(({ moment }) => moment);
        const decided = sent.map(({ now }) => now);
        for (const end of due) expect(within(due, end, per)).toBeLessThanOrEqual(atMost);
        for (const end of decided) expect(within(decided, end, per - HOUR)).toBeLessThanOrEqual(atMost);
      }),
    );
  });
});

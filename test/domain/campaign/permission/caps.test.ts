import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Contacts,
  NO_CONTACTS,
  type RecentSend,
} from '../../../../domain/campaign/contacts/contacts.ts';
import { withSend } from '../../../../domain/campaign/contacts/keep-sends.ts';
import { describeCap, refuseByCap, useOfCap } from '../../../../domain/campaign/permission/caps.ts';
import type { Cap } from '../../../../domain/campaign/permission-rules.ts';
import { mergeContacts } from '../../../../domain/profile/merge-contacts.ts';
import { DAY } from '../../../support/a-campaign.ts';
import { aProgram } from '../../../support/a-program.ts';
import { NOW } from '../../../support/an-event.ts';

const CAP: Cap = { channel: 'email', atMost: 2, perMilliseconds: 7 * DAY };
const withCaps = (...caps: readonly Cap[]) => aProgram({ permission: { suppress: [], caps } });
const sentAt = (...moments: readonly number[]): Contacts => ({
  ...NO_CONTACTS,
  sends: moments.map((at) => ({ at, channel: 'email', campaign: 'c' })),
});

describe('useOfCap', () => {
  it('counts a message up to, and not at, the end of its window', () => {
    expect(useOfCap(CAP, sentAt(NOW - 7 * DAY + 1, NOW), NOW)).toEqual({ used: 2, freeAt: NOW + 1 });
    expect(useOfCap(CAP, sentAt(NOW, NOW - 7 * DAY + 1), NOW).freeAt).toBe(NOW + 1);
    expect(useOfCap(CAP, sentAt(NOW - 7 * DAY, NOW), NOW)).toEqual({ used: 1, freeAt: null });
  });

  it('says when there is room once more, also where a merge brought more than the cap has', () => {
    const contacts = sentAt(NOW - 3 * DAY, NOW - 2 * DAY, NOW - DAY);
    expect(useOfCap(CAP, contacts, NOW)).toEqual({ used: 3, freeAt: NOW + 5 * DAY });
    expect(useOfCap(CAP, contacts, NOW + 5 * DAY).freeAt).toBeNull();
    expect(useOfCap(CAP, contacts, NOW + 5 * DAY - 1).freeAt).toBe(NOW + 5 * DAY);
  });

  it('counts what a faster clock decided, which lies ahead', () => {
    expect(useOfCap(CAP, sentAt(NOW + 1000), NOW).used).toBe(1);
  });

  it('counts none that is known not to have left', () => {
    const sends: readonly RecentSend[] = [{ at: NOW, channel: 'email', campaign: 'c', hasFailed: true }];
    expect(useOfCap(CAP, { ...NO_CONTACTS, sends }, NOW)).toEqual({ used: 0, freeAt: null });
  });

  it('counts neither other channels nor transactional messages', () => {
    const sends: readonly RecentSend[] = [
      { at: NOW, channel: 'sms', campaign: 'c' },
      { at: NOW, channel: 'email', campaign: 'c', isUncapped: true },
    ];
    expect(useOfCap(CAP, { ...NO_CONTACTS, sends }, NOW)).toEqual({ used: 0, freeAt: null });
  });
});

describe('refuseByCap', () => {
  it('refuses the next message once one of several caps is used up, and says which', () => {
    const program = withCaps({ ...CAP, atMost: 5 }, { ...CAP, atMost: 1, perMilliseconds: DAY });
    expect(refuseByCap(program, sentAt(NOW - DAY + 1), 'email', NOW)).toEqual({
      reason: 'cap',
      why: 'the cap is reached: 1 by email in 1 day',
    });
    expect(refuseByCap(program, sentAt(NOW - DAY), 'email', NOW)).toBeUndefined();
  });

  it('refuses nothing on a channel without a cap, nor where the playbook has none', () => {
    expect(refuseByCap(withCaps({ ...CAP, atMost: 1 }), sentAt(NOW), 'sms', NOW)).toBeUndefined();
    expect(refuseByCap(aProgram(), sentAt(NOW), 'email', NOW)).toBeUndefined();
  });

  it('is worded as it was written', () => {
    expect(describeCap(CAP)).toBe('2 by email in 7 days');
  });
});

describe('a cap, over any sequence of decisions and merges', () => {
  const HOUR = DAY / 24;
  const channels = fc.constantFrom('email' as const, 'sms' as const);
  const caps = fc.array(
    fc.record({
      channel: channels,
      atMost: fc.integer({ min: 1, max: 30 }),
      perMilliseconds: fc.integer({ min: 1, max: 60 * 24 }).map((hours) => hours * HOUR),
    }),
    { minLength: 1, maxLength: 3 },
  );
  const ask = fc.record({
    who: fc.nat({ max: 2 }),
    channel: channels,
    isFree: fc.boolean(),
    // Of two clocks one may be behind the other, by less than an hour.
    after: fc.integer({ min: -30, max: 36 * 60 }).map((minutes) => minutes * 60_000),
  });
  const merge = fc.record({ who: fc.nat({ max: 2 }), joins: fc.nat({ max: 2 }) });
  const steps = fc.array(fc.oneof({ weight: 20, arbitrary: ask }, { weight: 1, arbitrary: merge }), {
    minLength: 60,
    maxLength: 160,
  });

  /** A person with all that was ever sent to them. */
  interface Person {
    readonly contacts: Contacts;
    readonly all: readonly RecentSend[];
  }

  const hasRoom = (caps: readonly Cap[], { all }: Person, channel: string, now: number) =>
    caps
      .filter((cap) => cap.channel === channel)
      .every(({ atMost, perMilliseconds }) => {
        const counted = all.filter((sent) => sent.channel === channel && sent.isUncapped !== true);
        return counted.filter(({ at }) => at > now - perMilliseconds).length < atMost;
      });

  it('permits exactly what all that was ever sent to the person leaves room for', () => {
    fc.assert(
      fc.property(caps, steps, (caps, steps) => {
        const program = withCaps(...caps);
        const people: Person[] = [0, 1, 2].map(() => ({ contacts: NO_CONTACTS, all: [] }));
        let [now, latest] = [NOW, NOW];
        for (const step of steps) {
          const who = step.who % people.length;
          const person = people[who] as Person;
          if ('joins' in step) {
            const joins = step.joins % people.length;
            const other = people[joins] as Person;
            if (joins === who) continue;
            const contacts = mergeContacts(person.contacts, other.contacts, program);
            people[who] = { contacts, all: [...person.all, ...other.all] };
            people.splice(joins, 1);
            continue;
          }
          const { channel, isFree, after } = step;
          now = Math.max(now + after, latest - HOUR + 1);
          latest = Math.max(now, latest);
          const refusal = refuseByCap(program, person.contacts, channel, now);
          expect(refusal === undefined).toBe(hasRoom(caps, person, channel, now));
          if (refusal !== undefined && !isFree) continue;
          const send = { at: now, channel, campaign: 'c', ...(isFree && { isUncapped: true as const }) };
          people[who] = {
            contacts: withSend(person.contacts, send, program),
            all: [...person.all, send],
          };
        }
      }),
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { type Folded, foldEvent } from '../../../domain/profile/fold-event.ts';
import { mergeProfiles } from '../../../domain/profile/merge-profiles.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { encodeDocument } from '../../../lambdas/adapters/profile-document.ts';
import { aProfile } from '../../support/a-profile.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';

const active = activateProgram(aProgram());

function folded(profile: Profile, event: Parameters<typeof foldEvent>[2]): Folded {
  const answer = foldEvent(active, profile, event);
  if (answer === 'refold') throw new Error('not expected');
  return answer;
}

const nobody = aProfile({ firstSeen: NOW, lastSeen: NOW });

/** Events of many traits, choices and devices: a few of them exceed every limit of a profile. */
const event = fc
  .record({
    minutes: fc.nat({ max: 30 }),
    from: fc.nat({ max: 300 }),
    many: fc.nat({ max: 120 }),
    bytes: fc.constantFrom(1, 190, 250, 1_500),
    device: fc.nat({ max: 40 }),
  })
  .map(({ minutes, from, many, bytes, device }) => {
    const names = Array.from({ length: many }, (_, index) => `n${from + index}`);
    return anEvent({
      messageId: `m-${from}-${many}-${bytes}-${device}`,
      time: NOW - minutes * 60_000,
      receivedAt: NOW,
      traits: Object.fromEntries(names.map((name) => [name, 'x'.repeat(bytes)])),
      consent: Object.fromEntries(names.map((name) => [name, many % 2 === 0])),
      context: { device: { token: `token-${device}`, type: 'ios' } },
    });
  });

describe('a profile within its limits', () => {
  it('is the same, byte for byte, in whatever order events come and people merge', () => {
    const arrivals = fc
      .array(event, { minLength: 2, maxLength: 30, size: 'max' })
      .chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
      );
    fc.assert(
      fc.property(arrivals, fc.nat({ max: 30 }), ([events, shuffled], cut) => {
        const fold = (part: typeof events) =>
          part.reduce((profile, each) => folded(profile, each).profile, nobody);
        const expected = encodeDocument(fold(events));
        const merged = mergeProfiles(active, fold(shuffled.slice(0, cut)), fold(shuffled.slice(cut)));
        expect(encodeDocument(fold(shuffled))).toBe(expected);
        expect(encodeDocument({ ...merged, formerProfileIds: [] })).toBe(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('says of a trait or a choice that had to give way that it changed', () => {
    const set = (index: number) =>
      anEvent({
        time: NOW + index,
        messageId: `m-${index}`,
        traits: { [`t${index}`]: 1 },
        consent: { [`c${index}`]: true },
      });
    let profile = nobody;
    for (let index = 0; index < 200; index += 1) profile = folded(profile, set(index)).profile;
    const { changed } = folded(profile, set(200));
    expect(changed.traits).toEqual(new Set(['t200', 't0']));
    expect(changed.consent).toEqual(new Set(['c200', 'c150']));
  });

  it('leaves out surroundings, device tokens and names of choices that are long', () => {
    const sent = anEvent({
      consent: { ['c'.repeat(99)]: true },
      context: {
        timezone: 'z'.repeat(99),
        locale: 'de-DE',
        device: { token: 't'.repeat(1_023), type: 'ios' },
      },
    });
    const { profile } = folded(nobody, sent);
    expect(profile.surroundings).toEqual({ locale: { value: 'de-DE', at: NOW, messageId: 'm-1' } });
    expect([profile.devices, profile.consent]).toEqual([{}, {}]);
  });

  it('keeps the very maps that an event adds nothing to', () => {
    const { profile } = folded(nobody, anEvent());
    expect(profile.traits).toBe(nobody.traits);
    expect(profile.consent).toBe(nobody.consent);
    expect(profile.devices).toBe(nobody.devices);
  });
});

import { describe, expect, it } from 'vitest';
import type { Step } from '../../../../domain/campaign/step.ts';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { foldEvent } from '../../../../domain/profile/fold-event.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import { aCampaign, aContactableGuest, anActiveProgram, BOOKINGS } from '../../../support/a-campaign.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { enter, said, settle } from '../../../support/walk-journey.ts';

const set = (traits: Record<string, JsonValue>, id = '1'): Step => ({ kind: 'set', id, traits });

describe('a set step', () => {
  it('is an identify of the guest, under the identifier they are trusted most by', () => {
    const identifiers = {
      'anonymousId#web-1': { sealed: 0, floor: 0, keys: {} },
      'userId#john': { sealed: 0, floor: 0, keys: {} },
      'email#john@example.com': { sealed: 0, floor: 0, keys: {} },
    };
    const decision = enter(aCampaign({ steps: [set({ stage: 'won', level: 2 })] }), {
      profile: aContactableGuest({ identifiers }),
    });
    const messageId = 'win-back#lapsed.entry.p-john.1#1';
    expect(decision.events).toEqual([
      {
        key: { identifier: 'userId#john', sort: `2026-03-02T10:00:00.001Z#${messageId}` },
        type: 'identify',
        messageId,
        time: NOW + 1,
        receivedAt: NOW + 1,
        identifiers: ['userId#john'],
        properties: {},
        traits: { stage: 'won', level: 2 },
        context: { hops: 1 },
        consent: {},
        source: 'maitred',
      },
    ]);
    expect(said(decision)).toContain('step 1: sets stage, level');
  });

  it('sets the trait once it is folded, the later of two steps over the earlier', () => {
    const steps = Array.from({ length: 12 }, (_, index) => set({ stage: index + 1 }, String(index + 1)));
    const profile = aContactableGuest();
    const campaign = aCampaign({ steps });
    const { events } = settle(campaign, enter(campaign, { profile }));
    let folded: Profile = profile;
    for (const event of [...events].reverse()) {
      const after = foldEvent(anActiveProgram([]), folded, event);
      if (after === 'refold') throw new Error(after);
      folded = after.profile;
    }
    expect(folded.traits.stage?.value).toBe(12);
  });

  it('keeps the type of what a path names, at any depth', () => {
    const traits = {
      party: '{{ event.properties.guests }}',
      last: {
        room: '{{event.properties.room}}',
        words: [
          'a {{ b }}',
          '{{ profile.firstName }}!',
          ' {{ profile.firstName }} ',
          '{{ profile.firstName }}',
          '{{ event.none }}',
        ],
      },
      bookings: '{{ profile.bookings }}',
      isGold: true,
    };
    const campaign = aCampaign({ steps: [set(traits)] });
    const computedTraits = { bookings: { name: 'Bookings', aggregate: 'count' } };
    const count = { kind: 'measure', measure: 'count', of: { names: ['Booking Made'], where: [] } };
    const active = anActiveProgram([campaign], {
      computedTraits: computedTraits as never,
      aggregates: { count: count as never, [BOOKINGS]: { kind: 'times', of: count.of, keep: 1 } },
    });
    const event = anEvent({ properties: { guests: 4, room: { name: 'Suite' } } });
    expect(enter(campaign, { event, active }).events[0]?.traits).toEqual({
      party: 4,
      last: { room: { name: 'Suite' }, words: ['a {{ b }}', '{{ profile.firstName }}!', 'John', 'John'] },
      bookings: 0,
      isGold: true,
    });
  });

  it.each<[string, JsonValue]>([
    ['{{profile.firstName}}', 'John'],
    ['{{-   profile.firstName   -}}', 'John'],
    ['{{- profile.firstName}}', 'John'],
    ['so {{ profile.firstName }}', 'so {{ profile.firstName }}'],
    ['{{ profile.firstName }} so', '{{ profile.firstName }} so'],
    ['{{ profile.firstName | upcase }}', '{{ profile.firstName | upcase }}'],
    ['{{ profile firstName }}', '{{ profile firstName }}'],
    ["{{ profile['firstName'] }}", "{{ profile['firstName'] }}"],
    ['{{ profile.firstName }}{{ profile.firstName }}', '{{ profile.firstName }}{{ profile.firstName }}'],
    ['{ profile.firstName }', '{ profile.firstName }'],
  ])('takes %s for a path only if it is nothing else', (text, expected) => {
    expect(enter(aCampaign({ steps: [set({ said: text })] })).events[0]?.traits).toEqual({ said: expected });
  });

  it('is known by its step as long as an id may be, and by a hash of that beyond', () => {
    const messageIdOf = (length: number) => {
      const id = '1'.padEnd(length - 'win-back#lapsed.entry.p-john.1#'.length, 'x');
      return enter(aCampaign({ steps: [set({ stage: 'won' }, id)] })).events[0]?.messageId;
    };
    expect(messageIdOf(200)).toMatch(/^win-back#lapsed.entry.p-john.1#1x+$/);
    expect(messageIdOf(201)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('leaves out what a path names nothing for, and says so', () => {
    const decision = enter(
      aCampaign({ steps: [set({ party: '{{ event.properties.guests }}', stage: 'won' })] }),
    );
    expect(decision.events).toMatchObject([{ traits: { stage: 'won' } }]);
    expect(decision.events[0]?.traits).not.toHaveProperty('party');
    expect(said(decision)).toContain('step 1: sets stage; there is nothing to set party to');
  });

  it('is no event where nothing is left', () => {
    const decision = enter(aCampaign({ steps: [set({ party: '{{ profile.guests }}', gone: null })] }));
    expect(decision.events).toEqual([]);
    expect(said(decision)).toContain('step 1: sets nothing; there is nothing to set party, gone to');
  });
});

import { describe, expect, it } from 'vitest';
import type { Watch } from '../../../domain/campaign/contacts/contacts.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { createDraft, evaluateDraft } from '../../../domain/profile/draft.ts';
import { evaluateQuietly } from '../../../domain/profile/evaluate-quietly.ts';
import { aContactableGuest } from '../../support/a-campaign.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';

const active = activateProgram(
  aProgram({
    segments: [{ id: 'lapsed', name: 'Lapsed', when: { kind: 'not', of: { kind: 'everyone' } } }],
  }),
);
const stop: Watch = {
  kind: 'stop',
  profileId: 'p-former',
  journeyId: 'win-back#m-0',
  campaign: 'win-back',
  segment: 'lapsed',
  from: NOW - 1,
  until: Number.MAX_SAFE_INTEGER,
};

/** A guest who is in `lapsed`, and does not belong there. */
function leaving(watches: readonly Watch[]) {
  const guest = aContactableGuest({ segments: { lapsed: { since: NOW - 1, entries: 1 } } });
  return createDraft({ ...guest, contacts: { ...guest.contacts, watches } });
}

describe('journeys that a segment may stop', () => {
  it('are told as the guest leaves it, by an event or by time', () => {
    const event = anEvent();
    for (const cause of [event, 'time'] as const) {
      const draft = leaving([stop, { ...stop, journeyId: 'win-back#m-1', segment: 'vip' }]);
      evaluateDraft(active, draft, NOW, 'all', cause);
      const told = draft.signals.filter(({ type }) => type === 'Journey Event Matched');
      expect(told).toEqual([
        expect.objectContaining({
          watch: 'stop',
          campaign: 'win-back',
          journeyProfileId: 'p-former',
          journeyId: 'win-back#m-0',
          segment: 'lapsed',
          time: NOW,
          ...(cause !== 'time' && { event: event.key }),
        }),
      ]);
    }
  });

  it('are told nothing where it changes in silence', () => {
    const draft = leaving([stop]);
    evaluateQuietly(active, draft, NOW);
    expect(draft.signals).toEqual([]);
  });
});

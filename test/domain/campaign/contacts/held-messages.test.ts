import { describe, expect, it } from 'vitest';
import {
  type HeldMessage,
  MAXIMUM_HELD,
  NO_CONTACTS,
} from '../../../../domain/campaign/contacts/contacts.ts';
import { keepHeld, noteHeld, uniteHeld } from '../../../../domain/campaign/contacts/held-messages.ts';
import { DAY } from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { NOW } from '../../../support/an-event.ts';

const JOURNEY = aJourney({
  dueAt: NOW + 1,
  trace: [{ at: NOW, what: 'step 2: held', step: '2', heldUntil: NOW + 1 }],
});
const { profileId, journeyId, campaign } = JOURNEY;
const OWN: HeldMessage = { profileId, journeyId, campaign, until: NOW + 1 };
const other = (name: string, until = NOW + 2): HeldMessage => ({
  profileId,
  journeyId: `${name}#m-1`,
  campaign: name,
  until,
});

describe('noteHeld', () => {
  it('given a journey whose message is held, then that is noted, once, the first to be let go first', () => {
    const contacts = { ...NO_CONTACTS, held: [other('late'), { ...OWN, until: NOW }] };
    expect(noteHeld(contacts, JOURNEY, NOW).held).toEqual([OWN, other('late')]);
  });

  it('given one that goes on, then it is forgotten', () => {
    const gone = { ...JOURNEY, status: 'ended', dueAt: null } as const;
    expect(noteHeld({ ...NO_CONTACTS, held: [OWN, other('late')] }, gone, NOW).held).toEqual([other('late')]);
    expect(noteHeld({ ...NO_CONTACTS, held: [OWN] }, gone, NOW)).toEqual(NO_CONTACTS);
    expect(noteHeld(NO_CONTACTS, gone, NOW)).toBe(NO_CONTACTS);
  });

  it('given what is long past, then it is forgotten', () => {
    const held = [other('gone', NOW - DAY - 1), other('kept', NOW - DAY)];
    const ended = { ...JOURNEY, status: 'ended', dueAt: null } as const;
    expect(noteHeld({ ...NO_CONTACTS, held }, ended, NOW).held).toEqual([other('kept', NOW - DAY)]);
  });

  it('given too many, then those are kept that are let go first', () => {
    const held = Array.from({ length: MAXIMUM_HELD }, (_, index) => other(`a${index}`, NOW + 2 + index));
    const kept = noteHeld({ ...NO_CONTACTS, held }, JOURNEY, NOW).held;
    expect(kept).toEqual([OWN, ...held.slice(0, -1)]);
  });
});

describe('uniteHeld', () => {
  it('given two who become one, then all is known that is held of either, each once, whoever is asked first', () => {
    const [a, b] = [
      { ...NO_CONTACTS, held: [other('a'), OWN] },
      { ...NO_CONTACTS, held: [OWN, other('b')] },
    ];
    expect(uniteHeld(a, b)).toEqual([OWN, other('a'), other('b')]);
    expect(uniteHeld(b, a)).toEqual(uniteHeld(a, b));
    expect(uniteHeld(NO_CONTACTS, NO_CONTACTS)).toEqual([]);
  });
});

describe('keepHeld', () => {
  it('forgets what is not kept', () => {
    const contacts = { ...NO_CONTACTS, held: [OWN, other('b')] };
    expect(keepHeld(contacts, (held) => held.campaign === 'b').held).toEqual([other('b')]);
    expect(keepHeld(contacts, () => false)).toEqual(NO_CONTACTS);
    expect(keepHeld(contacts, () => true)).toBe(contacts);
  });
});

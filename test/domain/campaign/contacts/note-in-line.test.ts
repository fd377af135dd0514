import { describe, expect, it } from 'vitest';
import { NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import type { Came, Wait } from '../../../../domain/campaign/contacts/in-line.ts';
import { noteCame, noteWait, uniteInLine } from '../../../../domain/campaign/contacts/note-in-line.ts';
import { DAY } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

const aWait = (number: number, until = NOW + number): Wait => {
  return { profileId: 'p-john', journeyId: `news#${number}`, campaign: 'news', until };
};
const aDate = (moment: number): Came => {
  const base = { type: 'Date Reached', profileId: 'p-john', at: moment, trait: 'birthday' } as const;
  return { moment, signal: { ...base, date: '2026-03-02', campaigns: ['cake'] } };
};

describe('noteWait', () => {
  it('given that a journey waits anew, then it says until when, and no more what it said before', () => {
    const once = noteWait(NO_CONTACTS, aWait(1), aWait(1), NOW);
    const again = noteWait(once, aWait(1), aWait(1, NOW + 9), NOW);
    expect(once.waits).toEqual([aWait(1)]);
    expect(again.waits).toEqual([aWait(1, NOW + 9)]);
  });

  it('given that it waits no more, then nothing is said of it', () => {
    const two = [aWait(1), aWait(2)].reduce((all, wait) => noteWait(all, wait, wait, NOW), NO_CONTACTS);
    const one = noteWait(two, aWait(1), undefined, NOW);
    expect(one.waits).toEqual([aWait(2)]);
    expect(noteWait(one, aWait(2), undefined, NOW)).toEqual(NO_CONTACTS);
  });

  it('given nothing to say, then the contacts are the very same', () => {
    expect(noteWait(NO_CONTACTS, aWait(1), undefined, NOW)).toBe(NO_CONTACTS);
  });

  it('given waits that were over a day ago, then they are forgotten', () => {
    const old = { ...NO_CONTACTS, waits: [aWait(1, NOW - DAY), aWait(2, NOW - DAY + 1)] };
    expect(noteWait(old, aWait(3), aWait(3), NOW).waits).toEqual([aWait(2, NOW - DAY + 1), aWait(3)]);
  });

  it('given more than there is room for, then the soonest are kept, in their order', () => {
    const many = Array.from({ length: 25 }, (_, place) => aWait(25 - place));
    const { waits } = many.reduce((all, wait) => noteWait(all, wait, wait, NOW), NO_CONTACTS);
    expect(waits).toEqual(Array.from({ length: 20 }, (_, place) => aWait(place + 1)));
  });
});

describe('noteCame', () => {
  it('given nothing, then the contacts are the very same', () => {
    expect(noteCame(NO_CONTACTS, [])).toBe(NO_CONTACTS);
  });

  it('given more than there is room for, then the latest are kept', () => {
    const many = Array.from({ length: 12 }, (_, place) => aDate(NOW + place));
    const { came } = many.reduce((all, each) => noteCame(all, [each]), NO_CONTACTS);
    expect(came).toEqual(many.slice(2));
  });

  it('given what came a day before, then it is forgotten', () => {
    const before = noteCame(NO_CONTACTS, [aDate(NOW - DAY), aDate(NOW - DAY + 1)]);
    expect(noteCame(before, [aDate(NOW)]).came).toEqual([aDate(NOW - DAY + 1), aDate(NOW)]);
  });
});

describe('uniteInLine', () => {
  it('given two who become one, then it has what either had, each once, whoever is named first', () => {
    const a = { ...NO_CONTACTS, waits: [aWait(1), aWait(3)], came: [aDate(NOW), aDate(NOW + 2)] };
    const b = { ...NO_CONTACTS, waits: [aWait(1), aWait(2)], came: [aDate(NOW + 1), aDate(NOW)] };
    expect(uniteInLine(a, b)).toEqual({
      waits: [aWait(1), aWait(2), aWait(3)],
      came: [aDate(NOW), aDate(NOW + 1), aDate(NOW + 2)],
    });
    expect(uniteInLine(b, a)).toEqual(uniteInLine(a, b));
  });

  it('given that neither has any, then nothing is said', () => {
    expect(uniteInLine(NO_CONTACTS, NO_CONTACTS)).toEqual({});
  });
});

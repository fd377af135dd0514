import { describe, expect, it } from 'vitest';
import { aGuestWho, aToldEvent, HOUR, holdsAfter, START } from '../../../support/oracle/a-told-event.ts';
import { aCondition } from '../../../support/oracle/arbitrary-condition.ts';
import { stretchesOf, truthAt } from '../../../support/oracle/entries.ts';
import { SeededRandom } from '../../../support/simulation/seeded-random.ts';

const order = (after: number) => aToldEvent('Order Completed', after);

describe('the oracle: since when a segment holds', () => {
  it('a stretch goes from entry to exit, and `for` asks how long the present one has lasted', () => {
    // given
    const segments = { buyer: { event: 'Order Completed', within: '2 hours' } };
    const guest = aGuestWho([order(0), order(HOUR), order(5 * HOUR)], { segments });
    const lasting = { segment: 'buyer', for: '1 hour' };
    // then
    expect(stretchesOf(guest, 'buyer', START + 9 * HOUR)).toEqual([
      { from: START, to: START + 3 * HOUR },
      { from: START + 5 * HOUR, to: START + 7 * HOUR },
    ]);
    expect(holdsAfter(guest, lasting, HOUR - 1)).toBe(false);
    expect(holdsAfter(guest, lasting, HOUR)).toBe(true);
    expect(holdsAfter(guest, lasting, 3 * HOUR)).toBe(false);
    expect(holdsAfter(guest, lasting, 5 * HOUR + 1)).toBe(false);
  });

  it('what holds of everybody begins with the guest\u2019s first event', () => {
    // given
    const segments = { quiet: { not: { event: 'Order Completed' } } };
    const guest = aGuestWho([aToldEvent('Signed Up', HOUR)], { segments });
    // then
    expect(stretchesOf(guest, 'quiet', START + 2 * HOUR)).toEqual([{ from: START + HOUR }]);
    expect(holdsAfter(guest, { segment: 'quiet', for: '1 hour' }, 2 * HOUR - 1)).toBe(false);
    expect(holdsAfter(guest, { segment: 'quiet', for: '1 hour' }, 2 * HOUR)).toBe(true);
  });

  it('all of one millisecond is known together: what ends with its beginning never began', () => {
    // given
    const segments = { waiting: { all: [{ event: 'Signed Up' }, { not: { event: 'Order Completed' } }] } };
    const guest = aGuestWho([aToldEvent('Signed Up', 0), order(0)], { segments });
    // then
    expect(stretchesOf(guest, 'waiting', START + HOUR)).toEqual([]);
  });

  it('the moments that are tried miss nothing: trying every millisecond finds the same', () => {
    // given: windows of some milliseconds
    const lengths = ['7 milliseconds', '45 milliseconds', '130 milliseconds'];
    const kinds = ['event', 'event', 'measure', 'sequence', 'matching', 'affinity', 'presence', 'told trait'];
    let entries = 0;
    for (let seed = 1; seed <= 600; seed += 1) {
      const dice = new SeededRandom(seed);
      const pool = { lengths, segments: [], traits: {}, inCampaign: false };
      const first = aCondition(dice, pool, kinds);
      const second = aCondition(dice, { ...pool, segments: ['first'] }, [
        ...kinds,
        'segment',
        'segment',
        'segment',
      ]);
      const guest = aGuestWho(someEvents(dice), {
        settings: {
          visit: { begins: ['Signed Up', 'Beacon Entered'], endsAfter: '30 milliseconds' },
          venues: { spa: { timeout: '9 milliseconds' } },
        },
        segments: { first, second },
      });
      // when
      const found = stretchesOf(guest, 'second', START + 400);
      // then
      const byMillisecond: number[] = [];
      const begin = guest.events[0]?.time ?? 0;
      for (let moment = begin; moment <= START + 400; moment += 1) {
        const isEntered =
          truthAt(guest, 'second', moment) && !(moment > begin && truthAt(guest, 'second', moment - 1));
        if (isEntered) byMillisecond.push(moment);
      }
      expect(
        found.map(({ from }) => from),
        JSON.stringify({ first, second }),
      ).toEqual(byMillisecond);
      entries += found.length;
    }
    expect(entries).toBeGreaterThan(150);
  });
});

function someEvents(dice: SeededRandom) {
  const names = [
    'Signed Up',
    'Called Hotel',
    'Order Completed',
    'Product Viewed',
    'Beacon Entered',
    'Beacon Left',
  ];
  return Array.from({ length: dice.between(1, 8) }, (_, index) =>
    aToldEvent(dice.pick(names), dice.below(120), {
      messageId: `m${index}`,
      properties: {
        venue: dice.pick(['spa', 'garden']),
        category: dice.pick(['Suits', 'Dresses']),
        revenue: 5,
      },
      traits: { score: dice.below(6) },
    }),
  );
}

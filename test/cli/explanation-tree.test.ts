import { describe, expect, it } from 'vitest';
import { type AnsweredExplanation, explanationTree } from '../../cli/explanation-tree.ts';
import type { Terminal } from '../../cli/terminal.ts';
import { createWriteMoment } from '../../cli/write-moment.ts';
import { describeExplanation } from '../../domain/segment/explain/describe-explanation.ts';
import { explainCondition } from '../../domain/segment/explain/explain-condition.ts';
import { NOW } from '../support/an-event.ts';
import { active, CONDITIONS, ENTERED_AT, EVENTS, guest } from '../support/an-explained-guest.ts';

const plain = { style: (_style: string, text: string) => text } as unknown as Terminal;

/** As it is printed for each of the conditions, in their order. */
const PRINTED = [
  `✓ everyone`,
  `✓ event Booking Made where room is "Suite"
    saw 1, the latest on Mon 2 Mar 2026 06:00:00
    Mon 2 Mar 2026 06:00:00 Booking Made (b1)
    changes by an event only`,
  `✓ event Booking Made where room is "Suite", within 1 day
    saw 1, the latest on Mon 2 Mar 2026 06:00:00
    Mon 2 Mar 2026 06:00:00 Booking Made (b1)
    changes on Tue 3 Mar 2026 06:00:00 if nothing happens before`,
  `✗ event Called Hotel, at least 2 times
    saw none
    changes by an event only`,
  `✓ event Called Hotel, at most 2 times
    saw none
    changes by an event only`,
  `✗ event Called Hotel, 1 to 2 times
    saw none
    changes by an event only`,
  `✗ event Called Hotel, 2 times
    saw none
    changes by an event only`,
  `✗ event Called Hotel, since Booking Made for 3 days
    saw none
    counts since Mon 2 Mar 2026 06:00:00
    changes by an event only`,
  `✗ event Called Hotel, since Booking Made where room is "Suite"
    saw none
    counts since Mon 2 Mar 2026 06:00:00
    changes by an event only`,
  `✗ event Called Hotel, since Mon 2 Mar 2026 11:00:00
    saw none
    counts since Mon 2 Mar 2026 11:00:00
    changes by an event only`,
  `✗ event Called Hotel, since the journey began
    saw none
    counts since Mon 2 Mar 2026 06:30:00
    changes by an event only`,
  `✗ event Called Hotel, since the last entry into bookers
    saw none
    counts since Mon 2 Mar 2026 06:00:00
    changes by an event only
  ✓ event Booking Made where room is "Suite"
      saw 1, the latest on Mon 2 Mar 2026 06:00:00
      Mon 2 Mar 2026 06:00:00 Booking Made (b1)
      changes by an event only`,
  `✓ event Called Hotel, 0 times, within the visit
    saw none
    counts since Mon 2 Mar 2026 10:45:00
    changes by an event only`,
  `✓ event Booking Made matching Order Completed on id = booking
    saw at least 1, the latest on Mon 2 Mar 2026 06:00:00
    Mon 2 Mar 2026 06:00:00 Booking Made (b1)
    changes by an event only`,
  `✓ sum of revenue of Order Completed at least 30, within 30 days
    saw 40
    Mon 2 Mar 2026 07:00:00 Order Completed (o1)
    changes on Wed 1 Apr 2026 14:00:00 if nothing happens before`,
  `✗ sum of revenue of Order Completed at least 30, from 60 days to 30 days ago
    saw 0
    changes on Thu 2 Apr 2026 02:00:00 if nothing happens before`,
  `✓ sum of revenue of Order Completed at least 30, since Booking Made
    saw 40
    counts since Mon 2 Mar 2026 06:00:00
    Mon 2 Mar 2026 07:00:00 Order Completed (o1)
    changes by an event only`,
  `✓ sum of revenue of Order Completed at least 30, since the journey began
    saw 40
    counts since Mon 2 Mar 2026 06:30:00
    Mon 2 Mar 2026 07:00:00 Order Completed (o1)
    changes by an event only`,
  `✓ sequence Cart Updated, then no Order Completed for 2 hours, within 1 day
    saw its event, on Mon 2 Mar 2026 08:00:00
    Mon 2 Mar 2026 08:00:00 Cart Updated (c1), step 1
    changes on Tue 3 Mar 2026 08:00:00 if nothing happens before`,
  `✗ affinity category is "Dresses" of any event, share at least 50 %, at least 3 times
    saw 1 of 2, 50 %
    Mon 2 Mar 2026 08:00:00 Cart Updated (c1)
    changes by an event only`,
  `✓ trait city is "Berlin"
    saw "Berlin"
    Mon 2 Mar 2026 10:45:00 Beacon Entered (p1)
    changes by an event only`,
  `✗ trait town exists
    saw nothing
    changes by an event only`,
  `✓ segment bookers
    is inside since Mon 2 Mar 2026 06:00:00
    changes by an event only
  ✓ event Booking Made where room is "Suite"
      saw 1, the latest on Mon 2 Mar 2026 06:00:00
      Mon 2 Mar 2026 06:00:00 Booking Made (b1)
      changes by an event only`,
  `✗ segment callers
    is outside
    changes by an event only`,
  `✗ segment bookers for 1 day
    is inside since Mon 2 Mar 2026 06:00:00
    changes on Tue 3 Mar 2026 06:00:00 if nothing happens before
  ✓ event Booking Made where room is "Suite"
      saw 1, the latest on Mon 2 Mar 2026 06:00:00
      Mon 2 Mar 2026 06:00:00 Booking Made (b1)
      changes by an event only`,
  `✓ consent marketing
    saw it granted
    Mon 2 Mar 2026 10:45:00 Beacon Entered (p1)
    changes by an event only`,
  `✗ consent location
    saw no choice recorded
    changes by an event only`,
  `✓ identifier email
    saw "john@example.com"
    changes by an event only`,
  `✗ identifier phone
    saw nothing
    changes by an event only`,
  `✓ reachable email
    saw a way there
    changes by an event only`,
  `✗ reachable push
    saw no device
    changes by an event only`,
  `✗ reachable sms
    saw no consent for the channel sms
    changes by an event only`,
  `✗ reachable webhook
    saw webhook is no channel to guests
    changes by an event only`,
  `✓ list press
    is on it
    Mon 2 Mar 2026 10:00:00 List Changed (l1)
    changes by an event only`,
  `✓ offer free-appetizer, status held
    saw A1 valid
    Mon 2 Mar 2026 10:00:00 Offer Granted (g1)
    changes on Tue 3 Mar 2026 11:00:00 if nothing happens before`,
  `✗ offer free-appetizer, status expired
    saw A1 valid
    Mon 2 Mar 2026 10:00:00 Offer Granted (g1)
    changes on Tue 3 Mar 2026 11:00:00 if nothing happens before`,
  `✓ message win-back, status sent, within 2 days
    saw 1, the latest on Sun 1 Mar 2026 11:00:00
    changes on Tue 3 Mar 2026 11:00:00 if nothing happens before`,
  `✗ message win-back, status sent, since the journey began
    saw none
    counts since Mon 2 Mar 2026 06:30:00
    changes by an event only`,
  `✓ message win-back, status opened
    saw at least 1, the latest on Mon 2 Mar 2026 10:00:00
    Mon 2 Mar 2026 10:00:00 Email Opened (e1)
    changes by an event only`,
  `✓ at lobby-bar, zone starts with "table-"
    saw lobby-bar, zone "table-1", since Mon 2 Mar 2026 10:45:00, until Mon 2 Mar 2026 11:15:00 unless seen again
    Mon 2 Mar 2026 10:45:00 Beacon Entered (p1)
    changes on Mon 2 Mar 2026 11:15:00 if nothing happens before`,
  `✓ at any venue
    saw lobby-bar, zone "table-1", since Mon 2 Mar 2026 10:45:00, until Mon 2 Mar 2026 11:15:00 unless seen again
    Mon 2 Mar 2026 10:45:00 Beacon Entered (p1)
    changes on Mon 2 Mar 2026 11:15:00 if nothing happens before`,
  `✗ at spa
    saw nowhere
    changes by an event only`,
  `✗ all
  ✗ not
    ✓ event Booking Made where room is "Suite"
        saw 1, the latest on Mon 2 Mar 2026 06:00:00
        Mon 2 Mar 2026 06:00:00 Booking Made (b1)
        changes by an event only
  ✓ any
    ✓ everyone`,
  `✓ random 50 %
    drew 47.8389 %, asks for less than 50 %`,
];

describe('explanationTree', () => {
  it.each(CONDITIONS.map((condition, place) => [PRINTED[place], condition] as const))(
    'prints\n%s',
    (printed, condition) => {
      const explanation = explainCondition(active, condition, guest, NOW, ENTERED_AT, EVENTS);
      const answered = JSON.parse(JSON.stringify(describeExplanation(explanation))) as AnsweredExplanation;
      expect(explanationTree(plain, answered, createWriteMoment('Europe/Berlin'), 0).join('\n')).toBe(
        printed,
      );
    },
  );

  it('prints each kind of condition', () => {
    expect(PRINTED).toHaveLength(CONDITIONS.length);
    expect(new Set(CONDITIONS.map(({ kind }) => kind)).size).toBe(17);
  });
});

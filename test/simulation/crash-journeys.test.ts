import { describe, expect, it } from 'vitest';
import { deliveryIdOf } from '../../domain/campaign/journey/occurrence.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import { wakeByTheMinute } from '../support/simulation/earliest-due.ts';
import { crashAt, type FaultPlan, NO_FAULTS } from '../support/simulation/faults.ts';
import type { PlannedCall } from '../support/simulation/history.ts';
import { journeysProgram } from '../support/simulation/journeys-playbook.ts';
import { judgeHouse } from '../support/simulation/judge-house.ts';
import { journeysOf, judgeJourneys } from '../support/simulation/judge-journeys.ts';
import { SimulatedHouse } from '../support/simulation/simulated-house.ts';
import { watchJourneys } from '../support/simulation/watch-journeys.ts';

/** 11:00 where the guest is, on the eve of the night that is an hour short. */
const START = Date.UTC(2026, 2, 28, 10);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const GROUPS = 6;
const JOHN = { userId: 'john' };

/** Nobody is drawn into a group: who it is that is drawn depends on what went wrong. */
function program(of: 1 | 2): Program {
  const { permission, campaigns, ...rest } = journeysProgram(of);
  const { control: _control, ...rules } = permission ?? { suppress: [], caps: [] };
  const { holdout: _holdout, ...vigil } = campaigns.vigil ?? expect.fail('there is no vigil');
  return { ...rest, permission: rules, campaigns: { ...campaigns, vigil } };
}

function said(after: number, messageId: string, what: Record<string, unknown>, names: string[]): PlannedCall {
  const at = START + after;
  const message = { messageId, timestamp: new Date(at - 1_000).toISOString(), ...JOHN, ...what };
  const call = { route: 'POST /v1/batch', key: 'server', body: { batch: [message] } };
  return { at, call, messages: [{ messageId, identifiers: [...names].sort() }] };
}

const did = (after: number, messageId: string, event: string) =>
  said(after, messageId, { type: 'track', event }, ['userId#john']);

/**
 * He is waited for and books; the cap is reached before the letter of noon; by night nothing leaves; in the morning what he
 * waited for, with traits and an offer; then he orders, twice.
 */
const STORY: readonly PlannedCall[] = [
  said(
    0,
    'm1',
    {
      type: 'identify',
      traits: { email: 'john@example.com' },
      context: { consent: { categoryPreferences: { marketing: true } } },
    },
    ['userId#john', 'email#john@example.com'],
  ),
  did(MINUTE, 'm2', 'Signed Up'),
  did(30 * MINUTE, 'm3', 'Booking Made'),
  did(23 * HOUR, 'm4', 'Order Completed'),
  did(23 * HOUR + 5 * MINUTE, 'm5', 'Order Completed'),
];
const END = 27 * HOUR;

interface Run {
  readonly house: SimulatedHouse;
  readonly wrongs: readonly string[];
  readonly calls: number;
}

async function play(faults: FaultPlan): Promise<Run> {
  let calls = 0;
  const counting: FaultPlan = {
    next: (call) => {
      calls += 1;
      return faults.next(call);
    },
  };
  const house = new SimulatedHouse({ seed: 1, startsAt: START, program, isOrderly: true, faults: counting });
  const watched = watchJourneys(house);
  for (const call of STORY) house.plan(call);
  wakeByTheMinute(house, START + END);
  await house.settle(START + END);
  const wrongs = [
    ...watched(),
    ...judgeJourneys(house, [program(1)]),
    ...judgeHouse(house, STORY, { isShared: false }),
  ];
  return { house, wrongs, calls };
}

/** What was decided, whatever the guest's profile is called; a mail may be lost with the function that sends it. */
function decidedIn({ house }: Run) {
  const rows = house.tables.table('Deliveries').all();
  const ends = journeysOf(house).map(({ journeyId, profileId, end, convertedAt }) => {
    return [journeyId.replaceAll(profileId, 'john'), end, convertedAt !== undefined];
  });
  return {
    rows: rows
      .map(({ profileId, campaign, occurrence, step, reason = 'requested' }) => {
        const journeyId = `${campaign}#${String(occurrence).replaceAll(String(profileId), 'john')}`;
        return `${deliveryIdOf(journeyId, String(step))}: ${reason}`;
      })
      .sort(),
    ends: ends.map(String).sort(),
    events: house.tables.table('Events').all().length,
  };
}

const wholly = await play(NO_FAULTS);
const expected = decidedIn(wholly);

describe('a crash anywhere on a journey', () => {
  it('given none, then the story is rich: waits, an event, a goal, traits, an offer, a cap and a schedule', () => {
    expect(wholly.wrongs).toEqual([]);
    expect(expected.rows).toEqual([
      'echo#m3#1: cap',
      'greet#booker.entry.john.1#1: requested',
      'letter#schedule.2026-03-28T11:00:00.000Z#1: cap',
      'letter#schedule.2026-03-29T10:00:00.000Z#1: cap',
      'stay#booker.entry.john.1#3: requested',
      'stay#booker.entry.john.1#6: requested',
      'thanks#m3#1: requested',
      expect.stringMatching(/^turns#every\..*#1: requested$/),
      'vigil#m2#1: requested',
      'vigil#m2#3: cap',
    ]);
    expect(expected.ends).toContain('vigil#m2,completed,true');
    // Five calls, traits that are set, a dessert and a coffee.
    expect(expected.events).toBe(8);
    expect(wholly.house.mailbox.mails).toHaveLength(6);
    expect(wholly.calls).toBeGreaterThan(100);
  });

  const groups = Array.from({ length: GROUPS }, (_, group) => group);
  it.each(groups)(
    `given a function that is gone before one call of AWS, or after it, whichever call that is (every ${GROUPS}th from %i on), then the same is decided, once`,
    { timeout: 240_000 },
    async (group) => {
      for (let number = group; number < wholly.calls; number += GROUPS) {
        for (const kind of ['crash before', 'crash after'] as const) {
          const run = await play(crashAt(number, kind));
          const what = `${kind} call ${number}`;
          expect(run.wrongs, what).toEqual([]);
          expect(namesOf(decidedIn(run)), what).toEqual(namesOf(expected));
          expect(run.house.mailbox.mails.length, what).toBeLessThanOrEqual(6);
          expect(run.house.world.counts.sumOf('fault: '), what).toBe(1);
        }
      }
    },
  );
});

/** A round of orders is called after the profile that it was counted on. */
function namesOf({ rows, ends, events }: ReturnType<typeof decidedIn>) {
  const plain = (text: string) => text.replace(/every\.[^.]*\./, 'every.john.');
  return { rows: rows.map(plain), ends: ends.map(plain), events };
}

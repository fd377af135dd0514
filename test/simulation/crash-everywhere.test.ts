import { describe, expect, it } from 'vitest';
import { crashAt, type FaultPlan, NO_FAULTS } from '../support/simulation/faults.ts';
import type { PlannedCall } from '../support/simulation/history.ts';
import { outcomeOf } from '../support/simulation/house-outcome.ts';
import { judgeHouse } from '../support/simulation/judge-house.ts';
import { SimulatedHouse } from '../support/simulation/simulated-house.ts';

const START = Date.UTC(2026, 2, 2, 10);
const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const GROUPS = 8;

/** A call of the collector with messages, so long after the start; who is named is not looked at here. */
function aCall(after: number, messages: readonly Record<string, unknown>[]): PlannedCall {
  const at = START + after;
  // Longer ago than any clock is behind: so that it counts as it was sent, however late it is received.
  const timestamp = new Date(at - SECOND).toISOString();
  const batch = messages.map((message) => ({ timestamp, ...message }));
  const planned = messages.map(({ messageId, names }) => ({
    messageId: String(messageId),
    identifiers: [...(names as string[])].sort(),
  }));
  return { at, call: { route: 'POST /v1/batch', key: 'server', body: { batch } }, messages: planned };
}

const track = (messageId: string, event: string, more: object, names: string[]) => ({
  messageId,
  type: 'track',
  event,
  names,
  ...more,
});

/** Anonymous, then known; two people who become one; a booking that is thanked for, with a second mail a day later. */
const SCENARIO: readonly PlannedCall[] = [
  aCall(0, [
    track('m1', 'Menu Opened', { anonymousId: 'a' }, ['anonymousId#a']),
    track('m2', 'Order Completed', { identifiers: { loyaltyId: 'l' }, properties: { revenue: 600 } }, [
      'loyaltyId#l',
    ]),
  ]),
  aCall(2 * SECOND, [
    {
      messageId: 'm3',
      type: 'identify',
      userId: 'john',
      anonymousId: 'a',
      traits: { email: 'john@example.com', firstName: 'John' },
      context: { consent: { categoryPreferences: { marketing: true } } },
      names: ['userId#john', 'email#john@example.com', 'anonymousId#a'],
    },
  ]),
  aCall(4 * SECOND, [
    track('m4', 'Booking Made', { userId: 'john', properties: { room: 'Suite' } }, ['userId#john']),
    track('m5', 'Product Viewed', { anonymousId: 'b', properties: { colour: 'red' } }, ['anonymousId#b']),
  ]),
  aCall(6 * SECOND, [
    track('m6', 'Signed Up', { userId: 'john', identifiers: { loyaltyId: 'l' } }, [
      'userId#john',
      'loyaltyId#l',
    ]),
  ]),
  // So late that whoever holds it cannot tell whether it was counted.
  aCall(HOUR, [
    {
      messageId: 'm7',
      type: 'alias',
      userId: 'john',
      previousId: 'b',
      names: ['userId#john', 'anonymousId#b'],
    },
    track('m8', 'Booking Made', { userId: 'john', properties: { room: 'Single' } }, ['userId#john']),
  ]),
];

interface Run {
  readonly house: SimulatedHouse;
  /** How many calls of AWS were made. */
  readonly calls: number;
}

/** Plays the scenario with nothing left to chance but what the plan does to it. */
async function play(faults: FaultPlan, attempts = 100): Promise<Run> {
  let calls = 0;
  const counting: FaultPlan = {
    next: (call) => {
      calls += 1;
      return faults.next(call);
    },
  };
  const house = new SimulatedHouse({ seed: 1, startsAt: START, isOrderly: true, faults: counting, attempts });
  for (const call of SCENARIO) house.plan(call);
  await house.settle(START + 12 * DAY);
  house.refoldAll();
  await house.settle(START + 13 * DAY);
  return { house, calls };
}

const wholly = await play(NO_FAULTS);
const expected = outcomeOf(wholly.house).people;

describe('a crash anywhere', () => {
  it('given none, then the scenario is rich: all functions take part, people merge, mails leave', () => {
    expect(judgeHouse(wholly.house, SCENARIO, { isShared: false })).toEqual([]);
    expect(expected).toHaveLength(1);
    expect(expected[0]?.computed.eventCount).toBe(6);
    expect(wholly.house.mailbox.mails).toHaveLength(4);
    expect(wholly.house.bus.details.some(({ type }) => type === 'Profiles Merged')).toBe(true);
    for (const name of ['collect', 'resolve', 'announce', 'campaign', 'email', 'due', 'refold', 'wake'])
      expect(wholly.house.world.counts.of(`invocations of ${name}`), name).toBeGreaterThan(0);
    expect(wholly.calls).toBeGreaterThan(100);
  });

  /**
   * It ends as if nothing had happened. Each message is decided once; whether it leaves may depend on what came first: an
   * address that was told later is not known yet, and a mail may be lost with the function that sends it.
   */
  function expectTheSame({ house }: Run, what: string): void {
    expect(judgeHouse(house, SCENARIO, { isShared: false }), what).toEqual([]);
    expect(outcomeOf(house).people, what).toEqual(expected);
    expect(house.tables.table('Deliveries').all(), what).toHaveLength(4);
    expect(house.mailbox.mails.length, what).toBeLessThanOrEqual(4);
    expect(house.world.counts.sumOf('fault: '), what).toBe(1);
  }

  const groups = Array.from({ length: GROUPS }, (_, group) => group);
  it.each(groups)(
    `given a function that is gone before one call of AWS, or after it, whichever call that is (every ${GROUPS}th from %i on), then all ends as if it had not been`,
    { timeout: 240_000 },
    async (group) => {
      for (let number = group; number < wholly.calls; number += GROUPS) {
        for (const kind of ['crash before', 'crash after'] as const) {
          const what = `${kind} call ${number}`;
          expectTheSame(await play(crashAt(number, kind)), what);
          expectTheSame(await play(crashAt(number, kind), 1), `${what}, its batch given up and driven again`);
        }
      }
    },
  );
});

import { describe, expect, it } from 'vitest';
import { throttled } from '../support/simulation/aws-failures.ts';
import type { Fault } from '../support/simulation/faults.ts';
import { SimulatedHouse } from '../support/simulation/simulated-house.ts';

const START = Date.UTC(2026, 2, 2, 10);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Message {
  readonly messageId: string;
  readonly type: 'identify' | 'track';
  readonly [field: string]: unknown;
}

const TOLD_TO_LISA = ['thanks 1', 'welcome 1', 'welcome 3'].map((step) => `lisa@example.com ${step}`);

type Call = { readonly action: string; readonly functionName: string };

const JOHN = { userId: 'john' };
const LISA = { identifiers: { loyaltyId: 'l' } };
const WRONG: Message = { messageId: 'wrong', type: 'track', event: 'Signed Up', ...JOHN, ...LISA };
const booked = (messageId: string, who: object): Message => ({
  messageId,
  type: 'track',
  event: 'Booking Made',
  ...who,
});

/** A house that knows John and Lisa, each by an address, where some calls are throttled. */
function aHouse(isThrottled: (call: Call, after: number) => boolean = () => false) {
  const house: SimulatedHouse = new SimulatedHouse({
    seed: 1,
    startsAt: START,
    isOrderly: true,
    faults: {
      next: (call: Call): Fault =>
        isThrottled(call, house.world.scheduler.now - START)
          ? { kind: 'refused', error: throttled() }
          : { kind: 'none' },
    },
  });
  const { scheduler } = house.world;
  const say = (after: number, ...batch: Message[]) => {
    const timestamp = new Date(START + after - SECOND).toISOString();
    const body = { batch: batch.map((message) => ({ timestamp, ...message })) };
    house.plan({ at: START + after, call: { route: 'POST /v1/batch', key: 'server', body }, messages: [] });
  };
  say(0, { messageId: 'i1', type: 'identify', ...JOHN, traits: { email: 'john@example.com' } });
  say(2 * SECOND, {
    messageId: 'i2',
    type: 'identify',
    identifiers: { loyaltyId: 'l', email: 'lisa@example.com' },
    traits: { email: 'lisa@example.com' },
  });
  return {
    say,
    split: (after: number) =>
      scheduler.spawn(async () => {
        await scheduler.wait('split', START + after - scheduler.now);
        const body = { profile: 'userId:john', identifier: 'loyaltyId:l' };
        const answer = await house.functions.split.invoke({ route: 'POST /v1/split', key: 'admin', body });
        expect(answer.statusCode).toBe(200);
      }),
    /** All events are delivered once more. */
    deliverAgain: (after: number) =>
      scheduler.spawn(async () => {
        await scheduler.wait('a new mapping', START + after - scheduler.now);
        house.addMapping('resolve');
      }),
    /** Lets all happen until then. */
    settle: (after: number) => house.settle(START + after),
    wakeAt: (after: number) => {
      scheduler.advanceTo(START + after);
      scheduler.spawn(() => house.functions.wake.invoke(null));
    },
    /** Who got mails, of which campaign and step. */
    mails: () =>
      house.mailbox.mails.map(({ to, row }) => `${to} ${row.replace(/^\S+ (\w+)#.*#(\d)$/, '$1 $2')}`).sort(),
    ends: () =>
      house.tables
        .table('Journeys')
        .all()
        .map(({ journeyId, end }) => `${String(journeyId).split('#')[0]} ${end}`)
        .sort(),
    suppressed: () =>
      house.tables
        .table('Deliveries')
        .all()
        .flatMap(({ status, why }) => (status === 'suppressed' ? [why] : [])),
  };
}

describe('what was told before two people were split', () => {
  it('given journeys that began while the two were one, then each goes on with whose event it came from', async () => {
    const house = aHouse();
    house.say(5 * SECOND, WRONG);
    house.say(10 * MINUTE, booked('b2', LISA));
    house.split(11 * MINUTE);
    await house.settle(5 * DAY);
    expect(house.mails()).toEqual(TOLD_TO_LISA);
  });

  it('given that the event is delivered again after the split, then nothing is said again', async () => {
    const house = aHouse();
    house.say(5 * SECOND, WRONG);
    house.say(10 * MINUTE, booked('b2', LISA));
    house.split(11 * MINUTE);
    house.deliverAgain(15 * MINUTE);
    await house.settle(5 * DAY);
    expect(house.mails()).toEqual(TOLD_TO_LISA);
  });

  it('given two open journeys that met in the merge, then each goes on for its own', async () => {
    const house = aHouse();
    house.say(5 * SECOND, booked('b1', JOHN), booked('b2', LISA));
    house.say(10 * MINUTE, WRONG);
    house.split(HOUR);
    await house.settle(5 * DAY);
    expect(house.ends()).toEqual([
      'thanks completed',
      'thanks completed',
      'welcome completed',
      'welcome completed',
    ]);
    expect(house.mails().filter((mail) => mail.endsWith('welcome 3'))).toEqual([
      'john@example.com welcome 3',
      'lisa@example.com welcome 3',
    ]);
  });

  it('given a message that was requested for the two as one, then it goes to whose it is', async () => {
    const house = aHouse(
      ({ action }, after) => action === 'SendRawEmail' && after > HOUR && after < DAY + 2 * HOUR,
    );
    house.say(5 * SECOND, booked('b2', LISA));
    house.say(10 * MINUTE, WRONG);
    house.say(12 * MINUTE, {
      messageId: 'i3',
      type: 'identify',
      ...JOHN,
      traits: { email: 'john@example.com' },
    });
    await house.settle(DAY - MINUTE);
    house.wakeAt(DAY + 10 * SECOND);
    house.split(DAY + HOUR);
    await house.settle(3 * DAY);
    expect(house.mails()).toEqual(TOLD_TO_LISA);
  });

  it('given a match that comes to the campaign after the split, then it begins for whose event it was', async () => {
    const house = aHouse(
      ({ functionName }, after) => functionName === 'campaign' && after > 10 * MINUTE && after < 70 * MINUTE,
    );
    house.say(5 * SECOND, WRONG);
    house.say(50 * MINUTE, booked('b2', LISA));
    house.split(51 * MINUTE);
    await house.settle(5 * DAY);
    expect(house.mails()).toEqual(TOLD_TO_LISA);
  });
});

describe('what was told before two people were one', () => {
  it('given a message of each that waits, of one step of a campaign that is entered once, then one of the two leaves', async () => {
    const house = aHouse(({ action }, after) => action === 'SendRawEmail' && after < HOUR);
    house.say(5 * SECOND, booked('b1', JOHN), booked('b2', LISA));
    house.say(10 * MINUTE, WRONG);
    await house.settle(20 * DAY);
    const steps = house.mails().map((mail) => mail.split(' ').slice(1).join(' '));
    expect(steps).toEqual(['thanks 1', 'thanks 1', 'welcome 1', 'welcome 3']);
    expect(house.suppressed()).toHaveLength(1);
  });
});

import { wakeByTheMinute } from './earliest-due.ts';
import { journeysProgram } from './journeys-playbook.ts';
import { judgeJourneys } from './judge-journeys.ts';
import { STARTS_AT } from './play-scene.ts';
import { SimulatedHouse } from './simulated-house.ts';
import { watchJourneys } from './watch-journeys.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** `who`, as a message says it. */
type Said = readonly [at: number, who: object, event?: string];
const USER = { userId: 'x' };
const VISITOR = { anonymousId: 'y' };
const VENUE = { venue: 'bar' };
const BOTH = { ...USER, ...VISITOR };

/** Both sit down, and each is greeted, before they turn out to be one: who was told all is not told it again. */
const BOTH_GREETED: readonly Said[] = [
  [0, { ...USER, traits: { email: 'x@example.com' } }],
  [0, { ...VISITOR, traits: { email: 'y@example.com' } }],
  [MINUTE, USER, 'Menu Opened'],
  [28 * MINUTE, VISITOR, 'Menu Opened'],
  [34 * MINUTE, BOTH],
];

/** One was greeted hours ago, the other just now: whoever they turn out to be is not greeted again. */
const GREETED_BEFORE: readonly Said[] = [
  [0, { ...USER, traits: { email: 'x@example.com' } }],
  [0, { ...VISITOR, traits: { email: 'y@example.com' } }],
  [MINUTE, USER, 'Menu Opened'],
  [4 * HOUR, VISITOR, 'Menu Opened'],
  [4 * HOUR + 2 * MINUTE, BOTH],
  [4 * HOUR + 29 * MINUTE, USER, 'Menu Opened'],
];

/** Two who turn out to be one within a visit are in a campaign that is once per visit once. */
export async function twoAtOneTable(seed: number): Promise<string[]> {
  const house: SimulatedHouse = new SimulatedHouse({ seed, startsAt: STARTS_AT, program: journeysProgram });
  const watched = watchJourneys(house);
  for (const [number, [at, who, event]] of (seed % 2 === 0 ? BOTH_GREETED : GREETED_BEFORE).entries()) {
    const type = event === undefined ? 'identify' : 'track';
    const body = { messageId: `t${number}`, type, ...who, ...(event && { event, properties: VENUE }) };
    const call = { route: `POST /v1/${type}`, key: 'server', body };
    house.plan({ at: STARTS_AT + at, call, messages: [] });
  }
  wakeByTheMinute(house, STARTS_AT + 5 * HOUR);
  await house.settle(STARTS_AT + 5 * HOUR);
  return [...watched(), ...judgeJourneys(house, [journeysProgram(1)])];
}

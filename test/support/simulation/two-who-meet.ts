import { wakeByTheMinute } from './earliest-due.ts';
import { journeysProgram } from './journeys-playbook.ts';
import { judgeJourneys } from './judge-journeys.ts';
import { STARTS_AT } from './play-scene.ts';
import { SimulatedHouse } from './simulated-house.ts';
import { watchJourneys } from './watch-journeys.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Night in the house. */
const LATE = 12 * HOUR;
const USER = { userId: 'x' };
const VISITOR = { anonymousId: 'y' };
const context = { consent: { categoryPreferences: { marketing: true } } };
const INTRODUCED = [
  [0, { ...USER, context, traits: { email: 'x@example.com' } }],
  [0, { ...VISITOR, context, traits: { email: 'y@example.com' } }],
] as const;

type Said = readonly [at: number, what: Readonly<Record<string, unknown>>];

/** Each orders once, which together is every second order; the one is through with what the other begins. */
const BY_DAY: readonly Said[] = [
  ...INTRODUCED,
  [MINUTE, { ...USER, event: 'Signed Up' }],
  [2 * MINUTE, { ...USER, event: 'Booking Made' }],
  [5 * MINUTE, { ...USER, event: 'Order Completed' }],
  [6 * MINUTE, { ...VISITOR, event: 'Order Completed' }],
  [20 * MINUTE, { ...VISITOR, event: 'Signed Up' }],
  [25 * MINUTE, { ...USER, ...VISITOR }],
];

/** Both look at something by night, and turn out to be one before the morning. */
const BY_NIGHT: readonly Said[] = [
  ...INTRODUCED,
  [LATE + MINUTE, { ...USER, event: 'Product Viewed' }],
  [LATE + 2 * MINUTE, { ...VISITOR, event: 'Product Viewed' }],
  [LATE + HOUR, { ...USER, ...VISITOR }],
];

/** Two turn out to be one: by day while what one began gives way to what the other had, by night while messages of both are held. */
export async function twoWhoMeet(seed: number): Promise<string[]> {
  const house: SimulatedHouse = new SimulatedHouse({ seed, startsAt: STARTS_AT, program: journeysProgram });
  const watched = watchJourneys(house);
  for (const [number, [at, said]] of (seed % 2 === 0 ? BY_DAY : BY_NIGHT).entries()) {
    const type = 'event' in said ? 'track' : 'identify';
    const body = { messageId: `p${number}`, type, ...said };
    house.plan({
      at: STARTS_AT + at,
      call: { route: `POST /v1/${type}`, key: 'server', body },
      messages: [],
    });
  }
  wakeByTheMinute(house, STARTS_AT + 24 * HOUR);
  await house.settle(STARTS_AT + 24 * HOUR);
  return [...watched(), ...judgeJourneys(house, [journeysProgram(1)])];
}

import { wakeByTheMinute } from './earliest-due.ts';
import { journeysProgram } from './journeys-playbook.ts';
import { judgeJourneys } from './judge-journeys.ts';
import { later, STARTS_AT } from './play-scene.ts';
import { SimulatedHouse } from './simulated-house.ts';
import { watchJourneys } from './watch-journeys.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SPLIT_AFTER = 30 * MINUTE;
const USER = { userId: 'x' };
const VISITOR = { anonymousId: 'y' };
const context = { consent: { categoryPreferences: { marketing: true } } };

/** Both sign up, and turn out to be one, who is taken for two again: the visitor orders. */
const messages = (orderedAt: number) =>
  [
    [0, { ...USER, context, traits: { email: 'x@example.com' } }],
    [0, { ...VISITOR, context, traits: { email: 'y@example.com' } }],
    [MINUTE, { ...USER, event: 'Signed Up' }],
    [3 * MINUTE, { ...VISITOR, event: 'Signed Up' }],
    [10 * MINUTE, { ...USER, ...VISITOR }],
    [orderedAt, { ...VISITOR, event: 'Order Completed' }],
  ] as const;

/** Of two whose journeys met the younger gave way: once they are two again its goal counts, whenever it was reached. */
export async function twoWhoPart(seed: number): Promise<string[]> {
  const house: SimulatedHouse = new SimulatedHouse({ seed, startsAt: STARTS_AT, program: journeysProgram });
  const watched = watchJourneys(house);
  const orderedAt = SPLIT_AFTER + (seed % 2 === 0 ? -10 : 10) * MINUTE;
  for (const [number, [at, said]] of messages(orderedAt).entries()) {
    const type = 'event' in said ? 'track' : 'identify';
    const call = {
      route: `POST /v1/${type}`,
      key: 'server',
      body: { messageId: `p${number}`, type, ...said },
    };
    house.plan({ at: STARTS_AT + at, call, messages: [] });
  }
  const body = { profile: 'userId:x', identifier: 'anonymousId:y', from: 'userId:x' };
  later(house, SPLIT_AFTER, () =>
    house.functions.split.invoke({ route: 'POST /v1/split', key: 'admin', body }),
  );
  wakeByTheMinute(house, STARTS_AT + 9 * HOUR);
  await house.settle(STARTS_AT + 9 * HOUR);
  const goals = house.tables
    .table('Journeys')
    .all()
    .filter(({ convertedAt }) => convertedAt !== undefined);
  return [
    ...watched(),
    ...judgeJourneys(house, [journeysProgram(1)]),
    ...(goals.length === 0 ? ['nobody reached a goal'] : []),
  ];
}

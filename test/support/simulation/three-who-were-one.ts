import { judgeFormerIds } from './judge-former-ids.ts';
import { judgeHouse } from './judge-house.ts';
import { later, STARTS_AT } from './play-scene.ts';
import { SimulatedHouse } from './simulated-house.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Two were merged into a third, one by way of the other: taken back, both ids lead to those whom they had. */
export async function threeWhoWereOne(seed: number): Promise<string[]> {
  const house = new SimulatedHouse({ seed, startsAt: STARTS_AT });
  const said = [
    { userId: 'x' },
    { identifiers: { email: 'y@example.com' } },
    { identifiers: { loyaltyId: 'z' } },
    { userId: 'x', identifiers: { email: 'y@example.com' } },
    { identifiers: { email: 'y@example.com', loyaltyId: 'z' } },
  ];
  for (const [number, who] of said.entries()) {
    const body = { messageId: `t${number}`, type: 'track', event: 'Menu Opened', ...who };
    const call = { route: 'POST /v1/track', key: 'server', body };
    house.plan({ at: STARTS_AT + number * MINUTE, call, messages: [] });
  }
  const body = { profile: 'userId:x', identifier: 'email:y@example.com' };
  const split = { route: 'POST /v1/split', key: 'admin', body };
  later(house, 10 * MINUTE, () => house.functions.split.invoke(split));
  await house.settle(STARTS_AT + DAY);
  const people = house.tables
    .table('Profiles')
    .all()
    .filter(({ mergedInto }) => mergedInto === undefined);
  return [
    ...(people.length === 2 ? [] : [`there are ${people.length} people`]),
    ...judgeFormerIds(house),
    ...judgeHouse(house, [], { isShared: true }),
  ];
}

import { wakeByTheMinute } from './earliest-due.ts';
import { journeysProgram } from './journeys-playbook.ts';
import { judgeJourneys } from './judge-journeys.ts';
import { STARTS_AT } from './play-scene.ts';
import { SimulatedHouse } from './simulated-house.ts';
import { watchJourneys } from './watch-journeys.ts';

const HOUR = 3_600_000;
const GUEST = { userId: 'x' };
const BORN = { email: 'x@example.com', birthday: '1990-03-03' };

/** In hours, with where they are then. */
type Way = readonly (readonly [hours: number, timezone: string])[];

/** It is told at ten where they are: in New York 29 hours from the start, in Berlin 23. */
const WAYS: readonly Way[] = [
  // To where it is over already.
  [
    [0, 'America/New_York'],
    [26, 'Asia/Tokyo'],
  ],
  // And back, to where it is still to come.
  [
    [0, 'America/New_York'],
    [26, 'Asia/Tokyo'],
    [27, 'America/New_York'],
  ],
  // From where it was told to where it is still to come.
  [
    [0, 'Europe/Berlin'],
    [24, 'America/New_York'],
  ],
];

/** Who travels on their birthday is told once. */
export async function birthdayOnTheWay(seed: number): Promise<string[]> {
  const house: SimulatedHouse = new SimulatedHouse({ seed, startsAt: STARTS_AT, program: journeysProgram });
  const watched = watchJourneys(house);
  for (const [hours, timezone] of WAYS[seed % WAYS.length] ?? []) {
    const body = { messageId: `w${hours}`, type: 'identify', ...GUEST, traits: { ...BORN, timezone } };
    const call = { route: 'POST /v1/identify', key: 'server', body };
    house.plan({ at: STARTS_AT + hours * HOUR, call, messages: [] });
  }
  wakeByTheMinute(house, STARTS_AT + 36 * HOUR);
  await house.settle(STARTS_AT + 36 * HOUR);
  const told = new Set(
    house.bus.details.flatMap(({ detail }) => {
      const { id, type } = JSON.parse(detail) as { readonly id: string; readonly type: string };
      return type === 'Date Reached' ? [id] : [];
    }),
  );
  return [
    ...watched(),
    ...judgeJourneys(house, [journeysProgram(1)]),
    ...(told.size === 1 ? [] : [`the birthday is told ${told.size} times`]),
  ];
}

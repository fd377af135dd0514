import type { Program } from '../../../domain/playbook/program/program.ts';
import { wakeByTheMinute } from './earliest-due.ts';
import { journeysProgram } from './journeys-playbook.ts';
import { judgeJourneys } from './judge-journeys.ts';
import { STARTS_AT } from './play-scene.ts';
import { SimulatedHouse } from './simulated-house.ts';
import { watchJourneys } from './watch-journeys.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const GUEST = { userId: 'x', email: 'x@example.com' };

/** `told`: when, in minutes; `done`: when it happened. */
const DONE = [
  { event: 'Menu Opened', done: 60, told: 60, properties: { venue: 'bar' } },
  { event: 'Booking Made', done: 20, told: 61, properties: {} },
  { event: 'Booking Made', done: 62, told: 62, properties: {} },
];

/** Who books within a visit is greeted once: not also for a booking of before it, of which we hear later. */
export async function lateOrder(seed: number): Promise<string[]> {
  const program = (ordinal: 1 | 2) => greetingBookers(journeysProgram(ordinal));
  const house: SimulatedHouse = new SimulatedHouse({ seed, startsAt: STARTS_AT, program });
  const watched = watchJourneys(house);
  for (const [number, { event, done, told, properties }] of DONE.entries()) {
    const timestamp = new Date(STARTS_AT + done * MINUTE).toISOString();
    const said = { messageId: `o${number}`, type: 'track', userId: GUEST.userId, event, properties };
    const body = { ...said, timestamp, context: { traits: { email: GUEST.email } } };
    house.plan({
      at: STARTS_AT + told * MINUTE,
      call: { route: 'POST /v1/track', key: 'server', body },
      messages: [],
    });
  }
  wakeByTheMinute(house, STARTS_AT + 3 * HOUR);
  await house.settle(STARTS_AT + 3 * HOUR);
  const greeted = house.tables
    .table('Journeys')
    .all()
    .filter(({ campaign }) => campaign === 'table');
  return [
    ...watched(),
    ...judgeJourneys(house, [program(1)]),
    ...(greeted.length === 1 ? [] : [`greeted ${greeted.length} times`]),
  ];
}

function greetingBookers(program: Program): Program {
  const { table } = program.campaigns;
  if (table === undefined) throw new Error('nobody is greeted');
  const triggers = [{ kind: 'event', of: { names: ['Booking Made'], where: [] } }] as const;
  return { ...program, campaigns: { ...program.campaigns, table: { ...table, triggers } } };
}

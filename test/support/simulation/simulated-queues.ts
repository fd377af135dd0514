import type { SQSEvent } from 'aws-lambda';
import { DUE_SHARDS } from '../../../lambdas/contract/tables.ts';
import type { BusRule } from './simulated-bus.ts';
import type { SimulatedFunctions } from './simulated-functions.ts';
import { SimulatedQueue } from './simulated-queue.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import type { World } from './world.ts';

/** The queues of a house by name, each with its function, in batches as lib/features has them. */
export function createQueues(
  world: World,
  { refold, redrive, campaign, due, email }: SimulatedFunctions,
  tables: SimulatedTables,
  duplicates: number,
): ReadonlyMap<string, SimulatedQueue> {
  const queues = [
    { name: 'refold', batchSize: 1, consume: (event: SQSEvent) => refold.invoke(event) },
    { name: 'redrive', batchSize: 1, consume: (event: SQSEvent) => redrive.invoke(event) },
    { name: 'campaign', batchSize: 10, consume: (event: SQSEvent) => campaign.invoke(event) },
    { name: 'due', batchSize: 1, consume: (event: SQSEvent) => consumeDue(world, tables, due, event) },
    { name: 'email', batchSize: 10, consume: (event: SQSEvent) => email.invoke(event) },
  ];
  return new Map(queues.map((queue) => [queue.name, new SimulatedQueue(world, { ...queue, duplicates })]));
}

/** Most shards have nothing due: their jobs are seldom handed to the function, which would find so. */
async function consumeDue(
  { random, scheduler }: World,
  tables: SimulatedTables,
  due: SimulatedFunctions['due'],
  event: SQSEvent,
) {
  const { shard } = JSON.parse(event.Records[0]?.body ?? '{}') as { shard: number };
  const isIdle = (['Profiles', 'Journeys', 'Deliveries'] as const).every((name) => {
    const at = tables.table(name).due(shard)[0]?.dueAt;
    return at === undefined || Number(at) > scheduler.now;
  });
  if (isIdle && !random.happens(1 / DUE_SHARDS)) return { batchItemFailures: [] };
  return due.invoke(event);
}

const TRIGGERS = [
  'Segment Entered',
  'Segment Left',
  'Member Included',
  'Event Matched',
  'Date Reached',
  'Journey Event Matched',
];

/** The rules of the bus, as lib/features has them, as far as a house has their functions. */
export function rulesOf(queue: (name: string) => SimulatedQueue): readonly BusRule[] {
  return [
    { isFor: (type) => TRIGGERS.includes(type), to: queue('campaign') },
    {
      isFor: (type, { channel }) => type === 'Message Requested' && channel === 'email',
      to: queue('email'),
    },
  ];
}

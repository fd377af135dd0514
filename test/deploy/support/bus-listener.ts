import { aws } from './aws.ts';
import type { Emulator } from './emulator.ts';

/** A queue of the operator's own that gets all that goes over a stage's bus. */
export interface BusListener {
  /** How many signals and messages it has by now. */
  count(): Promise<number>;
}

/** Hangs a rule on the bus of a stage, as docs/bus.md invites everybody to. */
export async function listenToBus(emulator: Emulator, stage: string): Promise<BusListener> {
  const bus = `maitred-${stage}`;
  const { QueueUrl: url } = await aws<{ QueueUrl: string }>(
    emulator,
    ...['sqs', 'create-queue', '--queue-name', `listener-${stage}`],
  );
  const attributes = ['sqs', 'get-queue-attributes', '--queue-url', url, '--attribute-names', 'All'];
  const read = async () =>
    (await aws<{ Attributes: Record<string, string> }>(emulator, ...attributes)).Attributes;
  const { QueueArn: arn = '' } = await read();
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arn,
      },
    ],
  };
  const Policy = JSON.stringify({ Policy: JSON.stringify(policy) });
  await aws(emulator, 'sqs', 'set-queue-attributes', '--queue-url', url, '--attributes', Policy);
  const rule = ['--rule', 'listener', '--event-bus-name', bus];
  const pattern = JSON.stringify({ source: [{ prefix: '' }] });
  await aws(
    emulator,
    'events',
    'put-rule',
    '--name',
    'listener',
    '--event-bus-name',
    bus,
    '--event-pattern',
    pattern,
  );
  await aws(emulator, 'events', 'put-targets', ...rule, '--targets', `Id=queue,Arn=${arn}`);
  return { count: async () => Number((await read()).ApproximateNumberOfMessages) };
}

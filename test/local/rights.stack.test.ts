import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from '../../local/boot/synthesize.ts';
import { covers, type Grant, readGrants } from '../../local/rights/granted-rights.ts';
import { type Right, rightsNeededBy } from '../../local/rights/needed-rights.ts';
import { startLocal } from '../../local/start-local.ts';
import { readTemplates } from '../../local/template/read-templates.ts';
import { createResourceReader } from '../../local/template/resource-reader.ts';
import { takeGrandTour } from '../support/grand-tour.ts';
import { House } from '../support/house.ts';

/** What Lambda itself does in a function's name: its own log, what it polls, what it gives up. */
const DONE_BY_LAMBDA =
  /^(logs:|sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$|s3:(PutObject|ListBucket)$|dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$)/;

const describeRight = (functionName: string, { action, resource }: Right) =>
  `${functionName} ${action} ${resource.replace(/^arn:aws:[^:]*:[^:]*:[^:]*:/, '')}`;

/** Streams are tried a hundred times before their batches are given up. */
const TOUR_TIMEOUT_MILLISECONDS = 360_000;

/** Rights are not enforced on this machine, so what functions call is compared with what the template lets them. */
describe('given a tour through all that the system does', () => {
  const used = new Map<string, { functionName: string; right: Right }>();
  let grants: Grant[];
  let close = async () => {};
  beforeAll(async () => {
    const failing = new Set<string>();
    const stack = await startLocal({
      port: 0,
      playbook: 'playbooks/hotel',
      log: 'none',
      say: () => {},
      onAwsCall(call) {
        if (failing.has(call.functionName)) return 'kill';
        for (const right of call.functionName === 'local' ? [] : rightsNeededBy(call, () => undefined)) {
          used.set(describeRight(call.functionName, right), { functionName: call.functionName, right });
        }
        return 'pass';
      },
    });
    close = () => stack.stop();
    const addresses = { awsUrl: 'http://127.0.0.1', publicUrl: stack.url };
    grants = readGrants(createResourceReader(readTemplates(await synthesize()), addresses));
    await takeGrandTour(new House(stack), failing);
  }, TOUR_TIMEOUT_MILLISECONDS);
  afterAll(async () => close());

  it('then each function may do what it called', () => {
    const refused = [...used.entries()]
      .filter(([, { functionName, right }]) => !grants.some((grant) => covers(grant, functionName, right)))
      .map(([description]) => description);

    expect(refused).toEqual([]);
  });

  it('then every function that calls AWS at all was seen', () => {
    const seen = new Set([...used.values()].map(({ functionName }) => functionName));
    const quiet = new Set(grants.map(({ functionName }) => functionName).filter((name) => !seen.has(name)));

    expect([...quiet].sort()).toEqual(['not-yet', 'openapi']);
  });

  it('then rights that nothing made use of are named', () => {
    const unused = grants
      .filter(({ action }) => !DONE_BY_LAMBDA.test(action))
      .filter((grant) => ![...used.values()].some((each) => covers(grant, each.functionName, each.right)))
      .map((grant) => describeRight(grant.functionName, grant));

    process.stdout.write(
      `rights that the tour made no use of:\n${unused.map((one) => `  ${one}\n`).join('')}`,
    );
  });
});

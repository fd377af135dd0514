import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from '../../local/boot/synthesize.ts';
import { covers, type Grant, readGrants } from '../../local/rights/granted-rights.ts';
import { type Right, rightsNeededBy } from '../../local/rights/needed-rights.ts';
import { startLocal } from '../../local/start-local.ts';
import { readTemplates } from '../../local/template/read-templates.ts';
import { createResourceReader, type ReadResources } from '../../local/template/resource-reader.ts';
import { CallFaults } from '../support/call-faults.ts';
import { House } from '../support/house.ts';
import { partitionKeysOf } from '../support/partition-keys.ts';
import { rightsOfLambda } from '../support/rights-of-lambda.ts';
import { takeGrandTour } from '../support/tour/take-grand-tour.ts';

const describeRight = ({ functionName, action, resource, leadingKeys }: Used) =>
  [functionName, action, resource.replace(/^arn:aws:[^:]*:[^:]*:[^:]*:/, ''), ...(leadingKeys ?? [])].join(
    ' ',
  );

interface Used extends Right {
  readonly functionName: string;
}

/** One grant for each kind of rows that it is bound to, so that each must be used. */
const byLeadingKey = (grant: Grant): Grant[] =>
  grant.leadingKeys?.map((key) => ({ ...grant, leadingKeys: [key] })) ?? [grant];

/** Streams are tried a hundred times before their batches are given up. */
const TOUR_TIMEOUT_MILLISECONDS = 600_000;

/**
 * Everywhere else a call without its right is refused and fails the test that led to it (local/rights). Here it is shown that no
 * function has a right that it does not use.
 */
describe('given a tour through all that the system does', () => {
  const used = new Map<string, Used>();
  const said: string[] = [];
  let read: ReadResources;
  let grants: Grant[];
  let close = async () => {};
  let stopped: unknown;

  async function takeTour(): Promise<void> {
    const partitionKeyOf = partitionKeysOf(read);
    const faults = new CallFaults();
    const stack = await startLocal({
      port: 0,
      playbook: 'playbooks/hotel',
      log: 'none',
      say: (line) => said.push(line),
      onAwsCall(call) {
        const { functionName } = call;
        for (const right of functionName === 'local' ? [] : rightsNeededBy(call, partitionKeyOf)) {
          used.set(describeRight({ functionName, ...right }), { functionName, ...right });
        }
        return faults.of(call);
      },
    });
    close = () => stack.stop();
    await takeGrandTour(new House(stack), faults);
  }

  beforeAll(async () => {
    read = createResourceReader(readTemplates(await synthesize()), {
      awsUrl: 'http://127.0.0.1',
      publicUrl: 'http://127.0.0.1',
    });
    grants = readGrants(read).flatMap(byLeadingKey);
    // A right that is missing may stop it anywhere: which one is told by the tests, that it was stopped by one of them.
    await takeTour().catch((error: unknown) => {
      stopped = error;
    });
  }, TOUR_TIMEOUT_MILLISECONDS);
  afterAll(async () => close());

  it('then no function was refused a call', () => {
    expect(said).toEqual([]);
  });

  it('then nothing stopped it', () => {
    expect(stopped).toBeUndefined();
  });

  it('then each function may do what it called', () => {
    const refused = [...used.values()].filter(
      (each) => !readGrants(read).some((grant) => covers(grant, each.functionName, each)),
    );

    expect(refused.map(describeRight)).toEqual([]);
  });

  it('then what no function made use of is what Lambda does in its name, no more and no less', () => {
    const unused = grants.filter(
      (grant) => ![...used.values()].some((each) => covers(grant, each.functionName, each)),
    );

    expect(unused.map(describeRight).toSorted()).toEqual(rightsOfLambda(read).map(describeRight).toSorted());
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ForeignApp, installForeignApp } from '../support/foreign-app.ts';
import { aws } from './support/aws.ts';
import { bootstrap, deployApp, type Outputs } from './support/cdk.ts';
import { DeployedMaitred } from './support/deployed-maitred.ts';
import { type Emulator, startEmulator } from './support/emulator.ts';
import { until } from './support/until.ts';

/** A queue that CloudFormation cannot create, and tries to only when the playbook is deployed. */
const DOOMED = `
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
const { service } = hotel.node.findChild('Maitred') as Maitred;
const doomed = new CfnQueue(service, 'Doomed', { fifoQueue: true, queueName: 'no-fifo-name' });
doomed.node.addDependency(service.node.findChild('StackPlaybook'));
`;

describe('a team’s own CDK app, with Maitred and a playbook in it', () => {
  let app: ForeignApp;
  let emulator: Emulator;
  let outputs: Outputs;
  let maitred: DeployedMaitred;
  beforeAll(async () => {
    app = installForeignApp();
    emulator = await startEmulator('foreign-app');
    await bootstrap(emulator);
    outputs = await deployApp(emulator, [], app.folder);
    maitred = new DeployedMaitred(emulator, outputs, 'prod');
    await maitred.makeKeys();
  });
  afterAll(async () => {
    await emulator?.stop();
    app?.remove();
  });

  /** The version that the app's own command line makes of the playbook, and the one that is active. */
  async function versions(): Promise<{ inFolder: string | undefined; active: string | undefined }> {
    const checked = app.run('node_modules/.bin/maitred', 'check', 'playbook');
    const inFolder = /version ([0-9a-f]{20})$/m.exec(checked)?.[1];
    return { inFolder, active: /→ +(\w+)/.exec(await maitred.maitred('versions'))?.[1] };
  }

  /** The detail of a message on the team's own queue. */
  async function receive(): Promise<unknown> {
    const queue = outputs.Hotel?.SpaGuestsUrl ?? '';
    const answer = await aws<{ Messages?: { Body: string }[] } | undefined>(
      emulator,
      // Of all services, SQS is looked for elsewhere by this command line unless it is told again.
      ...['sqs', 'receive-message', '--queue-url', queue, '--endpoint-url', emulator.url],
    );
    const body = answer?.Messages?.[0]?.Body;
    return body === undefined ? undefined : (JSON.parse(body) as { detail: unknown }).detail;
  }

  it('given the deploy, then the playbook is active, and nobody has deployed it by hand', async () => {
    const { inFolder, active } = await versions();

    expect(inFolder).toMatch(/^[0-9a-f]{20}$/);
    expect(active).toBe(inFolder);
  });

  it('given a guest who looks at the spa twice, then the team’s own queue receives the signal', async () => {
    for (const messageId of ['first', 'second']) {
      const answer = await maitred.curl('/v1/track', { messageId, userId: 'ada', event: 'Spa Viewed' });
      expect(answer.status).toBe(200);
    }

    const detail = await until('the signal is on the queue', receive);

    const profile = await maitred.profile('userId:ada');
    expect(detail).toMatchObject({ segment: 'interest-in-spa', entry: 1, profileId: profile?.profileId });
  });

  it('given another playbook in the folder, when the app is deployed again, then that is active', async () => {
    const before = await versions();
    const segment = join(app.folder, 'playbook/segments/gold.yaml');
    writeFileSync(segment, 'when: { trait: tier, is: gold }\n');
    await deployApp(emulator, [], app.folder);

    const after = await versions();
    expect(after.inFolder).not.toBe(before.inFolder);
    expect(after.active).toBe(after.inFolder);
  });

  it('given a deploy that fails after the playbook has changed, when it is rolled back, then the playbook before is active', async () => {
    const before = await versions();
    writeFileSync(join(app.folder, 'playbook/segments/silver.yaml'), 'when: { trait: tier, is: silver }\n');
    const source = readFileSync(join(app.folder, 'app.ts'), 'utf8');
    writeFileSync(
      join(app.folder, 'app.ts'),
      source.replace(/^new Hotel/m, 'const hotel = new Hotel') + DOOMED,
    );

    await expect(deployApp(emulator, [], app.folder)).rejects.toThrow(/Doomed.*\.fifo suffix/);

    const after = await versions();
    expect(after.inFolder).not.toBe(before.inFolder);
    expect(after.active).toBe(before.active);
  });
});

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aws } from './support/aws.ts';
import { type BusListener, listenToBus } from './support/bus-listener.ts';
import { bootstrap, deployStage, destroyStage, type Outputs, type Stage } from './support/cdk.ts';
import { DeployedMaitred } from './support/deployed-maitred.ts';
import { type Emulator, startEmulator } from './support/emulator.ts';
import { HotelGuest } from './support/hotel-guest.ts';
import { KINDS, takeInventory } from './support/inventory.ts';
import { until } from './support/until.ts';

const TRIAL: Stage = { stage: 'trial', disposable: true };
const PROD: Stage = { stage: 'prod', disposable: false };
const PLAYBOOK = 'test/deploy/playbook';

let emulator: Emulator;
let trial: DeployedMaitred;
let prod: DeployedMaitred;
let onTrialsBus: BusListener;
let onProdsBus: BusListener;
/** With the one stage in it, before there was another. */
let alone: Awaited<ReturnType<typeof takeInventory>>;
beforeAll(async () => {
  emulator = await startEmulator('stages');
  await bootstrap(emulator);
  prod = await open(await deployStage(emulator, PROD), PROD, 'Hotel of prod');
  onProdsBus = await listenToBus(emulator, 'prod');
  alone = await takeInventory(emulator);
  trial = await open(await deployStage(emulator, TRIAL), TRIAL, 'Hotel on trial');
  onTrialsBus = await listenToBus(emulator, 'trial');
});
afterAll(async () => emulator?.stop());

/** Makes keys, and deploys the playbook under a name of its own. */
async function open(outputs: Outputs, { stage }: Stage, name: string): Promise<DeployedMaitred> {
  const maitred = new DeployedMaitred(emulator, outputs, stage);
  await maitred.makeKeys();
  const folder = mkdtempSync(join(emulator.folder, 'playbook-'));
  cpSync(PLAYBOOK, folder, { recursive: true });
  const file = join(folder, 'playbook.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^name: .*$/m, `name: ${name}`));
  await maitred.maitred('deploy', folder);
  return maitred;
}

const tablesOf = async ({ stage }: Stage): Promise<string[]> => {
  const names = await aws<string[]>(emulator, 'dynamodb', 'list-tables', '--query', 'TableNames');
  return names.filter((name) => name.startsWith(`MaitredData-${stage}-`));
};

describe('two stages in one account', () => {
  beforeAll(async () => {
    const john = new HotelGuest(trial, 'john');
    await john.signUp({ marketing: true });
    await john.callHotel();
    await until('john has a journey', async () => ((await john.profile())?.journeys.length ?? 0) > 0);
  });

  it('given a guest of one, then nobody of that name is known to the other', async () => {
    expect(await trial.profile('userId:john')).toBeDefined();
    expect(await prod.profile('userId:john')).toBeUndefined();
  });

  it('given the keys of one, then the other refuses them', async () => {
    const event = { userId: 'john', event: 'Signed Up' };

    expect((await prod.curl('/v1/track', event, trial.key)).status).toBe(401);
    expect((await trial.curl('/v1/track', event, prod.key)).status).toBe(401);
  });

  it('given a playbook each, then each lists its own alone', async () => {
    const [ofTrial, ofProd] = [await trial.maitred('versions'), await prod.maitred('versions')];

    expect(ofTrial).toContain('Hotel on trial');
    expect(ofTrial).not.toContain('Hotel of prod');
    expect(ofProd).toContain('Hotel of prod');
    expect(ofProd).not.toContain('Hotel on trial');
  });

  it('given what happened in one, then the other’s tables hold nothing but its keys and its playbook', async () => {
    const tables = await tablesOf(PROD);
    expect(tables).toHaveLength(10);
    for (const table of tables.filter((name) => !name.includes('-Config'))) {
      expect(
        await aws(emulator, 'dynamodb', 'scan', '--table-name', table, '--query', 'Items'),
        table,
      ).toEqual([]);
    }
  });

  it('given signals of one, then its own bus carries them, and the other’s carries nothing', async () => {
    await until('the one bus carried them', async () => (await onTrialsBus.count()) > 0);

    expect(await onProdsBus.count()).toBe(0);
  });

  it('given the rights of one, then no policy names anything of the other', async () => {
    const account = await aws<{ RoleDetailList: { RoleName: string; RolePolicyList: unknown }[] }>(
      emulator,
      ...['iam', 'get-account-authorization-details', '--filter', 'Role'],
    );
    const rolesOf = ({ stage }: Stage) =>
      account.RoleDetailList.filter(({ RoleName }) => RoleName.startsWith(`MaitredService-${stage}-`));

    expect(rolesOf(TRIAL)).toHaveLength(rolesOf(PROD).length);
    expect(rolesOf(TRIAL).length).toBeGreaterThan(0);
    expect(JSON.stringify(rolesOf(TRIAL))).not.toMatch(/Maitred(Data|Service)-prod|maitred-prod/i);
    expect(JSON.stringify(rolesOf(PROD))).not.toMatch(/Maitred(Data|Service)-trial|maitred-trial/i);
  });
});

describe('a stage that ceases to be disposable', () => {
  beforeAll(async () => {
    await deployStage(emulator, { ...TRIAL, disposable: false });
  });

  it('given the update, then its guests, its playbook and the topics of its staff are there still', async () => {
    const topics = await aws<string[]>(emulator, 'sns', 'list-topics', '--query', 'Topics[].TopicArn');

    expect(await trial.profile('userId:john')).toBeDefined();
    expect(await trial.maitred('versions')).toContain('Hotel on trial');
    expect(topics.filter((arn) => arn.includes(':maitred-trial-venue-'))).toHaveLength(1);
  });

  it('given the update, then its tables are protected', async () => {
    for (const table of await tablesOf(TRIAL)) expect(await isProtected(table), table).toBe(true);
  });

  it('given that it is disposable again, when it is destroyed, then the other stage is as it was, and alone', async () => {
    await deployStage(emulator, TRIAL);
    await destroyStage(emulator, TRIAL);
    await aws(emulator, 'sqs', 'delete-queue', '--queue-url', await listenersQueue('trial'));

    const left = await takeInventory(emulator);
    for (const kind of KINDS) expect(left[kind], kind).toEqual(alone[kind]);
    expect(await prod.maitred('versions')).toContain('Hotel of prod');
  });
});

describe('a stage that is not disposable, when it is destroyed', () => {
  let tables: string[];
  beforeAll(async () => {
    tables = await tablesOf(PROD);
    await aws(
      emulator,
      'events',
      'remove-targets',
      '--rule',
      'listener',
      '--event-bus-name',
      'maitred-prod',
      '--ids',
      'queue',
    );
    await aws(emulator, 'events', 'delete-rule', '--name', 'listener', '--event-bus-name', 'maitred-prod');
    await destroyStage(emulator, PROD);
  });

  it('given its tables, then they outlive it', async () => {
    expect(await tablesOf(PROD)).toEqual(tables);
  });

  it('given a table, when somebody deletes it, then AWS refuses', async () => {
    for (const table of tables) {
      expect(await isProtected(table), table).toBe(true);
      await expect(aws(emulator, 'dynamodb', 'delete-table', '--table-name', table)).rejects.toThrow(
        /protect/i,
      );
    }
  });

  it('given its buckets and its secret, then they outlive it', async () => {
    const left = await takeInventory(emulator);

    expect(left.buckets.filter((name) => name.startsWith('maitreddata-prod-'))).toHaveLength(2);
    expect(left.secrets.filter((name) => name.startsWith('MaitredData-prod-'))).toHaveLength(1);
    expect(left.functions).toEqual([]);
    expect(left.APIs).toEqual([]);
  });
});

async function isProtected(table: string): Promise<boolean> {
  const query = ['--query', 'Table.DeletionProtectionEnabled'];
  return aws(emulator, 'dynamodb', 'describe-table', '--table-name', table, ...query);
}

async function listenersQueue(stage: string): Promise<string> {
  const words = ['sqs', 'get-queue-url', '--queue-name', `listener-${stage}`, '--query', 'QueueUrl'];
  return aws(emulator, ...words);
}

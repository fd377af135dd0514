import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createObjectReader, type ReadObject } from '../../../lambdas/adapters/object-reader.ts';
import { createPlaybookStore, type PlaybookStore } from '../../../lambdas/adapters/playbook-store.ts';
import { createPlaybookUploads } from '../../../lambdas/adapters/playbook-uploads.ts';
import { createPlaybookVersions, DeployConflictError } from '../../../lambdas/adapters/playbook-versions.ts';
import { TABLES } from '../../../lambdas/contract/tables.ts';
import { isPoison } from '../../../lambdas/runtime/is-poison.ts';
import { createDynamoDbCaller } from '../../../local/aws/dynamodb-caller.ts';
import { createTable, recreateTable } from '../../../local/boot/create-tables.ts';
import { type DynamoDbLocal, startDynamoDbLocal } from '../../../local/boot/dynamodb-local.ts';
import { findJava } from '../../../local/boot/find-java.ts';
import { type QueueServer, startQueueServer } from '../../../local/queues/queue-server.ts';
import { aProgram } from '../../support/a-program.ts';

const { partitionKey, sortKey } = TABLES.Config;
const CONFIG = {
  name: 'Config',
  attributes: [partitionKey, sortKey].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  keys: [
    { AttributeName: partitionKey, KeyType: 'HASH' },
    { AttributeName: sortKey, KeyType: 'RANGE' },
  ],
  indexes: [],
} as unknown as Parameters<typeof createTable>[1];
const ACCESS = { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };

describe('the playbook store, with real tables and objects', () => {
  let database: DynamoDbLocal;
  let objectServer: QueueServer;
  let documentClient: DynamoDBDocumentClient;
  let s3Client: S3Client;
  let readFromServer: ReadObject;
  let readObject: ReadObject;
  let now: number;
  beforeAll(async () => {
    database = await startDynamoDbLocal(await findJava(() => {}), undefined);
    objectServer = await startQueueServer(undefined);
    objectServer.create([], [{ name: 'playbooks' } as never]);
    const endpoint = (port: number) => ({ ...ACCESS, endpoint: `http://127.0.0.1:${port}` });
    documentClient = DynamoDBDocumentClient.from(new DynamoDBClient(endpoint(database.port)));
    s3Client = new S3Client({ ...endpoint(objectServer.port), forcePathStyle: true });
    const { region, credentials } = ACCESS;
    readFromServer = createObjectReader({
      bucket: 'playbooks',
      endpoint: `http://127.0.0.1:${objectServer.port}`,
      region,
      credentials: async () => credentials,
    });
    await createTable(createDynamoDbCaller(database.port), CONFIG);
  });
  afterAll(async () => {
    await objectServer?.stop();
    await database?.stop();
  });
  beforeEach(async () => {
    now = 0;
    readObject = readFromServer;
    await recreateTable(createDynamoDbCaller(database.port), CONFIG);
  });

  const open = (): PlaybookStore =>
    createPlaybookStore({
      documentClient,
      configTable: 'Config',
      bucket: 'playbooks',
      readObject,
      clock: () => now,
    });
  const versions = () => createPlaybookVersions({ client: documentClient, configTable: 'Config' });

  /** Deploys a version as the next one. */
  async function deploy(version: string): Promise<void> {
    const from = await versions().pointer();
    const templates = { version, templates: { hello: { html: `<p>${version}</p>` } } };
    const uploads = createPlaybookUploads({ bucket: 'playbooks', client: s3Client });
    await uploads.write({ program: aProgram({ version, ordinal: 0 }), templates, sources: {} });
    const ordinal = (from?.ordinal ?? 0) + 1;
    await versions().activate({ version, ordinal, deployedAt: 5, name: 'Test House', by: 'office' }, from);
  }

  it('given no playbook, then it says what to do, and finds the first one as soon as it is deployed', async () => {
    const store = open();
    await expect(store.active()).rejects.toMatchObject({ code: 'no-playbook', retryable: true });
    await deploy('v1');
    expect((await store.active()).program).toMatchObject({ version: 'v1', ordinal: 1 });
  });

  it('given a newer version, then it is seen after ten seconds, or at once by who must have the newest', async () => {
    await deploy('v1');
    const store = open();
    const first = await store.active();
    await deploy('v2');

    now = 9_999;
    expect(await store.active()).toBe(first);
    now = 10_000;
    expect((await store.active()).program).toMatchObject({ version: 'v2', ordinal: 2 });

    await deploy('v3');
    expect((await store.newest()).program).toMatchObject({ version: 'v3', ordinal: 3 });
    expect((await store.active()).program.version).toBe('v3');
  });

  it('given a rollback, then the old version is active under a new, higher ordinal', async () => {
    await deploy('v1');
    await deploy('v2');
    await versions().movePointer({ version: 'v1', ordinal: 3 }, { version: 'v2', ordinal: 2 });
    expect((await open().active()).program).toMatchObject({ version: 'v1', ordinal: 3 });
  });

  it('given what a deployment adds to its version, then the active program has it, and the version alone has not', async () => {
    const retained = {
      'times-x': { kind: 'times', of: { names: ['X'], where: [] }, keep: 1 },
    } as const;
    const since = { includedSince: { hello: 2 }, scheduledSince: { hello: 5 } };
    const none = { formerSchedules: {}, underway: [], givenUp: [] };
    const deployment = { retained, accepts: ['larger'], ...since, ...none };
    const uploads = createPlaybookUploads({ bucket: 'playbooks', client: s3Client });
    await uploads.writeDeployment('d1', deployment);
    await deploy('v1');
    await deploy('v2');
    const to = { version: 'v1', ordinal: 3, deployment: 'd1', since: 7, by: 'desk' };
    expect(await versions().pointer()).toMatchObject({ version: 'v2', ordinal: 2, since: 5, by: 'office' });
    await versions().movePointer(to, { version: 'v2', ordinal: 2 });
    expect(await versions().pointer()).toEqual(to);
    const store = open();
    const { program } = await store.active();
    expect(program).toMatchObject({ ordinal: 3, accepts: ['larger'], ...since });
    expect(Object.keys(program.aggregates)).toEqual(['times-x']);
    expect((await store.version('v1')).program.aggregates).toEqual({});
    const plain = { version: 'v2', ordinal: 4 };
    await versions().movePointer(plain, to);
    expect(await versions().pointer()).toEqual(plain);
    expect((await open().active()).program.aggregates).toEqual({});
  });

  it('given a version that is no longer active, then its program and templates are still there', async () => {
    await deploy('v1');
    await deploy('v2');
    const store = open();
    expect((await store.version('v1')).program).toMatchObject({ version: 'v1', ordinal: 1 });
    expect((await store.templates('v1')).templates.hello?.html).toBe('<p>v1</p>');
    expect(await store.version('v1')).toBe(await store.version('v1'));
  });

  it('given a version that was never there, then no retry helps', async () => {
    await expect(open().version('v9')).rejects.toMatchObject({ code: 'playbook-missing', retryable: false });
  });

  it.each([
    ['no JSON', '{"version":'],
    ['no program that this release can run', '{"version":"v1"}'],
  ])('given a program that is %s, then the playbook is to blame and no record', async (_what, text) => {
    await deploy('v1');
    readObject = async () => text;
    const error = await open()
      .active()
      .catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'playbook-broken', message: expect.stringContaining('v1') });
    expect(isPoison(error)).toBe(false);
  });

  it('given two deploys from the same state, then the second is refused and leaves nothing behind', async () => {
    await deploy('v1');
    const from = await versions().pointer();
    await deploy('v2');
    const late = versions().activate({ version: 'v3', ordinal: 2, deployedAt: 6, name: 'Test House' }, from);
    await expect(late).rejects.toBeInstanceOf(DeployConflictError);
    const early = versions().activate(
      { version: 'v4', ordinal: 1, deployedAt: 6, name: 'Test House' },
      undefined,
    );
    await expect(early).rejects.toBeInstanceOf(DeployConflictError);
    expect((await versions().list()).map(({ version, by }) => [version, by])).toEqual([
      ['v2', 'office'],
      ['v1', 'office'],
    ]);
  });
});

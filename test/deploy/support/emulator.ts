import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { freePort } from '../../../local/boot/free-port.ts';
import { createCertificate } from './certificate.ts';
import { installPythonTools } from './python-tools.ts';
import { PROJECT_FOLDER, PROJECT_TOOLS } from './run-command.ts';

/** An AWS account on this machine, in a process of its own, empty. */
export interface Emulator {
  /** Where it answers, over TLS: for what AWS does not have (`/_ministack/…`). */
  readonly url: string;
  /** The shell of the account's administrator: `aws`, `cdk`, `curl` and Node find the emulator by it, and trust it. */
  readonly environment: NodeJS.ProcessEnv;
  /** For what a test writes; it goes with the emulator. */
  readonly folder: string;
  /** Ends it and everything that it started. */
  stop(): Promise<void>;
}

export const REGION = 'eu-central-1';
/** What the emulator knows as the account's root. */
const ADMINISTRATOR = 'test';
const SERVER = join(import.meta.dirname, 'emulator.py');
const LOOPBACK_NAMES = join(import.meta.dirname, 'loopback-names.ts');
const POLL_MILLISECONDS = 50;
const PATIENCE_MILLISECONDS = 60_000;

/**
 * Starts MiniStack with nothing in it, on a free port of loopback, with IAM enforced and over TLS alone.
 * @param name of its log, build/emulator-<name>.log
 * @throws ToolsMissing where it cannot be installed
 */
export async function startEmulator(name: string): Promise<Emulator> {
  const programs = await installPythonTools();
  const folder = mkdtempSync(join(tmpdir(), 'maitred-deploy-'));
  const tls = await createCertificate(folder);
  const port = await freePort();
  const log = join(PROJECT_FOLDER, 'build', `emulator-${name}.log`);
  const PATH = [programs, PROJECT_TOOLS, process.env.PATH].join(delimiter);
  const settings = {
    AUTH: 'true',
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    LAMBDA_EXECUTOR: 'local',
    MINISTACK_REGION: REGION,
    USE_SSL: '1',
    MINISTACK_SSL_CERT: tls.certificate,
    MINISTACK_SSL_KEY: tls.key,
  };
  const server = launch(join(programs, 'python'), log, {
    PATH,
    HOME: folder,
    TMPDIR: folder,
    ...settings,
  });
  trust(tls.certificate);
  const url = `https://127.0.0.1:${port}`;
  await untilReady(url, server, log);
  return {
    url,
    folder,
    environment: shellOf({ PATH, folder, url, certificate: tls.certificate }),
    stop: async () => {
      server.kill('SIGTERM');
      await ended(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function launch(python: string, log: string, env: NodeJS.ProcessEnv): ChildProcess {
  mkdirSync(join(PROJECT_FOLDER, 'build'), { recursive: true });
  const file = openSync(log, 'w');
  const server = spawn(python, [SERVER], { env, cwd: env.HOME, stdio: ['ignore', file, file] });
  closeSync(file);
  return server;
}

/** Only the names of where things are: nothing that this machine's own configuration says of AWS. */
function shellOf(of: { PATH: string; folder: string; url: string; certificate: string }): NodeJS.ProcessEnv {
  return {
    PATH: of.PATH,
    HOME: of.folder,
    TMPDIR: of.folder,
    NO_COLOR: '1',
    AWS_ENDPOINT_URL: of.url,
    AWS_ACCESS_KEY_ID: ADMINISTRATOR,
    AWS_SECRET_ACCESS_KEY: ADMINISTRATOR,
    AWS_REGION: REGION,
    // What the command line of PyPI, version 1, reads in its place.
    AWS_DEFAULT_REGION: REGION,
    AWS_CA_BUNDLE: of.certificate,
    CURL_CA_BUNDLE: of.certificate,
    NODE_EXTRA_CA_CERTS: of.certificate,
    NODE_OPTIONS: `--import=${LOOPBACK_NAMES}`,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}

/** For what the test itself calls. */
function trust(certificate: string): void {
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(certificate, 'utf8')]);
}

async function untilReady(url: string, server: ChildProcess, log: string): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MILLISECONDS;
  while (server.exitCode === null && Date.now() < giveUpAt) {
    const answer = await fetch(`${url}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(POLL_MILLISECONDS);
  }
  server.kill('SIGKILL');
  throw new Error(`the emulator did not start:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
}

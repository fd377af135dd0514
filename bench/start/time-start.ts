import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ENVIRONMENT } from '../../lambdas/contract/environment-variables.ts';

const FIRST_CALL = join(import.meta.dirname, 'first-call.mjs');

/** One start, from the process's begin until the function had been called. */
export interface Start {
  readonly milliseconds: number;
  /** Time of the processor, which others on the machine do not lengthen as they do that of the clock. */
  readonly processorMilliseconds: number;
  /** Modules that Node.js opened, the function's own among them; none unless they were counted. */
  readonly files: number;
  readonly bytes: number;
}

/** Starts a function in a process of its own. @throws where it cannot be imported or wired */
export function timeStart(file: string, counts = false): Start {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [FIRST_CALL, file, ...(counts ? ['count'] : [])],
    { env: environment(), encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${file} did not start: ${stderr}`);
  return JSON.parse(stdout) as Start;
}

/** What each function finds in its environment; nothing listens there. */
function environment(): Record<string, string> {
  const variables = Object.values(ENVIRONMENT).map((name) => [name, 'https://127.0.0.1:9/bench']);
  return {
    ...Object.fromEntries(variables),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    TZ: 'UTC',
  };
}

import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from './start-error.ts';

const run = promisify(execFile);

export const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');

/** What the templates and bundles are made of. */
const SOURCES = ['bin', 'lib', 'lambdas', 'domain', 'build/stub-handler.ts', 'cdk.json', 'package-lock.json'];
const KEEP_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * Synthesizes the CDK app for this machine and returns the folder of its templates and bundles; unchanged sources are not
 * synthesized again.
 * @throws StartError with what the app said
 */
export async function synthesize(): Promise<string> {
  const cache = join(PROJECT_FOLDER, '.cache', 'local-synth');
  mkdirSync(cache, { recursive: true });
  const digest = digestOfSources();
  const folder = join(cache, digest);
  if (existsSync(folder)) return folder;
  forgetOld(cache);
  const unfinished = join(cache, `unfinished-${randomUUID()}`);
  const context = (JSON.parse(readFileSync(join(PROJECT_FOLDER, 'cdk.json'), 'utf8')) as { context?: object })
    .context;
  const environment = {
    ...process.env,
    CDK_OUTDIR: unfinished,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage: 'local', 'aws:cdk:enable-path-metadata': true }),
  };
  try {
    await run(process.execPath, ['bin/app.ts'], {
      cwd: PROJECT_FOLDER,
      env: environment,
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const { stderr, stdout } = error as { stderr?: string; stdout?: string };
    rmSync(unfinished, { recursive: true, force: true });
    throw new StartError(
      `The CDK app could not be synthesized:\n${(stderr || stdout || String(error)).trim()}`,
    );
  }
  // Bundles ending in .js are CommonJS, whatever the project's own package.json says.
  writeFileSync(join(unfinished, 'package.json'), '{}');
  // Sources that changed meanwhile would be served under the name of what they were.
  return publish(unfinished, digestOfSources() === digest ? folder : `${folder}-${randomUUID()}`);
}

function publish(unfinished: string, folder: string): string {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(unfinished, { recursive: true, force: true }); // another start was first with the same sources
  }
  return folder;
}

function digestOfSources(): string {
  const hash = createHash('sha256').update(process.version);
  const add = (path: string) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else if (stats !== undefined) hash.update(path).update(readFileSync(path));
  };
  for (const source of SOURCES) add(join(PROJECT_FOLDER, source));
  return hash.digest('hex').slice(0, 20);
}

function forgetOld(cache: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats !== undefined && Date.now() - stats.mtimeMs > KEEP_MILLISECONDS)
      rmSync(path, { recursive: true, force: true });
  }
}

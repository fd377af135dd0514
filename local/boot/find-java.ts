import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from './start-error.ts';

const run = promisify(execFile);
const MINIMUM_VERSION = 17;
const EXECUTABLE = process.platform === 'win32' ? 'java.exe' : 'java';

/**
 * The path of a Java that runs DynamoDB Local (17 or later): JAVA_HOME's, PATH's, one fetched earlier, or one fetched now.
 * @throws StartError saying what to install
 */
export async function findJava(say: (line: string) => void): Promise<string> {
  const cache = join(homedir(), '.cache', 'maitred');
  const home = process.env.JAVA_HOME;
  const candidates = [...(home ? [join(home, 'bin', EXECUTABLE)] : []), EXECUTABLE, ...cachedJava(cache)];
  for (const candidate of candidates) {
    if ((await javaVersion(candidate)) >= MINIMUM_VERSION) return candidate;
  }
  say(`Java ${MINIMUM_VERSION} was not found; fetching one (it is kept for the next time) …`);
  const fetched = (await fetchJava(cache)) ?? (await installWithApt());
  if (fetched !== undefined) return fetched;
  throw new StartError(
    `DynamoDB Local needs Java ${MINIMUM_VERSION} or later, and none was found or could be fetched: install one (on Debian: apt-get install openjdk-17-jre-headless) or set JAVA_HOME.`,
  );
}

/** The major version that this executable prints, or 0 when there is no such executable. */
export async function javaVersion(executable: string): Promise<number> {
  try {
    const { stderr, stdout } = await run(executable, ['-version'], { timeout: 20_000 });
    return parseJavaVersion(stderr + stdout);
  } catch {
    return 0; // not there, or not a Java: the next candidate is tried
  }
}

/** `openjdk version "17.0.15"` → 17; `java version "1.8.0_292"` → 8. */
export function parseJavaVersion(text: string): number {
  const match = /version "(?:1\.)?(\d+)/.exec(text);
  return match ? Number(match[1]) : 0;
}

function cachedJava(cache: string): string[] {
  const folder = join(cache, 'jre');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => [
    join(folder, name, 'bin', EXECUTABLE),
    join(folder, name, 'Contents', 'Home', 'bin', EXECUTABLE),
  ]);
}

async function fetchJava(cache: string): Promise<string | undefined> {
  try {
    mkdirSync(cache, { recursive: true });
    const { default: njre } = await import('njre');
    await njre.install(MINIMUM_VERSION, { type: 'jre', installPath: join(cache, 'java') });
    for (const candidate of cachedJava(cache)) {
      if ((await javaVersion(candidate)) >= MINIMUM_VERSION) return candidate;
    }
  } catch {
    return undefined; // offline, or no build for this machine: apt is tried next, then the person is told
  }
  return undefined;
}

async function installWithApt(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const options = { timeout: 300_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    await run('apt-get', ['update', '-qq'], options);
    await run('apt-get', ['install', '-y', '-qq', 'openjdk-17-jre-headless'], options);
    return (await javaVersion(EXECUTABLE)) >= MINIMUM_VERSION ? EXECUTABLE : undefined;
  } catch {
    return undefined; // no apt here, or no network: the person is told
  }
}

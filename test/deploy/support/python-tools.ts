import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailure, PROJECT_FOLDER, runCommand } from './run-command.ts';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
/** What pip warns of when it tries an index again. */
const IS_OUT_OF_REACH =
  /connection broken by|Failed to establish a new connection|Connection to \S+ timed out/;
const IS_NEW_ENOUGH = 'import sys; sys.exit(sys.version_info < (3, 10))';

/** Why nothing can be deployed: one sentence, and what to do about it. */
export class ToolsMissing extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ToolsMissing';
    // The sentence says it all; where it was thrown helps nobody.
    this.stack = message;
  }
}

/**
 * Installs what requirements.txt names into a virtual environment of the project, once for each content of that file.
 * @returns the folder of its programs
 * @throws ToolsMissing where Python, its venv or the package index is not there
 */
export async function installPythonTools(): Promise<string> {
  const digest = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const cache = join(PROJECT_FOLDER, '.cache', 'python');
  const installed = join(cache, digest);
  if (existsSync(installed)) return join(installed, 'bin');
  await requirePython();
  mkdirSync(cache, { recursive: true });
  // Of its own, since another run may install the same now; an environment cannot be moved, so a link gives it its name.
  const folder = mkdtempSync(join(cache, 'environment-'));
  try {
    await createEnvironment(folder);
    await installRequirements(join(folder, 'bin', 'pip'));
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  publish(folder, installed);
  return join(installed, 'bin');
}

function publish(folder: string, installed: string): void {
  try {
    // One that leads nowhere came with a copy of the project.
    if (!existsSync(installed)) rmSync(installed, { force: true });
    symlinkSync(folder, installed);
  } catch (error) {
    if (!existsSync(installed)) throw error;
    rmSync(folder, { recursive: true, force: true }); // another run was first
  }
}

async function requirePython(): Promise<void> {
  try {
    await runCommand('python3', ['-c', IS_NEW_ENOUGH]);
  } catch (error) {
    const isThere = error instanceof CommandFailure && error.code !== 'ENOENT';
    const state = isThere ? 'is too old' : 'is not installed';
    throw new ToolsMissing(`python3 ${state}: install python3 (3.10 or later) and python3-venv.`);
  }
}

async function createEnvironment(folder: string): Promise<void> {
  try {
    await runCommand('python3', ['-m', 'venv', folder]);
  } catch {
    throw new ToolsMissing('python3 has no venv: install python3-venv.');
  }
}

async function installRequirements(pip: string): Promise<void> {
  const words = ['install', '--quiet', '--disable-pip-version-check', '--requirement', REQUIREMENTS];
  try {
    await runCommand(pip, words);
  } catch (error) {
    const output = error instanceof CommandFailure ? error.output : String(error);
    throw new ToolsMissing(
      `Nothing was deployed or fuzzed, because pip could not install the emulator of AWS and schemathesis: ${explainPip(output)}`,
    );
  }
}

/** With an index out of reach, pip's last words are that nothing matches the pin, which is not at fault. */
function explainPip(output: string): string {
  if (!IS_OUT_OF_REACH.test(output)) return output.trim().split('\n').at(-1) ?? '';
  return `PyPI (${nameOfIndex()}) cannot be reached.`;
}

/** Without what it may have of a password. */
function nameOfIndex(): string {
  const index = URL.parse(process.env.PIP_INDEX_URL ?? '');
  return index ? `${index.origin}${index.pathname}` : 'the index that pip is set up for';
}

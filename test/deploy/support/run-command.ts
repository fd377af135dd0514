import { execFile } from 'node:child_process';
import { join } from 'node:path';

export const PROJECT_FOLDER = join(import.meta.dirname, '..', '..', '..');
/** Where `node` is the one that the project pins, whatever the machine has. */
export const PROJECT_TOOLS = join(PROJECT_FOLDER, 'node_modules', '.bin');

const MAXIMUM_OUTPUT_BYTES = 64 * 1024 * 1024;
/** Enough to read what went wrong. */
const SHOWN_CHARACTERS = 4_000;

export interface CommandOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Default: the project's folder. */
  readonly folder?: string;
}

/** Thrown where a program ends with another code than 0, or is not there (`code` is then `ENOENT`). */
export class CommandFailure extends Error {
  readonly code: number | string | undefined;
  readonly output: string;

  constructor(command: string, code: number | string | undefined, output: string) {
    super(`${command} ended with ${code}\n${output.slice(-SHOWN_CHARACTERS)}`);
    this.name = 'CommandFailure';
    this.code = code;
    this.output = output;
  }
}

/**
 * Runs a program to its end.
 * @returns what it wrote to its standard output
 * @throws CommandFailure with both of its outputs
 */
export async function runCommand(
  command: string,
  words: readonly string[],
  { environment = process.env, folder = PROJECT_FOLDER }: CommandOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env: environment, cwd: folder, maxBuffer: MAXIMUM_OUTPUT_BYTES };
    execFile(command, words, options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const code = error.code ?? error.signal ?? undefined;
      reject(new CommandFailure([command, ...words].join(' '), code, `${stdout}${stderr}`));
    });
  });
}

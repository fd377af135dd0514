import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type * as z from 'zod';
import { CommandError } from './command-error.ts';

/** Where a command that takes long keeps how far it has come, so that it goes on when it is typed again. */
export interface ProgressFile<State> {
  /** What was kept; undefined: nothing. @throws CommandError where the file is something else */
  read(): Promise<State | undefined>;
  /** Replaces it as a whole: whoever stops the command meanwhile finds the one or the other. */
  write(state: State): Promise<void>;
  remove(): Promise<void>;
}

export function createProgressFile<State>(path: string, schema: z.ZodType<State>): ProgressFile<State> {
  let last: Promise<void> = Promise.resolve();
  const replace = async (state: State) => {
    await writeFile(`${path}.new`, JSON.stringify(state));
    await rename(`${path}.new`, path);
  };
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch(absent);
      return text === undefined ? undefined : parse(path, schema, text);
    },
    write(state) {
      // One after another: those who write at the same time share the file.
      last = last.then(() => replace(state));
      return last;
    },
    remove: () => rm(path, { force: true }),
  };
}

function absent(error: unknown): undefined {
  if ((error as { code?: string }).code === 'ENOENT') return undefined;
  throw error;
}

function parse<State>(path: string, schema: z.ZodType<State>, text: string): State {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const hint = 'Name another with --progress-file, or begin anew with --restart.';
    throw new CommandError(`${path} is no progress of this command`, { hint, cause });
  }
}

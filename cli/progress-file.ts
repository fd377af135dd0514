import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type * as z from 'zod';
import { CommandError } from './command-error.ts';

/** Where a command that takes long keeps how far it has come, so that it goes on when it is typed again. */
export interface ProgressFile<State> {
  /** What was kept; undefined: nothing. @throws CommandError where the file is something else */
  read(): Promise<State | undefined>;
  /** @throws CommandError where nothing can be kept there: before anything is done, so that no work is lost */
  requireWritable(): Promise<void>;
  /** Replaces it as a whole: whoever stops the command meanwhile finds the one or the other. */
  write(state: State): Promise<void>;
  remove(): Promise<void>;
}

export function createProgressFile<State>(path: string, schema: z.ZodType<State>): ProgressFile<State> {
  let last: Promise<void> = Promise.resolve();
  const replace = async (state: State) => {
    try {
      await writeFile(`${path}.new`, JSON.stringify(state));
      await rename(`${path}.new`, path);
    } catch (cause) {
      throw cannot(path, 'written', cause);
    }
  };
  return {
    async read() {
      const text = await readIfThere(path);
      return text === undefined ? undefined : parse(path, schema, text);
    },
    async requireWritable() {
      await readIfThere(path);
      try {
        await writeFile(`${path}.new`, '');
        await rm(`${path}.new`);
      } catch (cause) {
        throw cannot(path, 'written', cause);
      }
    },
    write(state) {
      // One after another: those who write at the same time share the file.
      last = last.then(() => replace(state));
      return last;
    },
    remove: () => rm(path, { force: true }),
  };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as { code?: string }).code === 'ENOENT') return undefined;
    throw cannot(path, 'read', cause);
  }
}

function cannot(path: string, what: 'read' | 'written', cause: unknown): CommandError {
  const hint = 'How far it has come is kept there: name another file with --progress-file.';
  return new CommandError(`${path} cannot be ${what}: ${(cause as Error).message}`, { hint, cause });
}

function parse<State>(path: string, schema: z.ZodType<State>, text: string): State {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const hint = 'Name another with --progress-file, or begin anew with --restart.';
    throw new CommandError(`${path} is no progress of this command`, { hint, cause });
  }
}

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { CommandError } from './command-error.ts';
import type { Terminal } from './terminal.ts';

export interface ExportOutput {
  /** Resolves when there is room for more. */
  write(text: string): Promise<void>;
  /** All is written: only now a file has its name. */
  end(): Promise<void>;
  /** Nothing more will come, and what there is stays under no name that looks complete. */
  abandon(): Promise<void>;
}

/** Opens where an export goes: to a file, else to where commands write. @throws CommandError where that cannot be */
export async function openOutput(terminal: Terminal, path: string | undefined): Promise<ExportOutput> {
  return path === undefined ? toTerminal(terminal) : toFile(path);
}

function toTerminal({ out }: Terminal): ExportOutput {
  return {
    async write(text) {
      // A terminal ends each text with a line's end of its own.
      if (text !== '') out(text.replace(/\n$/u, ''));
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    },
    end: async () => {},
    abandon: async () => {},
  };
}

/** Only who made the export may read its file, whoever might read the one that stood there before. */
async function toFile(path: string): Promise<ExportOutput> {
  const beside = `${path}.part`;
  const explain = (cause: unknown) =>
    new CommandError(`${path} cannot be written: ${(cause as Error).message}`, { cause });
  const there = await stat(path).catch(() => undefined);
  if (there !== undefined && !there.isFile())
    throw new CommandError(`${path} cannot be written: it is no file`);
  await rm(beside, { force: true }).catch((cause: unknown) => {
    throw explain(cause);
  });
  const stream = createWriteStream(beside, { mode: 0o600, flags: 'wx' });
  const failure = new Promise<never>((_resolve, reject) => {
    stream.once('error', (cause) => reject(explain(cause)));
  });
  failure.catch(() => {});
  return {
    write: async (text) => {
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), failure]);
    },
    end: async () => {
      stream.end();
      await Promise.race([finished(stream), failure]);
      await rename(beside, path).catch((cause: unknown) => {
        throw explain(cause);
      });
    },
    abandon: async () => {
      stream.destroy();
      await rm(beside, { force: true });
    },
  };
}

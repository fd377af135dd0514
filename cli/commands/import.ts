import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import * as z from 'zod';
import type { ApiClient } from '../api-client.ts';
import { callPatiently, type Wait } from '../call-patiently.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { createProgressBar } from '../progress-bar.ts';
import { createProgressFile, type ProgressFile } from '../progress-file.ts';
import { type Chunk, type NumberedLine, readChunks, readLines } from '../read-lines.ts';
import type { Terminal } from '../terminal.ts';

const compress = promisify(gzip);

/** What one call takes. */
const CHUNK = { lines: 2_500, bytes: 500 * 1024 };
const LINE_END = Buffer.from('\n');

export interface ImportOptions {
  readonly progressFile: string;
  /** Begins anew, whatever the progress file says. */
  readonly restart?: boolean;
}

export interface ImportDependencies {
  readonly terminal: Terminal;
  readonly api: ApiClient;
  readonly wait: Wait;
  readonly clock: () => number;
}

const count = z.int().min(0);
const progressSchema = z.strictObject({
  url: z.string(),
  /** By path: the last line that was sent, and how many were refused. A file that has changed since is another one. */
  files: z.record(
    z.string(),
    z.strictObject({ bytes: count, changedAt: z.number(), lines: count, refused: count }),
  ),
});
type Progress = z.infer<typeof progressSchema>;

interface Rejected {
  readonly index: number;
  readonly error: { readonly detail: string };
}

/** A file on its way. */
interface Source {
  readonly path: string;
  readonly place: Progress['files'][string];
}

/**
 * `maitred import`: sends files of JSON lines as history. It keeps how far it has come, and goes on from there when it is typed
 * again; what comes twice counts once.
 * @throws CommandError, with exit code 1 where lines were refused
 */
export async function importFiles(
  dependencies: ImportDependencies,
  paths: readonly string[],
  options: ImportOptions,
): Promise<void> {
  const { terminal, api, clock } = dependencies;
  const file = createProgressFile(options.progressFile, progressSchema);
  const progress = await begin(file, api.url, options);
  await file.requireWritable();
  const sources = await Promise.all(paths.map((path) => openSource(progress, path)));
  const lines = await countLines(paths);
  const bar = createProgressBar(terminal, 'lines', clock);
  const done = () => sources.reduce((sum, { place }) => sum + place.lines, 0);
  if (done() > 0) terminal.error(`goes on after ${done()} lines, from ${options.progressFile}`);
  const send = createPacedSender(dependencies);
  try {
    for (const { path, place } of sources) {
      for await (const chunk of readChunks(path, place.lines, CHUNK)) {
        const refused = refusedOf(chunk, chunk.lines.length === 0 ? [] : await send(chunk.lines));
        for (const { number, why } of refused) bar.say(terminal.style('red', `${path}:${number}: ${why}`));
        place.lines = chunk.end;
        place.refused += refused.length;
        await file.write(progress);
        bar.show(done(), lines);
      }
    }
  } finally {
    bar.end();
  }
  await forget(file, progress, paths);
  const refused = sources.reduce((sum, { place }) => sum + place.refused, 0);
  const said = `${lines} lines sent`;
  if (refused > 0) throw new CommandError(`${said}, ${refused} of them refused`, { exitCode: EXIT.refused });
  terminal.out(`${terminal.style('green', '✓')} ${said}`);
}

async function begin(
  file: ProgressFile<Progress>,
  url: string,
  { restart = false }: ImportOptions,
): Promise<Progress> {
  const kept = restart ? undefined : await file.read();
  if (kept === undefined) return { url, files: {} };
  if (kept.url === url) return kept;
  throw new CommandError(`an import to ${kept.url} has stopped half-way`, {
    hint: 'Type that one again to end it, or begin anew with --restart.',
  });
}

async function openSource({ files }: Progress, path: string): Promise<Source> {
  const { size: bytes, mtimeMs: changedAt } = await stat(path).catch((cause: Error) => {
    throw new CommandError(`${path} cannot be read: ${cause.message}`, { cause });
  });
  const name = resolve(path);
  const kept = files[name];
  const isKept = kept !== undefined && kept.bytes === bytes && kept.changedAt === changedAt;
  const place = isKept ? kept : { bytes, changedAt, lines: 0, refused: 0 };
  files[name] = place;
  return { path, place };
}

/** Of files that another import has not ended yet it stays known. */
async function forget(
  file: ProgressFile<Progress>,
  progress: Progress,
  paths: readonly string[],
): Promise<void> {
  for (const path of paths) delete progress.files[resolve(path)];
  if (Object.keys(progress.files).length === 0) await file.remove();
  else await file.write(progress);
}

async function countLines(paths: readonly string[]): Promise<number> {
  let lines = 0;
  for (const path of paths) for await (const _line of readLines(path, CHUNK.bytes)) lines += 1;
  return lines;
}

/**
 * Lines of a call count as received a millisecond apart, the last at the call's receipt. Calls that lie as far apart do not
 * overlap, so what is a person's in both is folded as it comes.
 */
function createPacedSender({ api, wait, clock }: ImportDependencies) {
  let sentAt = Number.NEGATIVE_INFINITY;
  return async (chunk: readonly NumberedLine[]): Promise<readonly Rejected[]> => {
    const early = sentAt + chunk.length - clock();
    if (early > 0) await wait(early);
    sentAt = clock();
    const body = await compress(joinLines(chunk));
    try {
      const call = () => api.call<{ rejected?: readonly Rejected[] }>('POST', '/v1/import', body);
      return (await callPatiently(wait, call)).rejected ?? [];
    } catch (error) {
      return rejectedAll(error);
    }
  };
}

/** Where no line is good, that is the answer. */
function rejectedAll(error: unknown): readonly Rejected[] {
  const answer =
    error instanceof CommandError ? (error.answer as { rejected?: readonly Rejected[] }) : undefined;
  if (answer?.rejected === undefined) throw error;
  return answer.rejected;
}

function joinLines(lines: readonly NumberedLine[]): Buffer {
  return Buffer.concat(lines.flatMap(({ bytes }) => [bytes, LINE_END]));
}

interface RefusedLine {
  readonly number: number;
  readonly why: string;
}

/** What was refused of a chunk, here or by the API, in the order of the file. */
function refusedOf({ lines, bad }: Chunk, rejected: readonly Rejected[]): RefusedLine[] {
  const byApi = rejected.map(({ index, error }) => ({
    number: lines[index]?.number ?? 0,
    why: error.detail,
  }));
  const here = bad.map(({ number, problem = '' }) => ({ number, why: problem }));
  return [...byApi, ...here].sort((a, b) => a.number - b.number);
}

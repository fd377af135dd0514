import type { ApiClient } from '../api-client.ts';
import {
  type BackfillAnswer,
  type BackfillProgress,
  backfillProgressSchema,
  beginBackfill,
} from '../backfill-progress.ts';
import { callPatiently, type Wait } from '../call-patiently.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { createProgressBar, type ProgressBar } from '../progress-bar.ts';
import { createProgressFile } from '../progress-file.ts';
import type { Terminal } from '../terminal.ts';
import { walkSegments } from '../walk-segments.ts';
import type { ActiveAnswer, VersionsAnswer } from './versions.ts';

export interface BackfillOptions {
  readonly progressFile: string;
  /** Begins anew, whatever the progress file says. */
  readonly restart?: boolean;
}

export interface BackfillDependencies {
  readonly terminal: Terminal;
  readonly api: ApiClient;
  readonly wait: Wait;
  readonly clock: () => number;
}

/**
 * `maitred backfill`: brings everybody to the active playbook, whom their own events or time has not brought there yet. It
 * keeps how far it has come, and goes on from there when it is typed again.
 * @throws CommandError, with exit code 1 where somebody deployed meanwhile, 2 where somebody could not be brought up to date
 */
export async function backfill(dependencies: BackfillDependencies, options: BackfillOptions): Promise<void> {
  const active = await readActive(dependencies);
  if (active === null) throw new CommandError('no playbook is deployed', { hint: 'maitred deploy <folder>' });
  await bringTo(dependencies, active, options);
}

/** As above, for a deploy that was just made active. */
export async function backfillTo(
  dependencies: BackfillDependencies,
  ordinal: number,
  options: BackfillOptions,
): Promise<void> {
  const active = await readActive(dependencies);
  if (active === null) throw new CommandError('the playbook that was deployed is gone');
  requireSame(active, ordinal);
  await bringTo(dependencies, active, options);
}

async function readActive({ api, wait }: BackfillDependencies): Promise<ActiveAnswer | null> {
  const answer = await callPatiently(wait, () => api.call<VersionsAnswer>('GET', '/v1/playbook/versions'));
  return answer.active;
}

async function bringTo(
  dependencies: BackfillDependencies,
  active: ActiveAnswer,
  { progressFile, restart = false }: BackfillOptions,
): Promise<void> {
  const { terminal, api, clock } = dependencies;
  const file = createProgressFile(progressFile, backfillProgressSchema);
  const progress = await beginBackfill(file, { url: api.url, deploy: active, restart });
  await file.requireWritable();
  const bar = createProgressBar(terminal, 'profiles looked through', clock);
  const { scanned } = progress.counts;
  if (scanned > 0) terminal.error(`goes on after ${scanned} profiles, from ${progressFile}`);
  try {
    await walkSegments(progress.segments, async (place, segment) => {
      const answer = await readPage(dependencies, progress, segment);
      requireSame(answer, progress.ordinal);
      tell(terminal, bar, answer);
      Object.assign(place, { cursor: answer.cursor, isDone: answer.cursor === null });
      add(progress, answer);
      await file.write(progress);
      bar.show(progress.counts.scanned, progress.total);
    });
  } finally {
    bar.end();
  }
  await file.remove();
  report(terminal, progress);
}

function readPage(
  { api, wait }: BackfillDependencies,
  { segments }: BackfillProgress,
  segment: number,
): Promise<BackfillAnswer> {
  const cursor = segments[segment]?.cursor ?? undefined;
  const body = { segment, segments: segments.length, ...(cursor !== undefined && { cursor }) };
  return callPatiently(wait, () => api.call<BackfillAnswer>('POST', '/v1/playbook/backfill', body));
}

function requireSame(
  { version, ordinal }: Pick<ActiveAnswer, 'version' | 'ordinal'>,
  expected: number,
): void {
  if (ordinal === expected) return;
  throw new CommandError(`version ${version} was made active meanwhile (deploy ${ordinal})`, {
    exitCode: EXIT.refused,
    hint: 'Type `maitred backfill` to bring everybody to that one.',
  });
}

function add(progress: BackfillProgress, answer: BackfillAnswer): void {
  const { counts } = progress;
  counts.scanned += answer.scanned;
  counts.updated += answer.updated;
  counts.queued += answer.queued;
  counts.failed += answer.failed.length;
  progress.total = answer.total ?? progress.total;
}

function tell(terminal: Terminal, bar: ProgressBar, { failed }: BackfillAnswer): void {
  for (const { profileId, code, detail } of failed)
    bar.say(terminal.style('red', `${profileId}  failed (${code}): ${detail}`));
}

function report(terminal: Terminal, { counts }: BackfillProgress): void {
  const { updated, queued, failed } = counts;
  const said = [
    `${updated} ${updated === 1 ? 'guest' : 'guests'} brought up to date`,
    ...(queued > 0 ? [`${queued} with long histories left to the refold queue`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(', ');
  if (failed > 0)
    throw new CommandError(said, {
      hint: 'They follow with their next event; or type `maitred backfill` again.',
    });
  terminal.out(`${terminal.style('green', '✓')} ${said}`);
}

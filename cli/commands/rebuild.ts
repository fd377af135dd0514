import type { ApiClient } from '../api-client.ts';
import { callPatiently, type Wait } from '../call-patiently.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { createProgressBar, type ProgressBar } from '../progress-bar.ts';
import { createProgressFile } from '../progress-file.ts';
import {
  addUp,
  beginRebuild,
  NOTHING_REBUILT,
  type RebuildAnswer,
  type RebuildCounts,
  type RebuildProgress,
  rebuildProgressSchema,
} from '../rebuild-progress.ts';
import type { Terminal } from '../terminal.ts';

/** Rows, of whom some have merged: who was compared is said at the end. */
const LOOKED_THROUGH = 'profiles looked through';

export interface RebuildOptions {
  /** A profileId or namespace:value. */
  readonly profile?: string;
  readonly all?: boolean;
  /** Only compares and reports. */
  readonly verify?: boolean;
  readonly progressFile: string;
  /** Begins anew, whatever the progress file says. */
  readonly restart?: boolean;
}

export interface RebuildDependencies {
  readonly terminal: Terminal;
  readonly api: ApiClient;
  readonly wait: Wait;
  readonly clock: () => number;
}

/**
 * `maitred rebuild`: compares people with the fold of all their events, and mends those who differ. Going through all, it keeps
 * how far it has come, and goes on from there when it is typed again.
 * @throws CommandError, with exit code 1 where --verify found differences, 2 where somebody could not be rebuilt, or not be
 * compared by --verify
 */
export async function rebuild(dependencies: RebuildDependencies, options: RebuildOptions): Promise<void> {
  const { profile, all = false, verify = false } = options;
  if ((profile === undefined) === !all)
    throw new CommandError('name one person with --profile, or say --all');
  const counts =
    profile === undefined
      ? await rebuildAll(dependencies, options)
      : await rebuildOne(dependencies, profile, verify);
  report(dependencies.terminal, counts, verify);
}

async function rebuildOne(
  { terminal, api, wait, clock }: RebuildDependencies,
  profile: string,
  verify: boolean,
): Promise<RebuildCounts> {
  const bar = createProgressBar(terminal, LOOKED_THROUGH, clock);
  const answer = await callPatiently(wait, () =>
    api.call<RebuildAnswer>('POST', '/v1/rebuild', { profile, verify }),
  );
  tell(terminal, bar, answer);
  return addUp(NOTHING_REBUILT, answer);
}

async function rebuildAll(
  dependencies: RebuildDependencies,
  options: RebuildOptions,
): Promise<RebuildCounts> {
  const { terminal, api, clock } = dependencies;
  const file = createProgressFile(options.progressFile, rebuildProgressSchema);
  const progress = await beginRebuild(file, api.url, options);
  await file.requireWritable();
  const bar = createProgressBar(terminal, LOOKED_THROUGH, clock);
  const before = progress.counts.scanned;
  if (before > 0) terminal.error(`goes on after ${before} profiles, from ${options.progressFile}`);
  const rebuildSegment = async (segment: number) => {
    const place = progress.segments[segment];
    while (place !== undefined && !place.isDone) {
      const answer = await readPage(dependencies, progress, segment);
      tell(terminal, bar, answer);
      Object.assign(place, { cursor: answer.cursor, isDone: answer.cursor === null });
      progress.counts = addUp(progress.counts, answer);
      progress.total = answer.total ?? progress.total;
      await file.write(progress);
      bar.show(progress.counts.scanned, progress.total);
    }
  };
  try {
    // What one has done counts, also where another fails.
    const ends = await Promise.allSettled(progress.segments.map((_, segment) => rebuildSegment(segment)));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  } finally {
    bar.end();
  }
  await file.remove();
  return progress.counts;
}

function readPage(
  { api, wait }: RebuildDependencies,
  { isVerify, segments }: RebuildProgress,
  segment: number,
): Promise<RebuildAnswer> {
  const cursor = segments[segment]?.cursor ?? undefined;
  const body = {
    verify: isVerify,
    segment,
    segments: segments.length,
    ...(cursor !== undefined && { cursor }),
  };
  return callPatiently(wait, () => api.call<RebuildAnswer>('POST', '/v1/rebuild', body));
}

/** Whom the page had something to say of, each on a line. */
function tell(terminal: Terminal, bar: ProgressBar, { different, unchecked, failed }: RebuildAnswer): void {
  for (const { profileId, parts } of different) bar.say(`${profileId}  ${parts.join(', ')}`);
  for (const profileId of unchecked) bar.say(`${profileId}  not compared: too many events for one call`);
  for (const { profileId, code, detail } of failed)
    bar.say(terminal.style('red', `${profileId}  failed (${code}): ${detail}`));
}

function report(terminal: Terminal, counts: RebuildCounts, isVerify: boolean): void {
  const { checked, different, rebuilt, queued, outdated, unchecked, failed } = counts;
  const said = [
    `${checked} compared`,
    `${different} differed`,
    ...(isVerify ? [] : [`${rebuilt} written`]),
    ...(queued > 0 ? [`${queued} with long histories left to the refold queue`] : []),
    ...(isVerify && outdated > 0 ? [`${outdated} still as an older playbook had folded them`] : []),
    ...(unchecked > 0 ? [`${unchecked} not compared`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(', ');
  if (failed > 0) throw new CommandError(said, { hint: 'Rebuild those again, each with --profile.' });
  if (isVerify && unchecked > 0)
    throw new CommandError(said, { hint: 'The same without --verify leaves those to the refold queue.' });
  if (isVerify && different > 0)
    throw new CommandError(said, { exitCode: EXIT.refused, hint: 'The same without --verify mends them.' });
  terminal.out(`${terminal.style('green', '✓')} ${said}`);
}

import * as z from 'zod';
import { CommandError } from './command-error.ts';
import type { ActiveAnswer } from './commands/versions.ts';
import type { ProgressFile } from './progress-file.ts';
import { segmentPlaces } from './walk-segments.ts';

/** Parts of all people that are brought up to date side by side. */
const SEGMENTS = 4;

/** What the API answers of a page. */
export interface BackfillAnswer {
  readonly version: string;
  readonly ordinal: number;
  readonly scanned: number;
  readonly updated: number;
  readonly queued: number;
  readonly failed: readonly { readonly profileId: string; readonly code: string; readonly detail: string }[];
  readonly cursor: string | null;
  readonly total: number | null;
}

const count = z.int().min(0);
/** How far a backfill has come, and what it did. */
export const backfillProgressSchema = z.object({
  url: z.string(),
  /** The deploy that people are brought up to. */
  ordinal: count,
  /** Which version that is, and since when: after a reset, or in a copy of the house, another has the same number. */
  version: z.string(),
  since: z.string().optional(),
  segments: z.array(z.object({ cursor: z.string().nullable(), isDone: z.boolean() })).length(SEGMENTS),
  total: count.nullable(),
  counts: z.object({ scanned: count, updated: count, queued: count, failed: count }),
});
export type BackfillProgress = z.infer<typeof backfillProgressSchema>;

/**
 * Goes on where a backfill of the same deploy has stopped, or begins. One of an earlier deploy is over: whoever it brought up
 * to that one is to come further.
 * @throws CommandError where one of another house has stopped half-way
 */
export async function beginBackfill(
  file: ProgressFile<BackfillProgress>,
  {
    url,
    deploy: { ordinal, version, since },
    restart = false,
  }: { readonly url: string; readonly deploy: ActiveAnswer; readonly restart?: boolean },
): Promise<BackfillProgress> {
  const kept = restart ? undefined : await file.read();
  if (kept !== undefined && kept.url !== url)
    throw new CommandError(`a backfill of ${kept.url} has stopped half-way`, {
      hint: 'Set MAITRED_URL to that one and type `maitred backfill` to end it, or begin anew with --restart.',
    });
  if (kept?.ordinal === ordinal && kept.version === version && kept.since === since) return kept;
  const counts = { scanned: 0, updated: 0, queued: 0, failed: 0 };
  const deploy = { ordinal, version, ...(since !== undefined && { since }) };
  return { url, ...deploy, segments: segmentPlaces(SEGMENTS), total: null, counts };
}

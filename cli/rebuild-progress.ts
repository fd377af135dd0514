import * as z from 'zod';
import { CommandError } from './command-error.ts';
import type { ProgressFile } from './progress-file.ts';

/** Parts of all people that are rebuilt side by side. */
const SEGMENTS = 4;

/** What the API answers of a page, or of one person. */
export interface RebuildAnswer {
  readonly scanned: number;
  readonly checked: number;
  readonly rebuilt: number;
  readonly queued: number;
  readonly outdated: number;
  readonly different: readonly { readonly profileId: string; readonly parts: readonly string[] }[];
  readonly unchecked: readonly string[];
  readonly failed: readonly { readonly profileId: string; readonly code: string; readonly detail: string }[];
  readonly cursor: string | null;
  readonly total: number | null;
}

const count = z.int().min(0);
/** How far a rebuild of everybody has come, and what it found. */
export const rebuildProgressSchema = z.strictObject({
  url: z.string(),
  isVerify: z.boolean(),
  /** How far each part has come: null before its first page. */
  segments: z.array(z.strictObject({ cursor: z.string().nullable(), isDone: z.boolean() })).length(SEGMENTS),
  total: count.nullable(),
  counts: z.strictObject({
    scanned: count,
    checked: count,
    rebuilt: count,
    queued: count,
    outdated: count,
    different: count,
    unchecked: count,
    failed: count,
  }),
});
export type RebuildProgress = z.infer<typeof rebuildProgressSchema>;
export type RebuildCounts = RebuildProgress['counts'];

export const NOTHING_REBUILT: RebuildCounts = {
  scanned: 0,
  checked: 0,
  rebuilt: 0,
  queued: 0,
  outdated: 0,
  different: 0,
  unchecked: 0,
  failed: 0,
};

/**
 * Goes on where the same command has stopped, or begins.
 * @throws CommandError where another has stopped half-way
 */
export async function beginRebuild(
  file: ProgressFile<RebuildProgress>,
  url: string,
  { verify = false, restart = false }: { readonly verify?: boolean; readonly restart?: boolean },
): Promise<RebuildProgress> {
  const kept = restart ? undefined : await file.read();
  if (kept === undefined) {
    const segments = Array.from({ length: SEGMENTS }, () => ({ cursor: null, isDone: false }));
    return { url, isVerify: verify, segments, total: null, counts: NOTHING_REBUILT };
  }
  if (kept.url === url && kept.isVerify === verify) return kept;
  const other = kept.isVerify ? 'a rebuild with --verify' : 'a rebuild';
  throw new CommandError(`${other} of ${kept.url} has stopped half-way`, {
    hint: 'Type that one again to end it, or begin anew with --restart.',
  });
}

/** What was found so far, and in one more page. */
export function addUp(counts: RebuildCounts, answer: RebuildAnswer): RebuildCounts {
  return {
    scanned: counts.scanned + answer.scanned,
    checked: counts.checked + answer.checked,
    rebuilt: counts.rebuilt + answer.rebuilt,
    queued: counts.queued + answer.queued,
    outdated: counts.outdated + answer.outdated,
    different: counts.different + answer.different.length,
    unchecked: counts.unchecked + answer.unchecked.length,
    failed: counts.failed + answer.failed.length,
  };
}

import { join } from 'node:path';
import { createLiquidRenderer } from '../../lambdas/adapters/liquid-renderer.ts';
import type { CompiledFolder } from '../compile-folder.ts';
import type { LocatedProblem } from '../located-problem.ts';
import { shownPath } from '../shown-path.ts';
import { type LocatedFinding, locateFindings } from './locate-findings.ts';
import { runStory, type StoryResult } from './run-story.ts';
import { type Coverage, findUnreached } from './unreached.ts';

/** A story that was played, with the places of what is not as it says. */
export interface PlayedStory extends StoryResult {
  readonly located: readonly LocatedFinding[];
}

/** What came of the stories of one playbook. */
export interface PlaybookRun {
  readonly folder: string;
  /** What the house is called; absent where the playbook is not in order. */
  readonly name?: string;
  readonly timezone: string;
  /** Not in order: nothing was played. */
  readonly problems: readonly LocatedProblem[];
  readonly stories: readonly PlayedStory[];
  /** How many were left out by their names. */
  readonly skipped: number;
  /** Absent where nothing was played. */
  readonly coverage?: Coverage;
}

/**
 * Plays the stories of a playbook.
 * @param name plays those alone that have this in their title or their file's name, in whatever case
 */
export function playStories(folder: string, compiled: CompiledFolder, name?: string): PlaybookRun {
  const renderer = createLiquidRenderer();
  const wanted = name?.toLowerCase() ?? '';
  const chosen = compiled.stories.filter(({ story, file }) =>
    `${story}\n${file}`.toLowerCase().includes(wanted),
  );
  const stories = chosen.map((story) => {
    const result = runStory({ ...compiled, renderer }, story);
    return { ...result, located: locateFindings(result, compiled.sources[story.file] ?? '') };
  });
  const { name: house, timezone } = compiled.program;
  const skipped = compiled.stories.length - chosen.length;
  const coverage = findUnreached(compiled, new Set(stories.flatMap(({ reached }) => [...reached])));
  return { folder, name: house, timezone, problems: [], stories, skipped, coverage };
}

/** How many stories, of all these playbooks. */
export function countStories(runs: readonly PlaybookRun[]): {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Playbooks that are not in order. */
  readonly refused: number;
} {
  const stories = runs.flatMap((run) => run.stories);
  const failed = stories.filter(({ failures }) => failures.length > 0).length;
  return {
    passed: stories.length - failed,
    failed,
    skipped: runs.reduce((sum, run) => sum + run.skipped, 0),
    refused: runs.filter(({ problems }) => problems.length > 0).length,
  };
}

/** What no story reaches, with files as terminals link them. */
export function unreachedOf(runs: readonly PlaybookRun[]): LocatedProblem[] {
  return runs.flatMap(({ folder, coverage }) =>
    (coverage?.unreached ?? []).map((place) => ({ ...place, file: shownPath(join(folder, place.file)) })),
  );
}

import { parseYaml } from '../parse-yaml.ts';
import type { Finding } from './finding.ts';
import type { StoryFailure, StoryResult } from './run-story.ts';

/** A finding where a reader can go: line and column in the story's file, both counted from 1. */
export interface LocatedFinding extends Omit<Finding, 'path'> {
  readonly failure: StoryFailure;
  readonly line: number;
  readonly column: number;
  /** The file's text. */
  readonly text: string;
}

/** Gives each finding of a story its place in the text of the story's file. */
export function locateFindings({ story, failures }: StoryResult, text: string): LocatedFinding[] {
  if (failures.length === 0) return [];
  const { locate } = parseYaml(story.file, text);
  return failures.flatMap((failure) =>
    failure.findings.map(({ path, expected, received, why }) => {
      const { line, column } = locate({ file: story.file, path, at: 'value', message: '' });
      return { failure, line, column, text, expected, received, why };
    }),
  );
}

/** A problem of a playbook where a reader can go: file, line and column, both counted from 1. */
export interface LocatedProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What was found and what was expected. */
  readonly message: string;
  readonly hint?: string;
}

/** Orders problems as a reader meets them, and drops repetitions. */
export function inReadingOrder(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const seen = new Set<string>();
  const once = problems.filter((problem) => {
    const text = JSON.stringify([problem.file, problem.line, problem.column, problem.message]);
    return !seen.has(text) && seen.add(text);
  });
  return once.sort((a, b) => a.file.localeCompare(b.file, 'en') || a.line - b.line || a.column - b.column);
}

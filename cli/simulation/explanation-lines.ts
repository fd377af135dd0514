import type { Explanation } from '../../domain/segment/explain/explain-condition.ts';

/** Draws a condition as a tree, a line for each part: whether it holds, what was asked, what was seen. */
export function explanationLines(explanation: Explanation, depth = 1): string[] {
  const { asked, holds, seen, parts } = explanation;
  const values = seen === undefined ? '' : `: ${JSON.stringify(seen)}`;
  return [
    `${'  '.repeat(depth)}${holds ? '✓' : '✗'} ${asked}${values}`,
    ...parts.flatMap((part) => explanationLines(part, depth + 1)),
  ];
}

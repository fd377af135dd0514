import type { Explanation } from '../../domain/segment/explain/explain-condition.ts';
import { describeSeen, writeMoments } from '../describe-seen.ts';
import { createWriteMoment } from '../write-moment.ts';

/**
 * Draws a condition as a tree, a line for each part: whether it holds, what was asked, what was seen.
 * @param zone by whose clocks moments are told
 */
export function explanationLines(explanation: Explanation, zone: string, depth = 1): string[] {
  const { kind, asked, holds, seen, since, approximate, parts } = explanation;
  const write = createWriteMoment(zone);
  const said = [
    ...(seen === undefined ? [] : [describeSeen(kind, seen, write)]),
    ...(approximate ? ['approximate'] : []),
    ...(since === null ? ['what it counts since never happened'] : []),
    ...(typeof since === 'number' ? [`counts since ${write(new Date(since).toISOString())}`] : []),
  ].join(', ');
  return [
    `${'  '.repeat(depth)}${holds ? '✓' : '✗'} ${writeMoments(asked, write)}${said === '' ? '' : `: ${said}`}`,
    ...parts.flatMap((part) => explanationLines(part, zone, depth + 1)),
  ];
}

/** Words further apart than this are no help: a third of the word's length, and two letters of all but the shortest. */
function farthest(word: string): number {
  return Math.max(word.length > 3 ? 2 : 1, Math.floor(word.length / 3));
}

/** What other languages call it: no letters are alike, and the meaning is. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  above: ['moreThan'],
  avg: ['average'],
  below: ['lessThan'],
  condition: ['if', 'when'],
  conditions: ['if', 'when'],
  contains: ['includes', 'containsText'],
  customer: ['profile'],
  delay: ['wait'],
  distinct: ['unique'],
  during: ['within'],
  endWhen: ['stopWhen'],
  eq: ['is'],
  equals: ['is'],
  equalTo: ['is'],
  exitWhen: ['stopWhen'],
  greater: ['moreThan'],
  greaterThan: ['moreThan'],
  greaterThanOrEqual: ['atLeast'],
  fail: ['failing'],
  fails: ['failing'],
  gt: ['moreThan'],
  gte: ['atLeast'],
  last: ['within', 'withinLast'],
  less: ['lessThan'],
  lessThanOrEqual: ['atMost'],
  lt: ['lessThan'],
  lte: ['atMost'],
  max: ['atMost'],
  maximum: ['max', 'atMost'],
  mean: ['average'],
  min: ['atLeast'],
  minimum: ['min', 'atLeast'],
  more: ['moreThan'],
  ne: ['isNot'],
  otherwise: ['else'],
  or: ['any'],
  and: ['all'],
  over: ['moreThan'],
  property: ['of'],
  regex: ['matches'],
  stop: ['end'],
  stopOn: ['stopWhen'],
  times: ['count'],
  under: ['lessThan'],
  until: ['to'],
  user: ['profile'],
  value: ['is'],
  venue: ['at'],
  wait: ['after'],
  why: ['reason'],
  when: ['if'],
  window: ['within'],
};

/**
 * How many letters must be added, taken away, changed or swapped with their neighbour to get from one word to the other.
 * @param limit so many or more are all the same: the rest is not counted
 */
function editDistance(from: string, to: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isSwapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    // What follows is reached through one of these two rows, and only grows.
    if (Math.min(...last, ...current) >= limit) return limit;
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}

/** The word among `candidates` that `word` was probably meant to be; undefined if none is near. Case does not count. */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let smallest = farthest(word) + 1;
  const lower = word.toLowerCase();
  const meant = Object.hasOwn(OTHER_WORDS, word) ? (OTHER_WORDS[word] ?? []) : [];
  for (const candidate of candidates) {
    if (meant.includes(candidate)) return candidate;
    if (Math.abs(candidate.length - word.length) >= smallest) continue;
    const distance = editDistance(lower, candidate.toLowerCase(), smallest);
    if (distance < smallest) {
      smallest = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** As many as a reader looks through; a house may have thousands of segments. */
const MOST_NAMED = 32;

/** The hint for a name that is not known: the nearest one, else what there is. */
export function hintForUnknown(word: string, candidates: readonly string[]): string | undefined {
  const nearest = nearestWord(word, candidates);
  if (nearest !== undefined) return `did you mean \`${nearest}\`?`;
  if (candidates.length === 0) return undefined;
  const named = candidates.slice(0, MOST_NAMED).map((candidate) => `\`${candidate}\``);
  const more = candidates.length - named.length;
  return `there is ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

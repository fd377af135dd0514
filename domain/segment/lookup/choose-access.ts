import { toNumber } from '../matcher/compare-values.ts';
import type { AccessTest } from './access-tests.ts';

/** Of so many ranges at a path one with both ends is taken to be met by a value. */
const SHARE_OF_CLOSED_RANGES = 1 / 8;
const SHARE_OF_OPEN_RANGES = 1 / 2;

/**
 * Chooses, for each of many, the test by which it is found: the one that it shares with the fewest others. Undefined
 * where there is none.
 */
export function chooseAccess(
  offered: readonly (readonly AccessTest[])[],
): readonly (AccessTest | undefined)[] {
  const sharers = new Map<string, number>();
  for (const test of offered.flat()) {
    for (const place of placesOf(test)) sharers.set(place, (sharers.get(place) ?? 0) + 1);
  }
  const sharersOf = (test: AccessTest) => {
    const most = Math.max(...placesOf(test).map((place) => sharers.get(place) ?? 0));
    return most * shareOf(test);
  };
  return offered.map((tests) => {
    if (tests.length < 2) return tests[0];
    const weighed = tests.map((test) => ({ test, sharers: sharersOf(test) }));
    return weighed.sort((a, b) => a.sharers - b.sharers)[0]?.test;
  });
}

/** Where a test would stand in an index; ranges of one path stand together. */
function placesOf(test: AccessTest): readonly string[] {
  const path = test.path.join('\n');
  switch (test.kind) {
    case 'equal':
      // `5` and `5.0` share one though they are two texts: both equal the number.
      return test.values.map((value) => `${path}\n=${toNumber(value) ?? String(value).toLowerCase()}`);
    case 'prefix':
      return [`${path}\n^${test.prefix}`];
    case 'range':
      return [`${path}\n<>`];
  }
}

function shareOf(test: AccessTest): number {
  if (test.kind !== 'range') return 1;
  const isClosed = Number.isFinite(test.from) && Number.isFinite(test.to);
  return isClosed ? SHARE_OF_CLOSED_RANGES : SHARE_OF_OPEN_RANGES;
}

const VERSION = /^v?(\d+(?:\.\d+)*)(?:-([0-9a-z.-]+))?(?:\+.*)?$/i;

interface Version {
  readonly numbers: readonly number[];
  /** `beta.1` in `3.2.0-beta.1`, which comes before 3.2.0; undefined for a release. */
  readonly preRelease: string | undefined;
}

/**
 * Compares versions part by part, a missing part being 0 and a pre-release coming before its release.
 * @returns negative, zero or positive; undefined if either is no version
 */
export function compareVersions(a: string, b: string): number | undefined {
  const left = parse(a);
  const right = parse(b);
  if (left === undefined || right === undefined) return undefined;
  const length = Math.max(left.numbers.length, right.numbers.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return comparePreReleases(left.preRelease, right.preRelease);
}

function parse(text: string): Version | undefined {
  const match = VERSION.exec(text.trim());
  if (match?.[1] === undefined) return undefined;
  return { numbers: match[1].split('.').map(Number), preRelease: match[2] };
}

function comparePreReleases(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  const left = a.split('.');
  const right = b.split('.');
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = comparePreReleaseParts(left[index], right[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** As in Semantic Versioning: numbers by size and before words; a shorter one first. */
function comparePreReleaseParts(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  const isNumberA = /^\d+$/.test(a);
  const isNumberB = /^\d+$/.test(b);
  if (isNumberA && isNumberB) return Math.sign(Number(a) - Number(b));
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  return a < b ? -1 : 1;
}

import { textOf } from './values.ts';
import type { Json } from './written.ts';

const VERSION = /^v?(\d+(?:\.\d+)*)(-beta)?$/u;

/** Orders versions: part by part, a part that is missing is 0, a beta comes before what it leads to. */
export function compareVersions(a: Json, b: Json): number | undefined {
  const left = VERSION.exec(textOf(a, false) ?? '');
  const right = VERSION.exec(textOf(b, false) ?? '');
  if (left === null || right === null) return undefined;
  const [x, y] = [left, right].map((version) => (version[1] ?? '').split('.').map(Number));
  for (let part = 0; part < 10; part += 1) {
    const difference = (x?.[part] ?? 0) - (y?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(left[2] === undefined) - Number(right[2] === undefined);
}

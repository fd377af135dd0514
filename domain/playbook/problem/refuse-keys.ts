import type { PathStep, ProblemInFile } from './problem.ts';

/** A mapping that has it is read as one that lacks it: what it asks would hold of everybody. */
const REFUSED_KEY = '__proto__';

/** Finds keys, anywhere in a file, that no value can be found by. */
export function findRefusedKeys(data: unknown, path: readonly PathStep[] = []): ProblemInFile[] {
  if (typeof data !== 'object' || data === null) return [];
  const entries = Array.isArray(data) ? [...data.entries()] : Object.entries(data);
  return entries.flatMap(([step, value]) => {
    const here = [...path, step];
    return step === REFUSED_KEY ? [refusalOf(here)] : findRefusedKeys(value, here);
  });
}

function refusalOf(path: readonly PathStep[]): ProblemInFile {
  const message = `\`${REFUSED_KEY}\` cannot be a key`;
  return { path, at: 'key', message, hint: 'send the value under another name' };
}

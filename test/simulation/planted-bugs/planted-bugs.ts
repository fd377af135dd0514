import { readFileSync } from 'node:fs';
import type { PlantedBug } from '../../support/simulation/plant-bug.ts';
import { DECIDING_BUGS } from './deciding.ts';
import { ENTERING_BUGS } from './entering.ts';
import { FOLDING_BUGS } from './folding.ts';
import { GOING_AHEAD_BUGS } from './going-ahead.ts';
import { JOURNEYING_BUGS } from './journeying.ts';
import { KEEPING_BUGS } from './keeping.ts';
import { MERGING_BUGS } from './merging.ts';
import { REFUSING_BUGS } from './refusing.ts';
import { TELLING_BUGS } from './telling.ts';
import { TENDING_BUGS } from './tending.ts';
import { WRITING_BUGS } from './writing.ts';

/** All mistakes that the houses must find. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  ...FOLDING_BUGS,
  ...KEEPING_BUGS,
  ...MERGING_BUGS,
  ...TELLING_BUGS,
  ...TENDING_BUGS,
  ...WRITING_BUGS,
  ...DECIDING_BUGS,
  ...JOURNEYING_BUGS,
  ...ENTERING_BUGS,
  ...REFUSING_BUGS,
  ...GOING_AHEAD_BUGS,
];

/** By a bug's name, the number of the try that found it when the tries were noted: it is made first. */
export const KNOWN_TRIES_FILE = 'test/simulation/planted-bugs/known-tries.json';

export function readKnownTries(): Readonly<Record<string, number>> {
  return JSON.parse(readFileSync(KNOWN_TRIES_FILE, 'utf8'));
}

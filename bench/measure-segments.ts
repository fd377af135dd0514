import type { Figure } from './figure.ts';
import { measureCheck } from './segments/measure-check.ts';
import { measureLoad } from './segments/measure-load.ts';
import { measureRules } from './segments/measure-rules.ts';
import { measureScaling } from './segments/measure-scaling.ts';
import { measureSignals } from './segments/measure-signals.ts';
import { measureState } from './segments/measure-state.ts';

/** What any number of segments cost: an event, a moment, a load, a check. */
export async function measureSegments(): Promise<readonly Figure[]> {
  return [
    ...(await measureRules()),
    ...(await measureScaling()),
    ...(await measureLoad()),
    ...(await measureState()),
    ...(await measureCheck()),
    ...(await measureSignals()),
  ];
}

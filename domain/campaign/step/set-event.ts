import type { JsonObject, JsonValue } from '../../event/json.ts';
import { stripNulls } from '../../event/strip-nulls.ts';
import { type Progress, type StepInput, traced } from '../journey/progress.ts';
import type { SetStep } from '../step.ts';
import { journeyEvent } from './journey-event.ts';
import { namedValue } from './named-value.ts';

/** A text that is exactly one `{{ path }}`. */
const PATH = /^\{\{-?\s*([^\s{}|'"[\]]+)\s*-?\}\}$/;

/** Sets traits, by an event of the guest's as a source's identify would. What names nothing sets nothing. */
export function setTraits(input: StepInput, progress: Progress, { id, traits: written }: SetStep): Progress {
  const traits = stripNulls(fillObject(input, written));
  const names = Object.keys(traits);
  const missing = Object.keys(written).filter((name) => !names.includes(name));
  const without = missing.length === 0 ? '' : `; there is nothing to set ${missing.join(', ')} to`;
  if (names.length === 0)
    return traced(progress, input.now, `step ${id}: sets nothing${without}`, { step: id });
  const event = journeyEvent(input, progress, id, { type: 'identify', traits });
  const what = `step ${id}: sets ${names.join(', ')}${without}`;
  return traced({ ...progress, events: [...progress.events, event] }, input.now, what, { step: id });
}

function fillObject(input: StepInput, object: Readonly<Record<string, JsonValue>>): JsonObject {
  const filled = Object.entries(object).flatMap(([name, value]) => {
    const found = fill(input, value);
    return found === undefined ? [] : [[name, found] as const];
  });
  return Object.fromEntries(filled);
}

function fill(input: StepInput, value: JsonValue): JsonValue | undefined {
  if (typeof value === 'string') {
    const path = PATH.exec(value.trim())?.[1];
    return path === undefined ? value : namedValue({ ...input, active: input.begun }, path.split('.'));
  }
  if (Array.isArray(value))
    return value.map((item) => fill(input, item)).filter((item) => item !== undefined);
  return typeof value === 'object' && value !== null ? fillObject(input, value) : value;
}

import type { Window } from '../../segment/aggregate/aggregate-spec.ts';
import { milliseconds } from '../milliseconds.ts';
import { VISIT, type WindowSource } from '../schema/window-schema.ts';

/** The part of the past that a window names; all of it without one, and for the visit, which an opening says. */
export function compileWindow(within: WindowSource | undefined): Window {
  if (within === undefined || within === VISIT) return {};
  if (typeof within === 'string') return { withinMilliseconds: milliseconds(within) };
  const [from, until] = within;
  return { withinMilliseconds: milliseconds(from), untilMilliseconds: milliseconds(until) };
}

import { parseDurationMilliseconds } from '../../time/duration.ts';
import { nearestWord } from './nearest-word.ts';

const DURATION = /^(\d+(?:\.\d+)?) *([a-z]+?)( +ago)?$/iu;
const UNITS = ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'];
const SHORT_UNITS: Readonly<Record<string, string>> = {
  s: 'seconds',
  sec: 'seconds',
  m: 'minutes',
  min: 'minutes',
  h: 'hours',
  hr: 'hours',
  hrs: 'hours',
  d: 'days',
  w: 'weeks',
  wk: 'weeks',
  mo: 'months',
  y: 'years',
  yr: 'years',
  yrs: 'years',
};

/** The duration that a text was probably meant to be: `3 days` of `3 dayz`; undefined if none is near. @param isAgo whether `ago` follows */
export function nearestDuration(text: string, isAgo = false): string | undefined {
  const [, amount = '', unit = ''] = DURATION.exec(text.trim()) ?? [];
  const lower = unit.toLowerCase();
  const plural = Object.hasOwn(SHORT_UNITS, lower) ? SHORT_UNITS[lower] : nearestWord(lower, UNITS);
  if (amount === '' || plural === undefined) return undefined;
  const duration = `${amount} ${amount === '1' ? plural.slice(0, -1) : plural}`;
  if ((parseDurationMilliseconds(duration) ?? 0) === 0) return undefined;
  return isAgo ? `${duration} ago` : duration;
}

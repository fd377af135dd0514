import type { JsonValue } from '../domain/event/json.ts';
import { describePerCent, describeValue } from '../domain/segment/explain/describe-value.ts';
import type { Explanation } from '../domain/segment/explain/explain-condition.ts';

/** Writes a moment, ISO 8601, as people read it. */
export type WriteMoment = (timestamp: string) => string;

/** Moments in what was asked, but for those that an author wrote as a text. */
const TOLD_MOMENT = /(?<!["\w])\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z(?!["\w])/g;

/** What was asked, its moments as people read them. */
export function writeMoments(asked: string, write: WriteMoment): string {
  return asked.replaceAll(TOLD_MOMENT, write);
}

interface SeenTimes {
  readonly count: number;
  readonly mayBeMore?: boolean;
  readonly times: readonly string[];
}

interface SeenSequence {
  readonly reached: number;
  readonly of: number;
  readonly from?: string;
  readonly to?: string;
  readonly brokenBy?: { readonly event: string; readonly messageId: string; readonly timestamp: string };
  readonly missed?: 'window' | 'since' | 'span';
}

type SeenPlaces = Readonly<
  Record<string, { readonly since: string; readonly until: string; readonly zone: JsonValue }>
>;

/** In words what a condition of a kind saw: `saw 3, the latest on Mon 2 Mar 2026 11:00:00`. */
export function describeSeen(kind: Explanation['kind'], seen: JsonValue, write: WriteMoment): string {
  const shaped: unknown = seen;
  switch (kind) {
    case 'event':
    case 'matching':
    case 'message':
      return `saw ${describeTimes(shaped as SeenTimes, write)}`;
    case 'measure':
      return `saw ${seen === null ? 'nothing to measure' : describeValue(seen)}`;
    case 'sequence':
      return `saw ${describeSequence(shaped as SeenSequence, write)}`;
    case 'affinity':
      return `saw ${describeShare(shaped as { all: number; matched: number; share: number | null })}`;
    case 'segment':
      return seen === null ? 'is outside' : `is inside since ${write(String(seen))}`;
    case 'consent':
      return seen === null ? 'saw no choice recorded' : `saw it ${seen === true ? 'granted' : 'refused'}`;
    case 'reachable':
      return `saw ${seen === 'yes' ? 'a way there' : String(seen)}`;
    case 'list':
      return seen === null ? 'was never on it' : `is ${seen === true ? 'on it' : 'no longer on it'}`;
    case 'offer':
      return `saw ${describeCodes(shaped as Readonly<Record<string, string>>)}`;
    case 'presence':
      return `saw ${describePlaces(shaped as SeenPlaces, write)}`;
    case 'random': {
      const { drew, below } = shaped as { readonly drew: number; readonly below: number };
      return `drew ${describePerCent(drew)}, asks for less than ${describePerCent(below)}`;
    }
    default:
      return `saw ${describeValue(seen)}`;
  }
}

function describeTimes({ count, mayBeMore, times: [latest] }: SeenTimes, write: WriteMoment): string {
  if (latest === undefined) return 'none';
  return `${mayBeMore ? 'at least ' : ''}${count}, the latest on ${write(latest)}`;
}

function describeSequence(
  { reached, of, from, to, brokenBy, missed }: SeenSequence,
  write: WriteMoment,
): string {
  const events = of === 1 ? 'its event' : `${reached === of ? 'all ' : `${reached} of `}${of} events`;
  if (from === undefined || to === undefined) return of === 1 ? 'none' : `none of ${of} events`;
  const span = from === to ? `on ${write(from)}` : `from ${write(from)} to ${write(to)}`;
  const broken =
    brokenBy === undefined
      ? ''
      : `, broken by ${brokenBy.event} (${brokenBy.messageId}) on ${write(brokenBy.timestamp)}`;
  return `${events}, ${span}${broken}${missed === undefined ? '' : `: ${MISSED[missed]}`}`;
}

const MISSED = {
  window: 'the window is over',
  since: 'before what it counts since',
  span: 'longer than the span',
};

function describeShare({
  all,
  matched,
  share,
}: {
  all: number;
  matched: number;
  share: number | null;
}): string {
  return `${matched} of ${all}${share === null ? '' : `, ${describePerCent(share)}`}`;
}

function describeCodes(codes: Readonly<Record<string, string>>): string {
  const said = Object.entries(codes).map(([code, status]) => `${code} ${status}`);
  return said.join(', ') || 'no code';
}

function describePlaces(places: SeenPlaces, write: WriteMoment): string {
  const said = Object.entries(places).map(([venue, { since, until, zone }]) => {
    const place = zone === null ? venue : `${venue}, zone ${describeValue(zone)}`;
    return `${place}, since ${write(since)}, until ${write(until)} unless seen again`;
  });
  return said.join('; ') || 'nowhere';
}

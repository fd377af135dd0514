import type { JsonValue } from '../../event/json.ts';
import { fromShortTime, toShortTime } from './short-time.ts';
import type { Counted, Scalar } from './tally.ts';

/** What is counted of a property. */
export interface TopState {
  /** Ascending by the value's JSON text. */
  readonly counts: readonly Counted[];
  /** True once a value had to give way: from then on the counts are upper bounds, and depend on the order of events. */
  readonly approximate?: true;
}

/** As it is stored. */
interface StoredTop {
  readonly values: readonly Scalar[];
  /** Of each value, in their order: `count.latest`, in base 36 both, with a space between. */
  readonly counts: string;
  readonly approximate?: true;
}

const BASE = 36;

/** Reads what `writeTopState` wrote; of no state, nothing is counted yet. */
export function readTopState(state: JsonValue | undefined): TopState {
  if (state === undefined) return { counts: [] };
  const { values, counts, approximate } = state as unknown as StoredTop;
  const texts = counts.split(' ');
  const read = values.map((value, place): Counted => {
    const [count = '', latest = ''] = (texts[place] ?? '').split('.');
    return [value, Number.parseInt(count, BASE), fromShortTime(latest)];
  });
  return approximate === undefined ? { counts: read } : { counts: read, approximate };
}

/** The state as JSON, in little room. */
export function writeTopState({ counts, approximate }: TopState): JsonValue {
  const stored: StoredTop = {
    values: counts.map(([value]) => value),
    counts: counts.map(([, count, latest]) => `${count.toString(BASE)}.${toShortTime(latest)}`).join(' '),
    ...(approximate !== undefined && { approximate }),
  };
  return stored as unknown as JsonValue;
}

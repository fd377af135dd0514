import type { Journey } from '../journey/journey.ts';
import type { Contacts } from './contacts.ts';
import { isSame } from './counting-journeys.ts';
import type { Came, Wait } from './in-line.ts';

/** The soonest; what there is no room for is decided as it comes. */
const MAXIMUM_WAITS = 20;
/** The latest. */
const MAXIMUM_CAME = 10;
/** What was due so long ago has been decided, whatever became of it. */
const KEPT_AFTER_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * Notes until when a journey waits, so that what else comes to its guest at that moment knows of it without reading.
 * @param wait undefined where it does not wait, or its campaign wants no room that another might
 * @param now in milliseconds since the epoch
 */
export function noteWait(
  contacts: Contacts,
  journey: Pick<Journey, 'profileId' | 'journeyId'>,
  wait: Wait | undefined,
  now: number,
): Contacts {
  const { waits: before, ...rest } = contacts;
  if (before === undefined && wait === undefined) return contacts;
  const others = (before ?? []).filter(
    (other) => !isSame(other, journey) && other.until + KEPT_AFTER_MILLISECONDS > now,
  );
  const waits = soonest(wait === undefined ? others : [...others, wait]);
  return waits.length === 0 ? rest : { ...rest, waits };
}

/** Notes what time has brought. */
export function noteCame(contacts: Contacts, came: readonly Came[]): Contacts {
  if (came.length === 0) return contacts;
  return { ...contacts, came: latest([...(contacts.came ?? []), ...came]) };
}

/** What either waits for, and what came to either, each once. */
export function uniteInLine(a: Contacts, b: Contacts): Pick<Contacts, 'waits' | 'came'> {
  const waits = soonest(unique([...(a.waits ?? []), ...(b.waits ?? [])]));
  const came = latest(unique([...(a.came ?? []), ...(b.came ?? [])]));
  return { ...(waits.length > 0 && { waits }), ...(came.length > 0 && { came }) };
}

function soonest(waits: readonly Wait[]): readonly Wait[] {
  return [...waits].sort((a, b) => a.until - b.until || compareAsText(a, b)).slice(0, MAXIMUM_WAITS);
}

function latest(came: readonly Came[]): readonly Came[] {
  const last = Math.max(...came.map(({ moment }) => moment));
  return [...came]
    .filter(({ moment }) => moment + KEPT_AFTER_MILLISECONDS > last)
    .sort((a, b) => a.moment - b.moment || compareAsText(a, b))
    .slice(-MAXIMUM_CAME);
}

function unique<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function compareAsText(a: unknown, b: unknown): number {
  const [x, y] = [JSON.stringify(a), JSON.stringify(b)];
  return x < y ? -1 : Number(x > y);
}

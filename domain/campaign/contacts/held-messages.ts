import { heldUntil } from '../journey/held-until.ts';
import type { Journey } from '../journey/journey.ts';
import { type Contacts, type HeldMessage, MAXIMUM_HELD } from './contacts.ts';
import { isSame } from './counting-journeys.ts';

/** What is held is let go within minutes of its moment; of what is so long past nobody has to know any more. */
const KEPT_AFTER_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Notes that a journey's next message is held, or that none is any more. @param now in milliseconds since the epoch */
export function noteHeld(contacts: Contacts, journey: Journey, now: number): Contacts {
  const until = heldUntil(journey);
  const { profileId, journeyId, campaign } = journey;
  const others = (contacts.held ?? []).filter(
    (held) => !isSame(held, journey) && held.until + KEPT_AFTER_MILLISECONDS >= now,
  );
  const own = until === undefined ? [] : [{ profileId, journeyId, campaign, until }];
  return withHeld(contacts, [...others, ...own]);
}

/** What is held of two who become one, each once. */
export function uniteHeld(a: Contacts, b: Contacts): readonly HeldMessage[] {
  const united = [...(a.held ?? []), ...(b.held ?? [])];
  return firstHeld(
    united.filter((held, index) => united.findIndex((other) => isSame(held, other)) === index),
  );
}

/** Forgets all others. */
export function keepHeld(contacts: Contacts, isKept: (held: HeldMessage) => boolean): Contacts {
  const { held } = contacts;
  return held === undefined || held.every(isKept) ? contacts : withHeld(contacts, held.filter(isKept));
}

/** Absent where there is none. */
function withHeld(contacts: Contacts, held: readonly HeldMessage[]): Contacts {
  const { held: before, ...others } = contacts;
  if (held.length === 0) return before === undefined ? contacts : others;
  return { ...others, held: firstHeld(held) };
}

/** As many as there is room for, the first to be let go: the others go at their own moment. */
function firstHeld(held: readonly HeldMessage[]): readonly HeldMessage[] {
  return [...held].sort(compareHeld).slice(0, MAXIMUM_HELD);
}

function compareHeld(a: HeldMessage, b: HeldMessage): number {
  return a.until - b.until || (keyOf(a) < keyOf(b) ? -1 : 1);
}

const keyOf = ({ profileId, journeyId }: HeldMessage) => JSON.stringify([journeyId, profileId]);

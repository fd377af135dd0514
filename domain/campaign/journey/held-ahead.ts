import type { Program } from '../../playbook/program/program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { HeldMessage } from '../contacts/contacts.ts';
import { isSame } from '../contacts/counting-journeys.ts';
import { SPREAD_MILLISECONDS } from '../permission/quiet-hours.ts';
import { heldUntil } from './held-until.ts';
import type { Journey } from './journey.ts';
import { priorityOf } from './line-up-journeys.ts';

/**
 * What else is held of a guest and goes before a journey whose message is let go: what has a higher priority, and its quiet
 * hours over too. All that is held of one guest is due at one moment; of two who turn out to be one each at that of whom it
 * was held for, and the first moment would get the last message under a cap, whatever its priority.
 * @param look.now in milliseconds since the epoch
 * @param look.isLetGo whether the journey itself goes before another, and its own moment may be to come
 * @returns journeys in falling priority, of the same priority by their ids; none where nothing of the journey itself is let go
 */
export function heldAhead(
  program: Program,
  { contacts }: Pick<Profile, 'contacts'>,
  journey: Journey,
  { now, isLetGo = false }: { readonly now: number; readonly isLetGo?: boolean | undefined },
): readonly HeldMessage[] {
  const until = heldUntil(journey);
  if (until === undefined || !(until <= now || (isLetGo && isOver({ until }, now)))) return [];
  const own = priorityOf(program, journey.campaign);
  const priority = ({ campaign }: HeldMessage) => priorityOf(program, campaign);
  return (contacts.held ?? [])
    .filter((held) => !isSame(held, journey) && priority(held) > own && isOver(held, now))
    .sort((a, b) => priority(b) - priority(a) || (a.journeyId < b.journeyId ? -1 : 1));
}

/** Tells whether a journey's message may be let go before another: it was held, and the quiet hours are over, whatever its place in the spread. */
export function mayBeLetGo(journey: Journey, now: number): boolean {
  const until = heldUntil(journey);
  return until !== undefined && isOver({ until }, now);
}

function isOver({ until }: Pick<HeldMessage, 'until'>, now: number): boolean {
  return until - SPREAD_MILLISECONDS <= now;
}

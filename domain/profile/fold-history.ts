import { MaitredError } from '../error/maitred-error.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { foldEvent } from './fold-event.ts';
import type { OwnRecords } from './own-records.ts';
import type { Profile } from './profile.ts';
import { compareText } from './stamped.ts';

/** A profile without what events alone decide; decisions, marks and memberships stay. */
export function emptyState(active: ActiveProgram, profile: Profile): Profile {
  return {
    ...profile,
    program: { ordinal: active.program.ordinal, aggregates: active.program.aggregatesDigest },
    aggregates: {},
    traits: {},
    traitMemory: undefined,
    surroundings: {},
    consent: {},
    devices: {},
  };
}

/**
 * Folds events by (time, messageId): in that order no aggregate may answer that it cannot tell.
 * @param empty a profile without a state; without events its first and last seen stay
 */
export function foldHistory(
  active: ActiveProgram,
  empty: Profile,
  events: readonly TrackingEvent[],
): Profile {
  const ordered = [...events].sort(byTime);
  const [first] = ordered;
  let profile = first === undefined ? empty : { ...empty, firstSeen: first.time, lastSeen: first.time };
  const own: OwnRecords = {};
  for (const event of ordered) {
    const folded = foldEvent(active, profile, event, own);
    if (folded === 'refold') throw new UnfoldableError(event);
    profile = folded.profile;
  }
  return profile;
}

/** Thrown where an aggregate breaks its promise: in the order of time it can always tell. */
class UnfoldableError extends MaitredError {
  constructor(event: TrackingEvent) {
    super(`event ${event.messageId} cannot be folded even in the order of time`, {
      code: 'unfoldable',
      retryable: false,
      status: 500,
    });
  }
}

/** The order in which a history is folded. */
export function byTime(a: TrackingEvent, b: TrackingEvent): number {
  return a.time - b.time || compareText(a.messageId, b.messageId) || byKey(a, b);
}

function byKey(a: TrackingEvent, b: TrackingEvent): number {
  return compareText(a.key.identifier, b.key.identifier) || compareText(a.key.sort, b.key.sort);
}

import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { type ActiveProgram, activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import { foldHistory } from '../../domain/profile/fold-history.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { AggregateSpec, EventSelector } from '../../domain/segment/aggregate/aggregate-spec.ts';
import { aProfile } from './a-profile.ts';
import { aProgram } from './a-program.ts';

/** Events of one name. */
export const eventsCalled = (...names: string[]): EventSelector => ({ names, where: [] });

/** A program that remembers this and asks nothing else, its dates in UTC. */
export function anActiveProgram(
  aggregates: Readonly<Record<string, AggregateSpec>>,
  overrides: Partial<Program> = {},
): ActiveProgram {
  return activateProgram(aProgram({ timezone: 'UTC', aggregates, ...overrides }));
}

/** A guest of whom these events are known. */
export function aGuestOf(
  active: ActiveProgram,
  events: readonly TrackingEvent[],
  overrides: Partial<Profile> = {},
): Profile {
  return foldHistory(active, aProfile(overrides), events);
}

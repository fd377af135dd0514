import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import { type PlannedGuest, planProfile } from '../../../domain/profile/plan-profile.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { type Explanation, explainCondition } from '../../../domain/segment/explain/explain-condition.ts';
import type { EventHistory } from '../../adapters/event-history.ts';
import type { ProfileScan, ScannedProfile, ScanPosition } from '../../adapters/profile-scan.ts';
import type { PlannedPrograms } from './plan-programs.ts';
import { MAXIMUM_COMPARED_HISTORY } from './rebuild-profile.ts';
import { type FailedLook, walkRows } from './walk-rows.ts';

/** Of each segment and direction: whoever reads a plan looks at no more. */
const EXAMPLES_EACH = 5;
/** In an answer, so that it stays small whatever changes. */
const MOST_EXAMPLES = 100;

export interface PlanPageDependencies {
  readonly profileScan: Pick<ProfileScan, 'readProfiles' | 'countRows'>;
  readonly eventHistory: Pick<EventHistory, 'readAll'>;
  readonly clock: () => number;
}

/** One guest whom it would change, and why: the new condition, as it is for them. */
export interface PlanExample {
  readonly segment: string;
  readonly change: 'enters' | 'leaves';
  readonly profileId: string;
  /** Absent where the segment is removed. */
  readonly why?: Explanation;
}

type Counts = Readonly<Record<string, number>>;

/** What becomes of some people. */
export interface PlannedPage {
  /** Rows that were passed, tombstones too. */
  readonly scanned: number;
  readonly people: number;
  /** People with more events than a call reads: nobody can say here. */
  readonly unread: number;
  /** By segment: who enters, and who leaves. */
  readonly entered: Counts;
  readonly left: Counts;
  /** By campaign that includes existing members: who would begin a journey, if it lets them in. */
  readonly included: Counts;
  readonly examples: readonly PlanExample[];
  readonly failed: readonly FailedLook[];
  /** The profileId after which the next page begins; null: there is none. */
  readonly last: string | null;
}

type Guest = PlannedGuest | 'unread';

/**
 * Looks at the next people of a scan, as many as there is time for, and writes nothing.
 * @throws {MaitredError} where nobody can be looked at for now
 */
export async function planPage(
  dependencies: PlanPageDependencies,
  { basis, candidate }: PlannedPrograms,
  { limit, ...position }: ScanPosition & { readonly limit: number },
): Promise<PlannedPage> {
  const now = dependencies.clock();
  const page = await dependencies.profileScan.readProfiles(position, limit);
  const about = { what: 'a plan', clock: dependencies.clock };
  const { found, ...walked } = await walkRows(page, about, ({ profile }) =>
    look(dependencies, { active: basis?.active ?? candidate, candidate }, profile, now),
  );
  const guests = found.filter((guest) => guest !== undefined);
  const planned = guests.filter((guest) => guest !== 'unread');
  return {
    ...walked,
    people: guests.length,
    unread: guests.length - planned.length,
    entered: count(planned.flatMap(({ entered }) => entered)),
    left: count(planned.flatMap(({ left }) => left)),
    included: count(planned.flatMap(({ included }) => included)),
    examples: examplesOf(candidate, planned, now),
  };
}

async function look(
  { eventHistory }: PlanPageDependencies,
  programs: { readonly active: ActiveProgram; readonly candidate: ActiveProgram },
  profile: ScannedProfile['profile'],
  now: number,
): Promise<Guest | undefined> {
  if (profile === undefined) return undefined;
  const planned = planProfile(programs, profile, now);
  const decided = planned.kind === 'history needed' ? await withHistory(planned.identifiers) : planned;
  return decided.kind === 'planned' ? decided : 'unread';

  async function withHistory(identifiers: readonly string[]) {
    const { events, isComplete } = await eventHistory.readAll(identifiers, {
      limit: MAXIMUM_COMPARED_HISTORY,
    });
    const history = isComplete ? [...events.values()].flat() : 'too long';
    return planProfile(programs, profile as Profile, now, history);
  }
}

function count(ids: readonly string[]): Counts {
  return Object.fromEntries([...Map.groupBy(ids, (id) => id)].map(([id, { length }]) => [id, length]));
}

function examplesOf(candidate: ActiveProgram, guests: readonly PlannedGuest[], now: number): PlanExample[] {
  const changes = guests.flatMap(({ entered, left, after }) => [
    ...entered.map((segment) => ({ segment, change: 'enters' as const, after })),
    ...left.map((segment) => ({ segment, change: 'leaves' as const, after })),
  ]);
  const groups = Map.groupBy(changes, ({ segment, change }) => `${change} ${segment}`);
  const chosen = [...groups.values()].flatMap((group) => group.slice(0, EXAMPLES_EACH));
  return chosen.slice(0, MOST_EXAMPLES).map(({ segment, change, after }) => {
    const place = candidate.segmentPlaces.get(segment);
    const when = place === undefined ? undefined : candidate.program.segments[place]?.when;
    const why = when === undefined ? {} : { why: explainCondition(candidate, when, after, now) };
    return { segment, change, profileId: after.profileId, ...why };
  });
}

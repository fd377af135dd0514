import type { ProgramChanges } from '../domain/playbook/program/compare-programs.ts';
import type { Program } from '../domain/playbook/program/program.ts';
import { estimateGuests, type GuestCount } from './estimate-guests.ts';
import type { PlanAnswer, PlanBasis, PlanExample } from './plan-answer.ts';
import type { PlannedGuests } from './plan-guests.ts';

/** What would become of a segment. */
export interface PlannedSegment {
  readonly id: string;
  readonly enter: GuestCount;
  readonly leave: GuestCount;
  readonly examples: readonly Omit<PlanExample, 'segment'>[];
}

/** What `maitred plan` says; `--json` writes it as it is. */
export interface Plan {
  readonly name: string;
  readonly version: string;
  /** By whose clocks moments are told. */
  readonly timezone: string;
  /** Null where no playbook is deployed. */
  readonly basis: PlanBasis | null;
  readonly changes: ProgramChanges;
  /** What one guest's aggregates may take at most. */
  readonly state?: PlanAnswer['state'];
  /** Journeys of earlier versions that may be under way, and those of which there is no room for what they ask. */
  readonly underway: NonNullable<PlanAnswer['underway']>;
  readonly givenUp: NonNullable<PlanAnswer['givenUp']>;
  /** Broadcasts that went out and, by another schedule, go out again. */
  readonly toldAgain: NonNullable<PlanAnswer['toldAgain']>;
  /** Absent where nobody was asked about. */
  readonly guests?: Pick<PlannedGuests, 'isExact' | 'scanned' | 'people' | 'unread' | 'failed'> & {
    /** Rows of all people, as counted some hours ago. */
    readonly total: number;
  };
  /** Those that guests would enter or leave. */
  readonly segments: readonly PlannedSegment[];
  /** Campaigns that include existing members: who would begin, if they are let in. */
  readonly included: readonly { readonly id: string; readonly begin: GuestCount }[];
}

const NONE: ProgramChanges['segments'] = { added: [], changed: [], removed: [] };
const NO_CHANGES: ProgramChanges = {
  segments: NONE,
  traits: NONE,
  campaigns: NONE,
  templates: NONE,
  settings: [],
};

/** Joins what was answered of the files and of the guests. */
export function describePlan(
  { name, version, timezone }: Program,
  answer: PlanAnswer,
  guests?: PlannedGuests,
): Plan {
  const {
    basis,
    changes = NO_CHANGES,
    state,
    underway = [],
    givenUp = [],
    toldAgain = [],
    total = 0,
  } = answer;
  const house = { name, version, timezone, basis };
  const files = { ...house, changes, underway, givenUp, toldAgain, ...(state && { state }) };
  if (guests === undefined) return { ...files, segments: [], included: [] };
  const { isExact, scanned, people, unread, failed, entered, left, included } = guests;
  const estimate = (found = 0) => estimateGuests(found, guests, total);
  const ids = [...new Set([...Object.keys(entered), ...Object.keys(left)])].sort();
  return {
    ...files,
    guests: { isExact, scanned, people, unread, failed, total },
    segments: ids.map((id) => ({
      id,
      enter: estimate(entered[id]),
      leave: estimate(left[id]),
      examples: examplesOf(guests, id),
    })),
    included: Object.keys(included)
      .sort()
      .map((id) => ({ id, begin: estimate(included[id]) })),
  };
}

function examplesOf({ examples }: PlannedGuests, id: string): PlannedSegment['examples'] {
  return examples.filter(({ segment }) => segment === id).map(({ segment: _, ...example }) => example);
}

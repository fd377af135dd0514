import type { ProgramChanges } from '../domain/playbook/program/compare-programs.ts';
import type { DescribedUnderway } from '../domain/playbook/program/describe-underway.ts';
import type { ToldAgain } from '../domain/playbook/program/find-told-again.ts';
import type { Explanation } from '../domain/segment/explain/explain-condition.ts';

/** What a plan was compared with. */
export interface PlanBasis {
  readonly version: string;
  readonly ordinal: number;
}

/** A guest whom it would change. */
export interface PlanExample {
  readonly segment: string;
  readonly change: 'enters' | 'leaves';
  readonly profileId: string;
  /** Absent where the segment is removed. */
  readonly why?: Explanation;
}

/** What becomes of some people. */
export interface PlannedPage {
  readonly scanned: number;
  readonly people: number;
  readonly unread: number;
  readonly entered: Readonly<Record<string, number>>;
  readonly left: Readonly<Record<string, number>>;
  readonly included: Readonly<Record<string, number>>;
  readonly examples: readonly PlanExample[];
  readonly failed: readonly { readonly profileId: string; readonly code: string; readonly detail: string }[];
  readonly cursor: string | null;
}

/** What the API answers: of the files, or of a page of people. */
export interface PlanAnswer {
  /** Null where no playbook is deployed. */
  readonly basis: PlanBasis | null;
  readonly changes?: ProgramChanges;
  /** What one guest's aggregates may take at most: those of the version, and those kept up of earlier ones. */
  readonly state?: { readonly bytes: number; readonly retainedBytes: number };
  /** Journeys of earlier versions that may be under way: what they ask is kept up. */
  readonly underway?: readonly DescribedUnderway[];
  /** Those of which there is no room for what they ask. */
  readonly givenUp?: readonly DescribedUnderway[];
  /** Broadcasts that went out and, by another schedule, go out again. */
  readonly toldAgain?: readonly ToldAgain[];
  readonly total?: number;
  readonly page?: PlannedPage;
}

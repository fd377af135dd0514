import type { Program } from '../../../domain/playbook/program/program.ts';
import type { FaultPlan } from './faults.ts';

/** The functions that read a stream. */
export type StreamConsumer = 'resolve' | 'announce' | 'members';

/** What kind of a house it is: calm, unless said otherwise. */
export interface HouseOptions {
  readonly seed: number;
  readonly startsAt: number;
  /** Its playbook, by version; by default the small one. */
  readonly program?: (of: 1 | 2) => Program;
  /** Of a hundred calls of AWS, how many go wrong. */
  readonly faultRate?: number;
  readonly faults?: FaultPlan;
  /** How likely whatever may come twice does. */
  readonly duplicates?: number;
  /** Everybody waits their turn and nothing is left to chance. */
  readonly isOrderly?: boolean;
  readonly batchSize?: number;
  /** After how many failures a stream's batch is given up and driven again by redrive. */
  readonly attempts?: number;
  /** More events than these are left to the refold queue; by default as many as in truth. */
  readonly inlineHistory?: number;
  readonly isImpatient?: boolean;
  /** Which readers of streams there are from the beginning on; by default all. */
  readonly consumers?: readonly StreamConsumer[];
  readonly traceLength?: number;
}

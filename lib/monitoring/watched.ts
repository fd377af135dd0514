import type { Construct } from 'constructs';
import type { AlarmThresholds } from './alarm-thresholds.ts';
import type { Observed } from './observed.ts';

/** What the chapters of the dashboard speak of. */
export interface Watched {
  /** Where what they need of their own is made. */
  readonly scope: Construct;
  readonly stage: string;
  readonly observed: Observed;
  readonly thresholds: AlarmThresholds;
  /** US dollars. */
  readonly budgetPerMonth: number;
  /** US dollars. */
  readonly smsBudgetPerMonth: number;
}

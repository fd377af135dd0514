import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { CustomMetricWithAlarm, MetricWithAlarmSupport } from 'cdk-monitoring-constructs';

/** `page`: somebody gets up, since guests or data are being lost. `look`: it waits until the morning. */
export type Severity = 'page' | 'look';

/** One alarm. */
export interface Watch {
  /** What is wrong, in kebab case: the end of the alarm's name. */
  readonly name: string;
  /** Its heading in docs/runbook.md. */
  readonly runbook: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence for whoever is woken. */
  readonly says: string;
  /** Its period is how long one look lasts. */
  readonly metric: MetricWithAlarmSupport;
  readonly threshold: number;
  /** Whether it is less than the threshold that is wrong. */
  readonly isTooLittle?: boolean;
  /** How many looks in a row must find it wrong. */
  readonly inARow: number;
  /** Of how many looks these are, where they need not be in a row. */
  readonly outOf?: number;
  /** What a look that finds no figure means; by default that nothing happened. */
  readonly missing?: TreatMissingData;
}

/** How alarms are named: SNS can pass on by severity, `{"AlarmName":[{"prefix":"maitred-prod-page-"}]}`. */
export function alarmName(stage: string, { severity, name }: Watch): string {
  return `maitred-${stage}-${severity}-${name}`;
}

/** The alarm as cdk-monitoring-constructs takes it, beside the graph of its metric. */
export function toMetricWithAlarm(stage: string, watch: Watch): CustomMetricWithAlarm {
  return {
    metric: watch.metric,
    alarmFriendlyName: watch.name,
    addAlarm: {
      [watch.severity]: {
        alarmNameOverride: alarmName(stage, watch),
        additionalDescription: watch.says,
        runbookLink: `docs/runbook.md#${watch.runbook}`,
        threshold: watch.threshold,
        comparisonOperator: watch.isTooLittle
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        datapointsToAlarm: watch.inARow,
        evaluationPeriods: watch.outOf ?? watch.inARow,
        treatMissingDataOverride: watch.missing ?? TreatMissingData.NOT_BREACHING,
      },
    },
  };
}

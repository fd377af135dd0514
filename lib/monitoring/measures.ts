import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_NAMESPACE, type MetricName } from '../../lambdas/contract/metrics.ts';

export const MINUTE = Duration.minutes(1);
export const FIVE_MINUTES = Duration.minutes(5);
export const HOUR = Duration.hours(1);
export const THREE_HOURS = Duration.hours(3);

/** An alarm's expression takes no more. */
const METRICS_PER_ALARM = 10;

export interface OwnMetricOptions {
  readonly dimensions?: Readonly<Record<string, string>>;
  /** The sum if absent. */
  readonly statistic?: string;
  readonly period?: Duration;
  readonly label?: string;
}

/** A metric that our functions write. */
export function ownMetric(stage: string, name: MetricName, options: OwnMetricOptions = {}): Metric {
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName: name,
    dimensionsMap: { stage, ...options.dimensions },
    statistic: options.statistic ?? 'Sum',
    period: options.period ?? FIVE_MINUTES,
    ...(options.label !== undefined && { label: options.label }),
  });
}

/** The sum of one of our metrics over all values of its dimension, also of those that nobody has seen yet. */
export function sumOverAll(
  stage: string,
  name: MetricName,
  dimension: string,
  except?: string,
): MathExpression {
  const other = except === undefined ? '' : ` AND "${dimension}" != '${except}'`;
  return query(
    `SELECT SUM("${name}") FROM SCHEMA("${METRIC_NAMESPACE}", "${dimension}", "stage") WHERE "stage" = '${stage}'${other}`,
    name,
  );
}

/** A query of CloudWatch Metrics Insights. */
export function query(expression: string, label: string): MathExpression {
  return new MathExpression({ expression, label, period: FIVE_MINUTES, usingMetrics: {} });
}

/**
 * A calculation with metrics.
 * @throws Error where they are more than an alarm takes
 */
export function calculate(
  label: string,
  expression: string,
  usingMetrics: Readonly<Record<string, Metric>>,
  period = FIVE_MINUTES,
): MathExpression {
  if (Object.keys(usingMetrics).length > METRICS_PER_ALARM)
    throw new Error(
      `${label}: an alarm watches ${METRICS_PER_ALARM} metrics at most; split what it is about`,
    );
  return new MathExpression({ label, expression, usingMetrics: { ...usingMetrics }, period });
}

/** Metrics under names that no other expression of the same graph has: `profiles0`, `profiles1` … */
export function numbered(label: string, metrics: readonly Metric[]): Record<string, Metric> {
  const prefix = label.toLowerCase().replace(/[^a-z]/g, '');
  return Object.fromEntries(metrics.map((metric, index) => [`${prefix}${index}`, metric]));
}

/** Their sum. Unlike `+` it goes on where one of them has no figure. */
export function sumOf(label: string, metrics: readonly Metric[], period = FIVE_MINUTES): MathExpression {
  const using = numbered(label, metrics);
  return calculate(label, `SUM([${Object.keys(using).join(', ')}])`, using, period);
}

/** From how many on a part says something of its share. */
export interface Share {
  readonly part: string;
  readonly whole: string;
  readonly atLeast: number;
}

/** Percent that a part is of a whole, 0 while the part is too small to tell. */
export function percentOf({ part, whole, atLeast }: Share): string {
  return `IF(${part} >= ${atLeast}, 100 * ${part} / ${whole}, 0)`;
}

import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRIC_NAMESPACE, type MetricName, type RefusalReason } from '../contract/metrics.ts';

/** One line of metrics. */
export interface MetricLine {
  /** By name: milliseconds where the name says so, else counts, of which 0 says nothing and is left out. */
  readonly values: Readonly<Partial<Record<MetricName, number>>>;
  /** Beside the stage: each value of one is a metric of its own, which costs. */
  readonly dimensions?: {
    readonly reason?: RefusalReason;
    readonly function?: string;
    readonly channel?: string;
  };
  /** What the line says beside the metrics, to be searched for: ids alone, as in any log. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

export type WriteMetrics = (line: MetricLine) => void;

/**
 * Writes metrics as structured log lines (CloudWatch's embedded metric format): they cost no call. A line that would say
 * nothing is not written.
 */
export function createMetricsWriter(stage: string): WriteMetrics {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE });
  // It would make the service a dimension of every metric; alarms go by the stage, which several functions share.
  metrics.clearDefaultDimensions();
  metrics.setDefaultDimensions({ stage });
  return ({ values, dimensions = {}, properties = {} }) => {
    const said = Object.entries(values).filter(([name, value]) => value !== 0 || isDuration(name));
    if (said.length === 0) return;
    for (const [name, value] of said)
      metrics.addMetric(name, isDuration(name) ? MetricUnit.Milliseconds : MetricUnit.Count, value);
    for (const [name, value] of Object.entries(dimensions)) metrics.addDimension(name, value);
    for (const [name, value] of Object.entries(properties)) metrics.addMetadata(name, value as string);
    metrics.publishStoredMetrics();
  };
}

const isDuration = (name: string): boolean => name.endsWith('Milliseconds');

import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { METRIC_NAMESPACE } from '../../../lambdas/contract/metrics.ts';
import { FIVE_MINUTES } from '../measures.ts';
import type { Watched } from '../watched.ts';

/** Counts lines of the API's log by a filter of CloudWatch Logs. */
export function countAnswers({ scope, observed }: Watched, name: string, pattern: string): Metric {
  const filter = new MetricFilter(scope, name, {
    logGroup: observed.accessLog,
    filterPattern: FilterPattern.literal(pattern),
    metricNamespace: METRIC_NAMESPACE,
    metricName: name,
    metricValue: '1',
    dimensions: { api: '$.apiId' },
  });
  return filter.metric({
    dimensionsMap: { api: observed.api.apiId },
    statistic: 'Sum',
    period: FIVE_MINUTES,
    label: name,
  });
}

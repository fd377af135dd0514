import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** What became of the events of one call. */
export interface EventCounts {
  readonly stored: number;
  /** Came again: what the first put stored stays. */
  readonly duplicates: number;
  readonly refused: number;
}

export type CountEvents = (counts: EventCounts) => void;

/** Counts what collect is sent, one structured log line a call, of which CloudWatch makes metrics by stage. */
export function createEventMetrics(stage: string): CountEvents {
  const metrics = new Metrics({ namespace: 'Maitred', defaultDimensions: { stage } });
  return ({ stored, duplicates, refused }) => {
    metrics.addMetric('EventsStored', MetricUnit.Count, stored);
    metrics.addMetric('EventsDuplicate', MetricUnit.Count, duplicates);
    metrics.addMetric('EventsRefused', MetricUnit.Count, refused);
    metrics.publishStoredMetrics();
  };
}

import { Console } from 'node:console';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { METRICS } from '../../../lambdas/contract/metrics.ts';
import { createMetricsWriter, type WriteMetrics } from '../../../lambdas/runtime/metrics-writer.ts';

describe('the writer of metrics', () => {
  let lines: string[];
  let write: WriteMetrics;
  const read = () => lines.map((line) => JSON.parse(line));
  beforeEach(() => {
    lines = [];
    vi.spyOn(Console.prototype, 'log').mockImplementation((line) => void lines.push(String(line)));
    write = createMetricsWriter('prod');
  });
  afterEach(() => vi.restoreAllMocks());

  it('given counts, then CloudWatch is told in one line, by stage alone, with its namespace and unit', () => {
    write({ values: { [METRICS.eventsStored]: 3, [METRICS.eventsDuplicate]: 1 } });
    const [line] = read();
    expect(line).toMatchObject({ stage: 'prod', EventsStored: 3, EventsDuplicate: 1 });
    expect(line._aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'Maitred',
        Dimensions: [['stage']],
        Metrics: [
          { Name: 'EventsStored', Unit: 'Count' },
          { Name: 'EventsDuplicate', Unit: 'Count' },
        ],
      },
    ]);
  });

  it('given a duration, also of 0, then its unit is milliseconds', () => {
    write({ values: { [METRICS.eventToProfileMilliseconds]: 0 } });
    expect(read()[0]._aws.CloudWatchMetrics[0].Metrics).toEqual([
      { Name: 'EventToProfileMilliseconds', Unit: 'Milliseconds' },
    ]);
  });

  it('given dimensions and properties, then they are on their own line and on no later one', () => {
    const line = {
      values: { [METRICS.keyRefusals]: 1 },
      dimensions: { reason: 'unknown' },
      properties: { traceId: 'request-1' },
    } as const;
    write(line);
    write({ values: { [METRICS.eventsStored]: 1 } });
    const [first, second] = read();
    expect(first).toMatchObject({ stage: 'prod', reason: 'unknown', traceId: 'request-1', KeyRefusals: 1 });
    expect(first._aws.CloudWatchMetrics[0].Dimensions).toEqual([['stage', 'reason']]);
    expect(Object.keys(second)).toEqual(['_aws', 'stage', 'EventsStored']);
  });

  it('given nothing but zeros, then nothing is written; beside others they are left out', () => {
    write({ values: { [METRICS.eventsStored]: 0 } });
    expect(lines).toEqual([]);
    write({ values: { [METRICS.eventsStored]: 0, [METRICS.eventsRefused]: 2 } });
    expect(Object.keys(read()[0])).toEqual(['_aws', 'stage', 'EventsRefused']);
  });
});

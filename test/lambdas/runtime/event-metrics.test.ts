import { Console } from 'node:console';
import { expect, it, vi } from 'vitest';
import { createEventMetrics } from '../../../lambdas/runtime/event-metrics.ts';

it('writes one line a call, of which CloudWatch makes metrics by stage', () => {
  const lines: string[] = [];
  const spy = vi.spyOn(Console.prototype, 'log').mockImplementation((line) => void lines.push(String(line)));
  const count = createEventMetrics('prod');
  count({ stored: 3, duplicates: 1, refused: 0 });
  count({ stored: 1, duplicates: 0, refused: 0 });
  spy.mockRestore();
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { stage: 'prod', EventsStored: 3, EventsDuplicate: 1, EventsRefused: 0 },
    { stage: 'prod', EventsStored: 1, EventsDuplicate: 0, EventsRefused: 0 },
  ]);
  const { Namespace, Dimensions } = JSON.parse(lines[1] ?? '{}')._aws.CloudWatchMetrics[0];
  expect({ Namespace, Dimensions }).toEqual({ Namespace: 'Maitred', Dimensions: [['service', 'stage']] });
});

import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../../domain/error/maitred-error.ts';
import type { QuarantinedRecord } from '../../../../domain/error/quarantined-record.ts';
import { countQuarantined } from '../../../../lambdas/handlers/flows/wire-quarantine.ts';
import type { MetricLine } from '../../../../lambdas/runtime/metrics-writer.ts';
import { NOW } from '../../../support/an-event.ts';

const record = (name: string): QuarantinedRecord => ({
  function: name,
  at: NOW,
  id: '1',
  payload: '{"userId":"john"}',
  reason: 'InvalidInputError: no',
});

function aQuarantine(isDown = false) {
  const metrics: MetricLine[] = [];
  const take = async () => {
    if (isDown) throw new UnavailableError('the quarantine');
  };
  const store = countQuarantined({ put: take, putAll: take }, (line) => void metrics.push(line));
  return { store, metrics };
}

describe('what a quarantine takes', () => {
  it('is counted by the function whose record it was, and nothing of the record is told', async () => {
    const { store, metrics } = aQuarantine();
    await store.put(record('resolve'));
    await store.putAll([record('collect'), record('collect')]);
    expect(metrics).toEqual([
      { values: { RecordsQuarantined: 1 }, dimensions: { function: 'resolve' } },
      { values: { RecordsQuarantined: 2 }, dimensions: { function: 'collect' } },
    ]);
  });

  it('is not counted where it was not taken', async () => {
    const { store, metrics } = aQuarantine(true);
    await expect(store.put(record('resolve'))).rejects.toThrow(UnavailableError);
    await expect(store.putAll([record('collect')])).rejects.toThrow(UnavailableError);
    expect(metrics).toEqual([]);
  });
});

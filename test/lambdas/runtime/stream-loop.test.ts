import { describe, expect, it, vi } from 'vitest';
import { InvalidInputError, MaitredError, UnavailableError } from '../../../domain/error/maitred-error.ts';
import type { QuarantinedRecord } from '../../../domain/error/quarantined-record.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import { createStreamLoop } from '../../../lambdas/runtime/stream-loop.ts';
import { NOW } from '../../support/an-event.ts';
import { aStreamEvent, INVOCATION } from '../../support/stream-event.ts';

const batch = aStreamEvent(['a', 'b', 'c', 'd'].map((name) => ({ name })));

/** A loop in which the named items fail, each in its way. */
function aLoop(failures: Record<string, unknown>, isQuarantineDown = false) {
  const handled: string[] = [];
  const quarantined: QuarantinedRecord[] = [];
  const loop = createStreamLoop<string>({
    functionName: 'resolve',
    quarantine: {
      put: async (record) => {
        if (isQuarantineDown) throw new UnavailableError('the quarantine');
        quarantined.push(record);
      },
    },
    parse: ({ name }) => {
      if (failures[String(name)] === 'unreadable') throw new SyntaxError('no JSON');
      return String(name);
    },
    tracesOf: (name) => [{ traceId: `request-${name}` }],
    handle: async (items) => {
      handled.push(...items);
      if ('all' in failures) throw failures.all;
      return items.flatMap((item, index) => (item in failures ? [{ index, error: failures[item] }] : []));
    },
  });
  return { loop, handled, quarantined };
}

describe('the stream loop', () => {
  it('hands a batch over in its order and reports nothing where all went well', async () => {
    const { loop, handled } = aLoop({});
    expect(await loop(batch, INVOCATION)).toEqual({ batchItemFailures: [] });
    expect(handled).toEqual(['a', 'b', 'c', 'd']);
  });

  it('reports the first record that may succeed later, whatever the order of the failures', async () => {
    const { loop, quarantined } = aLoop({ d: new UnavailableError('x'), b: new UnavailableError('x') });
    expect(await loop(batch, INVOCATION)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(quarantined).toEqual([]);
  });

  it('quarantines poison with its payload and reason, and goes on', async () => {
    const { loop, quarantined } = aLoop({ b: new InvalidInputError('never') });
    expect(await loop(batch, INVOCATION)).toEqual({ batchItemFailures: [] });
    expect(quarantined).toEqual([
      {
        function: 'resolve',
        at: NOW,
        id: 'event-2',
        payload: { name: { S: 'b' } },
        reason: 'InvalidInputError: never',
      },
    ]);
  });

  it('quarantines what cannot be read, and hands over the rest', async () => {
    const { loop, handled, quarantined } = aLoop({ a: 'unreadable', c: new UnavailableError('x') });
    expect(await loop(batch, INVOCATION)).toEqual({ batchItemFailures: [{ itemIdentifier: '3' }] });
    expect(handled).toEqual(['b', 'c', 'd']);
    expect(quarantined).toHaveLength(1);
  });

  it('delivers poison again where it cannot be quarantined', async () => {
    const { loop } = aLoop({ b: new InvalidInputError('never') }, true);
    expect(await loop(batch, INVOCATION)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  });

  it('takes a failure of the whole for nobody’s fault', async () => {
    const { loop, quarantined } = aLoop({ all: new Error('no network') });
    expect(await loop(batch, INVOCATION)).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(quarantined).toEqual([]);
  });

  it('logs nothing of a payload that an error quotes', async () => {
    const logged: string[] = [];
    const spies = (['warn', 'error'] as const).map((level) =>
      vi.spyOn(logger, level).mockImplementation((...line) => void logged.push(JSON.stringify(line))),
    );
    await aLoop({ all: new SyntaxError('Unexpected token in "john@example.com"') }).loop(batch, INVOCATION);
    await aLoop({ a: new SyntaxError('Unexpected token in "john@example.com"') }).loop(batch, INVOCATION);
    for (const spy of spies) spy.mockRestore();
    expect(logged).toHaveLength(2);
    expect(logged.join()).not.toContain('john');
  });

  it('logs which request began what failed; where all failed, every one of them', async () => {
    const logged: unknown[] = [];
    const spies = (['warn', 'error'] as const).map((level) =>
      vi.spyOn(logger, level).mockImplementation((...line) => void logged.push(line)),
    );
    await aLoop({ b: new UnavailableError('x'), c: new InvalidInputError('never') }).loop(batch, INVOCATION);
    await aLoop({ all: new Error('no network') }).loop(batch, INVOCATION);
    for (const spy of spies) spy.mockRestore();
    const all = ['request-a', 'request-b', 'request-c', 'request-d'];
    expect(logged).toMatchObject([
      ['left to the stream', { traceId: 'request-b' }],
      ['record quarantined', { traceId: 'request-c' }],
      ['left to the stream', { traceIds: all }],
    ]);
  });

  it('does not take a missing right for poison', async () => {
    const cause = Object.assign(new Error('no right'), { name: 'AccessDeniedException' });
    const refused = new MaitredError('refused', { code: 'aws-refused', retryable: false, cause });
    const { loop, quarantined } = aLoop({ a: refused });
    expect(await loop(batch, INVOCATION)).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(quarantined).toEqual([]);
  });
});

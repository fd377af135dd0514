import { describe, expect, it } from 'vitest';
import { handleBatch } from '../../../local/mappings/handle-batch.ts';
import type { StreamRecord } from '../../../local/mappings/stream-record.ts';
import type { StreamMappingModel } from '../../../local/template/local-model.ts';

const recordsOf = (...numbers: string[]) =>
  numbers.map(
    (SequenceNumber): StreamRecord => ({ eventName: 'INSERT', dynamodb: { Keys: {}, SequenceNumber } }),
  );
const modelOf = (overrides: Partial<StreamMappingModel> = {}) =>
  ({
    fn: { name: 'resolve' },
    bisects: true,
    reportsFailures: true,
    maximumRetries: 2,
    ...overrides,
  }) as StreamMappingModel;

/** Runs a batch against a function and tells what it was given and what became of it. */
async function run(
  model: StreamMappingModel,
  records: readonly StreamRecord[],
  fn: (numbers: string[], call: number) => unknown,
) {
  const calls: string[] = [];
  const givenUp: string[] = [];
  let position = '';
  const numbersOf = (list: readonly StreamRecord[]) => list.map((record) => record.dynamodb.SequenceNumber);
  await handleBatch(model, records, {
    async invoke(event) {
      const numbers = numbersOf((event as { Records: StreamRecord[] }).Records);
      calls.push(numbers.join(''));
      return fn(numbers, calls.length);
    },
    checkpoint(record) {
      position = record.dynamodb.SequenceNumber;
    },
    async giveUp(list) {
      givenUp.push(numbersOf(list).join(''));
    },
    failed: () => {},
    isStopped: () => false,
  });
  return { calls, givenUp, position };
}

const failAt = (itemIdentifier: string) => ({ batchItemFailures: [{ itemIdentifier }] });

describe('a batch of a shard', () => {
  it('given a function that succeeds, then it is called once and the position is behind the batch', async () => {
    expect(await run(modelOf(), recordsOf('1', '2', '3'), () => null)).toEqual({
      calls: ['123'],
      givenUp: [],
      position: '3',
    });
  });

  it('given a reported failure, then it goes on from that record', async () => {
    const result = await run(modelOf(), recordsOf('1', '2', '3'), (_, call) =>
      call === 1 ? failAt('2') : null,
    );
    expect(result).toEqual({ calls: ['123', '23'], givenUp: [], position: '3' });
  });

  it('given several reported failures, then it goes on from the earliest', async () => {
    const failures = { batchItemFailures: [{ itemIdentifier: '3' }, { itemIdentifier: '2' }] };
    const { calls } = await run(modelOf(), recordsOf('1', '2', '3'), (_, call) =>
      call === 1 ? failures : null,
    );
    expect(calls).toEqual(['123', '23']);
  });

  it('given a function that throws, then the batch is halved until the record that throws stands alone, and is given up', async () => {
    const result = await run(modelOf(), recordsOf('1', '2', '3', '4'), (numbers) => {
      if (numbers.includes('3')) throw new Error('poison');
    });
    expect(result.calls).toEqual(['1234', '12', '34', '3', '3', '3', '4']);
    expect(result.givenUp).toEqual(['3']);
    expect(result.position).toBe('4');
  });

  it('given a failure that stays, then it is given up after the last retry with all behind it', async () => {
    const result = await run(modelOf(), recordsOf('1', '2'), () => failAt('1'));
    expect(result).toEqual({ calls: ['12', '12', '12'], givenUp: ['12'], position: '2' });
  });

  it('given a reported id that is not in the batch, then the whole batch failed', async () => {
    const { calls } = await run(modelOf(), recordsOf('1', '2'), (_, call) =>
      call === 1 ? failAt('9') : null,
    );
    expect(calls).toEqual(['12', '12']);
  });
});

import type { Context, SQSEvent } from 'aws-lambda';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { InvalidInputError, MaitredError, UnavailableError } from '../../../domain/error/maitred-error.ts';
import { MAXIMUM_RECEIVES } from '../../../lambdas/contract/queues.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import { createQueueLoop, type QueueLoopOptions } from '../../../lambdas/runtime/queue-loop.ts';

beforeAll(() => logger.setLogLevel('SILENT'));

function eventOf(bodies: readonly string[], receives: number): SQSEvent {
  const records = bodies.map((body, index) => ({
    messageId: `m${index}`,
    body,
    attributes: { SentTimestamp: '1000', ApproximateReceiveCount: String(receives) },
  }));
  return { Records: records } as unknown as SQSEvent;
}

async function run(bodies: readonly string[], options: Partial<QueueLoopOptions>, receives = 1) {
  const quarantined: unknown[] = [];
  const loop = createQueueLoop({
    function: 'email',
    quarantine: { put: async (record) => void quarantined.push(record) },
    handle: async () => {},
    ...options,
  });
  return { answer: await loop(eventOf(bodies, receives), {} as Context), quarantined };
}

function refusedBy(name: string): MaitredError {
  const cause = Object.assign(new Error(name), { name });
  return new MaitredError(`refused: ${name}`, { code: 'aws-refused', retryable: false, cause });
}

describe('createQueueLoop', () => {
  it('hands each message’s body on and leaves none to the queue', async () => {
    const bodies: unknown[] = [];
    const { answer } = await run(['{"a":1}', '{"b":2}'], { handle: async (body) => void bodies.push(body) });
    expect(bodies).toEqual([{ a: 1 }, { b: 2 }]);
    expect(answer).toEqual({ batchItemFailures: [] });
  });

  it('leaves to the queue what a retry may help, and that alone', async () => {
    const handle: QueueLoopOptions['handle'] = async (body) => {
      if (body === 1) throw new UnavailableError('SES');
    };
    const { answer, quarantined } = await run(['0', '1', '2'], { handle });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(quarantined).toEqual([]);
  });

  it.each([
    ['what is refused for ever', '1', new InvalidInputError('no')],
    ['what nobody foresaw', '1', new TypeError('x')],
    ['what is not JSON', '{', undefined],
  ])('quarantines %s with its payload, and is done with it', async (_what, body, error) => {
    const handle = async () => {
      if (error !== undefined) throw error;
    };
    const { answer, quarantined } = await run([body], { handle });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(quarantined).toMatchObject([{ function: 'email', id: 'm0', at: 1000, payload: body }]);
  });

  it.each([
    new MaitredError('no queue', { code: 'misconfigured', retryable: false }),
    refusedBy('AccessDeniedException'),
    refusedBy('ResourceNotFoundException'),
  ])('leaves a message to the queue where not it but the deployment is at fault: %s', async (error) => {
    const { answer, quarantined } = await run(['1'], { handle: async () => Promise.reject(error) });
    expect(answer.batchItemFailures).toHaveLength(1);
    expect(quarantined).toEqual([]);
  });

  it('quarantines with its reason what comes for the last time, and lets the queue put it among the dead letters', async () => {
    const handle = async () => Promise.reject(new UnavailableError('SES'));
    const lastButOne = await run(['1'], { handle }, MAXIMUM_RECEIVES - 1);
    expect(lastButOne.quarantined).toEqual([]);
    const last = await run(['1'], { handle }, MAXIMUM_RECEIVES);
    expect(last.answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(last.quarantined).toMatchObject([
      { id: 'm0', payload: '1', reason: expect.stringContaining('SES is not available') },
    ]);
  });

  it('tells whether a message comes for the last time', async () => {
    const told: boolean[] = [];
    const handle: QueueLoopOptions['handle'] = async (_body, _context, { isLast }) => void told.push(isLast);
    await run(['1'], { handle }, MAXIMUM_RECEIVES - 1);
    await run(['1'], { handle }, MAXIMUM_RECEIVES);
    expect(told).toEqual([false, true]);
  });

  it('is done with what is poison, also when it comes for the last time', async () => {
    const handle = async () => Promise.reject(new InvalidInputError('no'));
    const { answer, quarantined } = await run(['1'], { handle }, MAXIMUM_RECEIVES);
    expect({ answer, count: quarantined.length }).toEqual({ answer: { batchItemFailures: [] }, count: 1 });
  });

  it('logs nothing of a payload that an error quotes, whatever becomes of it', async () => {
    const logged: string[] = [];
    const spies = (['warn', 'error'] as const).map((level) =>
      vi.spyOn(logger, level).mockImplementation((...line) => void logged.push(JSON.stringify(line))),
    );
    const quoting = async () => {
      JSON.parse('john@example.com');
    };
    await run(['1'], { handle: quoting });
    await run(['1'], {
      handle: quoting,
      quarantine: { put: async () => Promise.reject(new Error('john@example.com')) },
    });
    const later = async () => Promise.reject(new UnavailableError('SES', new Error('john@example.com')));
    await run(['1'], { handle: later });
    for (const spy of spies) spy.mockRestore();
    expect(logged).toHaveLength(3);
    expect(logged.join()).not.toContain('john');
  });

  it('logs which request began what failed, if the message is a signal', async () => {
    const logged: unknown[] = [];
    const spy = vi.spyOn(logger, 'warn').mockImplementation((...line) => void logged.push(line));
    const handle = async () => Promise.reject(new UnavailableError('SES'));
    await run(['{"detail":{"traceId":"request-1"}}', '{"shard":1}', '{"detail":{"traceId":1}}'], { handle });
    spy.mockRestore();
    expect(logged).toEqual([
      ['left to the queue', expect.objectContaining({ messageId: 'm0', traceId: 'request-1' })],
      ['left to the queue', expect.not.objectContaining({ traceId: expect.anything() })],
      ['left to the queue', expect.not.objectContaining({ traceId: expect.anything() })],
    ]);
  });

  it('leaves a poison message to the queue where it cannot be quarantined', async () => {
    const quarantine = { put: async () => Promise.reject(new UnavailableError('Quarantine')) };
    expect((await run(['{'], { quarantine })).answer.batchItemFailures).toHaveLength(1);
  });

  it('handles what has the same key in order, one after the other', async () => {
    const log: string[] = [];
    const handle: QueueLoopOptions['handle'] = async (body) => {
      log.push(`begin ${body}`);
      await Promise.resolve();
      log.push(`end ${body}`);
    };
    await run(['1', '2'], { handle, keyOf: () => 'same' });
    expect(log).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
  });
});

import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { UnavailableError } from '../../../domain/error/maitred-error.ts';
import { encodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import { createStatistics } from '../../../lambdas/handlers/statistics.ts';
import { aJourney } from '../../support/a-journey.ts';
import { NOW } from '../../support/an-event.ts';
import { aStreamEvent, INVOCATION } from '../../support/stream-event.ts';

const item = (overrides: Partial<Journey> = {}) => encodeJourney(aJourney(overrides));

function aHandler(error?: unknown) {
  const counted: { readonly counts: object; readonly batch: string }[] = [];
  const quarantined: string[] = [];
  const handle = createStatistics({
    counts: {
      async add(counts, batch) {
        if (error !== undefined) throw error;
        counted.push({ counts: Object.fromEntries(counts), batch });
      },
    },
    quarantine: { put: async ({ id }) => void quarantined.push(id) },
  });
  return { counted, quarantined, handle: (event: DynamoDBStreamEvent) => handle(event, INVOCATION) };
}

/** The record says what the row was before. */
function changed(before: Record<string, unknown>, after: Record<string, unknown>): DynamoDBStreamEvent {
  const [record] = aStreamEvent([after]).Records;
  const OldImage = marshall(before, { removeUndefinedValues: true });
  const dynamodb = { ...record?.dynamodb, OldImage } as NonNullable<typeof record>['dynamodb'];
  return { Records: [{ ...record, ...(dynamodb && { dynamodb }) }] };
}

describe('statistics', () => {
  it('given a batch, then what its rows count for is added at once', async () => {
    const { counted, handle } = aHandler();
    const message = { deliveryId: 'win-back#1#2', campaign: 'win-back', step: '2', status: 'requested' };
    expect(await handle(aStreamEvent([item(), item(), message]))).toEqual({ batchItemFailures: [] });

    expect(counted.map(({ counts }) => counts)).toEqual([
      { 'win-back': { entered: 2, 'step;2;-;decided': 1 } },
    ]);
  });

  it('given a row that was there before, then what is new of it is added', async () => {
    const { counted, handle } = aHandler();
    const ended = { status: 'ended', end: 'completed', dueAt: null } as const;
    const after = { ...ended, firstSendAt: NOW, convertedAt: NOW };
    await handle(changed(item(), item(after)));

    expect(counted[0]?.counts).toEqual({ 'win-back': { converted: 1, 'ended;completed': 1 } });
  });

  it('given the same batch again, then it has the same name; given another, then another', async () => {
    const { counted, handle } = aHandler();
    for (const rows of [1, 1, 2]) await handle(aStreamEvent(Array.from({ length: rows }, () => item())));

    const [first, again, other] = counted.map(({ batch }) => batch);
    expect(first).toMatch(/^[0-9a-f]{32}$/u);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('given that nothing can be counted for now, then the whole batch comes again', async () => {
    const { handle, quarantined } = aHandler(new UnavailableError('the counters'));
    expect(await handle(aStreamEvent([item(), item()]))).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
    expect(quarantined).toEqual([]);
  });

  it('given a row of no campaign, then it is quarantined and the others are counted', async () => {
    const { counted, handle, quarantined } = aHandler();
    expect(await handle(aStreamEvent([{ profileId: 'p-1' }, item()]))).toEqual({ batchItemFailures: [] });

    expect(quarantined).toEqual(['event-1']);
    expect(counted[0]?.counts).toEqual({ 'win-back': { entered: 1 } });
  });
});

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Conclusion } from '../../../domain/campaign/delivery/conclude-delivery.ts';
import type { Claim } from '../../../domain/campaign/delivery/decide-delivery.ts';
import { encodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import { createDeliveryStore } from '../../../lambdas/adapters/delivery-store.ts';
import { aDelivery } from '../../support/a-campaign.ts';

const SENDING = aDelivery({ status: 'sending', attempts: 1 });
const CLAIM: Claim = { kind: 'claimed', delivery: SENDING, claimId: 'c' };
const FAILED: Conclusion = {
  status: 'failed',
  why: 'no such mailbox',
  dueAt: null,
  retry: 'none',
  isGivenUp: false,
};

/** A table whose condition does not hold, and the row that it has. */
function refusing(row: Record<string, unknown> | undefined) {
  const refuse = async (command: { readonly constructor: { readonly name: string } }) => {
    if (command.constructor.name === 'GetCommand') return { Item: row };
    throw Object.assign(new Error('refused'), { name: 'ConditionalCheckFailedException' });
  };
  return createDeliveryStore({
    client: { send: refuse } as unknown as DynamoDBDocumentClient,
    deliveriesTable: 'Deliveries',
  });
}

describe('conclude of the delivery store', () => {
  it('given its own write whose answer was lost, and that the client made again, then it was written', async () => {
    const written = { ...encodeDelivery({ ...SENDING, status: 'failed', why: FAILED.why }), claimId: 'c' };
    expect(await refusing(written).conclude(CLAIM, FAILED, ['sending', 'unknown'])).toBe(true);
  });

  it.each<[string, Partial<typeof SENDING> & { readonly claimId: string }]>([
    ['is in other hands', { status: 'failed', why: FAILED.why, claimId: 'other' }],
    ['came to another end', { status: 'sent', why: null, claimId: 'c' }],
    ['failed for another reason', { status: 'failed', why: 'no address', claimId: 'c' }],
  ])('given a row that %s, then it was not', async (_what, { claimId, ...row }) => {
    const item = { ...encodeDelivery({ ...SENDING, ...row }), claimId };
    expect(await refusing(item).conclude(CLAIM, FAILED, ['sending', 'unknown'])).toBe(false);
  });

  it('given a row that somebody else had and gave up, then who finds it given up wrote nothing', async () => {
    const unknown: Conclusion = { ...FAILED, status: 'unknown', why: 'its answer lost' };
    const item = { ...encodeDelivery({ ...SENDING, status: 'unknown', why: unknown.why }), claimId: 'c' };
    expect(await refusing(item).conclude({ ...CLAIM, kind: 'found' }, unknown, ['sending'])).toBe(false);
  });

  it('given no row any more, then it was not', async () => {
    expect(await refusing(undefined).conclude(CLAIM, FAILED, ['sending'])).toBe(false);
  });
});

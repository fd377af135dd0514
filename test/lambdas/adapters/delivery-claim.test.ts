import { describe, expect, it } from 'vitest';
import type { Conclusion } from '../../../domain/campaign/delivery/conclude-delivery.ts';
import { concludeUpdate } from '../../../lambdas/adapters/delivery-claim.ts';
import { aDelivery } from '../../support/a-campaign.ts';
import { NOW } from '../../support/an-event.ts';

const claim = { kind: 'claimed', delivery: aDelivery(), claimId: 'c' } as const;
const suppressed: Conclusion = {
  status: 'suppressed',
  why: 'no consent for marketing',
  reason: 'consent',
  dueAt: null,
  retry: 'none',
  isGivenUp: false,
};

describe('concludeUpdate', () => {
  it('given a message that was suppressed, then the row keeps the reason', () => {
    const update = concludeUpdate(claim, suppressed, ['sending']);
    expect(update.UpdateExpression).toMatch(/^SET #status = :status, #why = :why, #reason = :reason REMOVE/u);
    expect(update.ExpressionAttributeNames).toMatchObject({ '#reason': 'reason' });
    expect(update.ExpressionAttributeValues).toMatchObject({ ':reason': 'consent', ':why': suppressed.why });
  });

  it('given one that comes again, then both are written', () => {
    const update = concludeUpdate(claim, { ...suppressed, dueAt: NOW }, ['sending']);
    expect(update.UpdateExpression).toMatch(
      /#reason = :reason, \w+ = :shard, \w+ = :dueAt REMOVE failures$/u,
    );
  });

  it('given one whose answer was lost, then the row remembers it, whatever becomes of it', () => {
    const unknown = concludeUpdate(claim, { ...suppressed, status: 'unknown' }, ['sending']);
    expect(unknown.UpdateExpression).toContain(', wasUnknown = :true');
    expect(unknown.ExpressionAttributeValues).toMatchObject({ ':true': true });
    expect(concludeUpdate(claim, suppressed, ['sending']).UpdateExpression).not.toContain('wasUnknown');
  });

  it('given one without a reason, then none is named, which DynamoDB would refuse', () => {
    const { reason: _reason, ...sent } = suppressed;
    const update = concludeUpdate(claim, { ...sent, status: 'sent', why: null }, ['sending']);
    expect(update.UpdateExpression).not.toContain('reason');
    expect(update.ExpressionAttributeNames).toEqual({ '#status': 'status', '#why': 'why' });
    expect(update.ExpressionAttributeValues).not.toHaveProperty(':reason');
  });
});

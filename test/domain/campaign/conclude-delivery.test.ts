import { describe, expect, it } from 'vitest';
import {
  concludeDelivery,
  joinOutcomes,
  type SendOutcome,
  WEBHOOK_RETRIES_MILLISECONDS,
} from '../../../domain/campaign/conclude-delivery.ts';
import { requestAgain } from '../../../domain/campaign/request-again.ts';
import { aDelivery } from '../../support/a-campaign.ts';
import { NOW } from '../../support/an-event.ts';

describe('concludeDelivery', () => {
  it('calls a mail whose answer was lost unknown, and never tries it again', () => {
    const conclusion = concludeDelivery(aDelivery(), { kind: 'unknown', why: 'timeout' }, NOW);
    expect(conclusion).toMatchObject({ status: 'unknown', why: 'timeout', retry: 'none', dueAt: null });
  });

  it('gives back a mail that the provider certainly did not take', () => {
    const conclusion = concludeDelivery(aDelivery(), { kind: 'not accepted', why: 'throttled' }, NOW);
    expect(conclusion).toMatchObject({ status: 'requested', retry: 'queue' });
  });

  it('tries a webhook again by the schedule of Standard Webhooks, then gives it up', () => {
    const conclusions = Array.from({ length: 9 }, (_, index) =>
      concludeDelivery(
        aDelivery({ channel: 'webhook', attempts: index + 1 }),
        { kind: 'unknown', why: 'x' },
        NOW,
      ),
    );
    expect(conclusions.slice(0, 8).map(({ dueAt }) => (dueAt ?? 0) - NOW)).toEqual(
      WEBHOOK_RETRIES_MILLISECONDS,
    );
    expect(conclusions[8]).toMatchObject({ status: 'failed', dueAt: null, isGivenUp: true });
  });

  it('fails at once what the provider will never take', () => {
    const webhook = aDelivery({ channel: 'webhook', attempts: 1 });
    expect(concludeDelivery(webhook, { kind: 'refused', why: 'gone' }, NOW)).toMatchObject({
      status: 'failed',
    });
  });
});

describe('joinOutcomes', () => {
  const accepted: SendOutcome = { kind: 'accepted' };
  const refused: SendOutcome = { kind: 'refused', why: 'disabled' };
  const throttled: SendOutcome = { kind: 'not accepted', why: 'throttled' };
  const lost: SendOutcome = { kind: 'unknown', why: 'timeout' };

  it('is accepted as soon as one place took it, and tells what failed', () => {
    expect(joinOutcomes([refused, accepted, throttled])).toEqual({
      kind: 'accepted',
      why: 'disabled; throttled',
    });
  });

  it('is tried again only if no place may have taken it', () => {
    expect(joinOutcomes([throttled, lost]).kind).toBe('unknown');
    expect(joinOutcomes([throttled, refused]).kind).toBe('not accepted');
    expect(joinOutcomes([]).kind).toBe('refused');
  });
});

describe('requestAgain', () => {
  it('brings a webhook whose next attempt is due, or whose sender stopped', () => {
    const due = aDelivery({ channel: 'webhook', dueAt: NOW, attempts: 1 });
    expect(requestAgain(due, NOW)).toMatchObject({ type: 'Message Requested', deliveryId: due.deliveryId });
    expect(requestAgain({ ...due, status: 'sending' }, NOW)).toBeDefined();
  });

  it('brings nothing before its time, and nothing that is over', () => {
    expect(requestAgain(aDelivery({ dueAt: NOW + 1 }), NOW)).toBeUndefined();
    expect(requestAgain(aDelivery({ dueAt: NOW, status: 'sent' }), NOW)).toBeUndefined();
  });
});

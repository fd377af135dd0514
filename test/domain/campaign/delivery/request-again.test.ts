import { describe, expect, it } from 'vitest';
import { requestAgain } from '../../../../domain/campaign/delivery/request-again.ts';
import { aDelivery } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

const due = { status: 'sending', channel: 'webhook', attempts: 2, dueAt: NOW } as const;

describe('a webhook that is tried again', () => {
  it('comes to its channel once more, each attempt as another signal', () => {
    expect(requestAgain(aDelivery(due), NOW)).toStrictEqual({
      id: 'p-john-win-back#lapsed.entry.p-john.1#2-2',
      v: 1,
      type: 'Message Requested',
      profileId: 'p-john',
      at: NOW,
      channel: 'webhook',
      campaign: 'win-back',
      deliveryProfileId: 'p-john',
      deliveryId: 'win-back#lapsed.entry.p-john.1#2',
    });
    expect(requestAgain(aDelivery({ ...due, status: 'requested' }), NOW)).toBeDefined();
  });

  it('brings along the event that it is about', () => {
    const event = { identifier: 'userId#john', sort: '2026-03-02T10:00:00.000Z#m-1' };
    expect(requestAgain(aDelivery({ ...due, event }), NOW)).toMatchObject({ event });
  });

  it.each([
    ['its time has not come', { dueAt: NOW + 1 }],
    ['none is to come', { dueAt: null }],
    ['it was sent', { status: 'sent' as const }],
    ['it failed for good', { status: 'failed' as const }],
  ])('does not where %s', (_why, overrides) => {
    expect(requestAgain(aDelivery({ ...due, ...overrides }), NOW)).toBeUndefined();
  });
});

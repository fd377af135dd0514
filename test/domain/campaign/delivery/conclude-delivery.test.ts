import { describe, expect, it } from 'vitest';
import {
  concludeDecided,
  concludeDelivery,
  concludeUncalled,
  joinOutcomes,
  leaseMillisecondsOf,
  type SendOutcome,
  WEBHOOK_RETRIES_MILLISECONDS,
} from '../../../../domain/campaign/delivery/conclude-delivery.ts';
import { requestAgain } from '../../../../domain/campaign/delivery/request-again.ts';
import { aDelivery } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

describe('concludeDelivery', () => {
  it('is sent once the provider took it, with what it says of a part that failed', () => {
    const sent = { status: 'sent', dueAt: null, retry: 'none', isGivenUp: false };
    expect(concludeDelivery(aDelivery(), { kind: 'accepted' }, NOW)).toEqual({ ...sent, why: null });
    const partly = { kind: 'accepted', why: 'disabled' } as const;
    expect(concludeDelivery(aDelivery(), partly, NOW)).toEqual({ ...sent, why: 'disabled' });
    const webhook = aDelivery({ channel: 'webhook', attempts: 9 });
    expect(concludeDelivery(webhook, { kind: 'accepted' }, NOW)).toMatchObject({ status: 'sent' });
  });

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
    expect(conclusions[0]).toMatchObject({ status: 'requested', why: 'x', retry: 'due', isGivenUp: false });
    expect(conclusions[8]).toEqual({
      status: 'failed',
      why: 'given up after 9 attempts: x',
      dueAt: null,
      retry: 'none',
      isGivenUp: true,
    });
  });

  it('waits seconds, then minutes, then hours between the attempts, three days in all', () => {
    const [seconds, ...longer] = WEBHOOK_RETRIES_MILLISECONDS;
    expect(seconds).toBe(5_000);
    const minutes = longer.map((milliseconds) => milliseconds / 60_000);
    expect(minutes).toEqual([5, 30, 120, 300, 600, 840, 1200]);
  });

  it('fails at once what the provider will never take', () => {
    const webhook = aDelivery({ channel: 'webhook', attempts: 1 });
    expect(concludeDelivery(webhook, { kind: 'refused', why: 'gone' }, NOW)).toMatchObject({
      status: 'failed',
    });
  });
});

describe('what comes of a message whose provider was not called', () => {
  const over = { dueAt: null, retry: 'none', isGivenUp: false };

  it('is requested again where a later try may mend it, and has failed where none may', () => {
    expect(concludeUncalled('no table', true)).toEqual({ ...over, status: 'requested', why: 'no table' });
    expect(concludeUncalled('no name', false)).toEqual({ ...over, status: 'failed', why: 'no name' });
  });

  it('is over with its reason where it may not leave', () => {
    const suppressed = { status: 'suppressed', why: 'no consent', reason: 'consent' } as const;
    expect(concludeDecided({ kind: 'conclude', ...suppressed })).toStrictEqual({ ...over, ...suppressed });
    const lost = concludeDecided({ kind: 'conclude', status: 'unknown', why: 'lost' });
    expect(lost).not.toHaveProperty('reason');
  });

  it('is due again where it is held', () => {
    const held = concludeDecided({ kind: 'hold', until: NOW, why: 'quiet hours' });
    expect(held).toEqual({ ...over, status: 'requested', why: 'quiet hours', dueAt: NOW, retry: 'due' });
  });

  it('may be taken from who has it where it is a webhook alone', () => {
    expect(leaseMillisecondsOf('webhook')).toBe(60_000);
    expect(leaseMillisecondsOf('email')).toBeUndefined();
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
    expect(joinOutcomes([refused, refused])).toEqual({ kind: 'refused', why: 'disabled' });
    expect(joinOutcomes([])).toEqual({ kind: 'refused', why: 'there is nowhere to send it' });
  });

  it('tells nothing where nothing failed', () => {
    expect(joinOutcomes([accepted, accepted])).toStrictEqual({ kind: 'accepted' });
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

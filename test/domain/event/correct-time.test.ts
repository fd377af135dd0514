import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctTime, timestampAsSent } from '../../../domain/event/correct-time.ts';
import { NOW } from '../../support/an-event.ts';

const HOUR = 3_600_000;
const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

describe('the time of an event', () => {
  it('given a device an hour fast, when it sent the event two minutes after it happened, then that is two minutes ago', () => {
    const sentAt = NOW + HOUR;
    expect(correctTime({ timestamp: iso(sentAt - 120_000), sentAt: iso(sentAt) }, NOW)).toBe(NOW - 120_000);
  });

  it('given a device an hour slow, then the same', () => {
    const sentAt = NOW - HOUR;
    expect(correctTime({ timestamp: iso(sentAt - 120_000), sentAt: iso(sentAt) }, NOW)).toBe(NOW - 120_000);
  });

  it('given no timestamp, then it is the receipt', () => {
    expect(correctTime({}, NOW)).toBe(NOW);
    expect(correctTime({ sentAt: iso(NOW - HOUR) }, NOW)).toBe(NOW);
  });

  it('given a timestamp alone, then it is taken at its word, but never after the receipt', () => {
    expect(correctTime({ timestamp: iso(NOW - 48 * HOUR) }, NOW)).toBe(NOW - 48 * HOUR);
    expect(correctTime({ timestamp: iso(NOW + 365 * 24 * HOUR) }, NOW)).toBe(NOW);
  });

  it('given the device’s time as originalTimestamp, then that is what is corrected', () => {
    const sentAt = NOW + HOUR;
    const times = { timestamp: iso(NOW - 5), originalTimestamp: iso(sentAt - 1000), sentAt: iso(sentAt) };
    expect(correctTime(times, NOW)).toBe(NOW - 1000);
    expect(correctTime({ originalTimestamp: iso(NOW - 1000) }, NOW)).toBe(NOW - 1000);
  });

  it.each(['9999-01-01T00:00:00Z', 'soon', '', { at: 1 }])(
    'given the absurd sentAt %j, then the timestamp counts',
    (sentAt) => {
      expect(correctTime({ timestamp: iso(NOW - HOUR), sentAt }, NOW)).toBe(NOW - HOUR);
    },
  );

  it('given a sentAt before the timestamp, then it is the receipt', () => {
    expect(correctTime({ timestamp: iso(NOW), sentAt: '1970-01-01T00:00:00Z' }, NOW)).toBe(NOW);
  });

  it.each(['yesterday', '2026-02-30T10:00:00Z', '0001-01-01T00:00:00Z', -5])(
    'refuses the timestamp %j by name',
    (timestamp) => {
      expect(() => correctTime({ timestamp }, NOW)).toThrow(
        expect.objectContaining({ field: 'timestamp', status: 400 }),
      );
    },
  );

  it('is never after the receipt and never before 1970, whatever the clocks say', () => {
    const moment = fc.option(
      fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(
        moment,
        moment,
        moment,
        fc.nat(4e12),
        (timestamp, originalTimestamp, sentAt, receivedAt) => {
          const times = {
            timestamp: timestamp?.toISOString(),
            originalTimestamp: originalTimestamp?.toISOString(),
            sentAt: sentAt?.toISOString(),
          };
          const time = correctTime(times, receivedAt);
          expect(time).toBeLessThanOrEqual(receivedAt);
          expect(time).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('the timestamp in an event’s key', () => {
  it('is the text that was sent, or a dash', () => {
    expect(timestampAsSent({ timestamp: '2026-03-02T10:00:00+01:00' })).toBe('2026-03-02T10:00:00+01:00');
    expect(timestampAsSent({ originalTimestamp: '2026-03-02' })).toBe('2026-03-02');
    expect(timestampAsSent({ timestamp: 1_700_000_000 })).toBe('1700000000');
    expect(timestampAsSent({})).toBe('-');
  });
});

import { describe, expect, it } from 'vitest';
import { readClockRequest } from '../../../local/control/read-clock-request.ts';

const NOW = Date.UTC(2026, 2, 2, 10);

describe('POST /_local/clock', () => {
  it('moves forward by a duration, or to a time', () => {
    expect(readClockRequest({ advance: '3 days' }, NOW)).toEqual({ moment: NOW + 3 * 24 * 3_600_000 });
    expect(readClockRequest({ to: '2026-03-03T10:00:00Z' }, NOW)).toEqual({
      moment: Date.UTC(2026, 2, 3, 10),
    });
  });

  it.each([[{ to: '2026-03-01T10:00:00Z' }], [{ to: 'tomorrow' }], [{ advance: 'a while' }], [{}], [null]])(
    'says what is wrong with %j',
    (body) => {
      expect(readClockRequest(body, NOW)).toHaveProperty('problem');
    },
  );
});

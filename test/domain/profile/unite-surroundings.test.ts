import { describe, expect, it } from 'vitest';
import { uniteSurroundings } from '../../../domain/profile/unite-surroundings.ts';

const ROME = { timezone: { value: 'Europe/Rome', at: 10, messageId: 'm-1' } };
const later = { at: 20, messageId: 'm-2' };

describe('uniteSurroundings', () => {
  it.each(['Etc/Unknown', '', 'x/y', 'GMT+99', ' ', 'null', 'undefined'])(
    'given the zone %j, which no clock knows, then the last usable one stays',
    (timezone) => {
      expect(uniteSurroundings(ROME, { timezone }, later)).toBe(ROME);
      expect(uniteSurroundings({}, { timezone }, later)).toEqual({});
    },
  );

  it('given one that is known, then the later stands, whichever comes first', () => {
    const tokyo = { timezone: { value: 'Asia/Tokyo', ...later } };
    expect(uniteSurroundings(ROME, { timezone: 'Asia/Tokyo' }, later)).toEqual(tokyo);
    expect(uniteSurroundings(tokyo, { timezone: 'Europe/Rome' }, { at: 10, messageId: 'm-1' })).toEqual(
      tokyo,
    );
  });

  it('given the same zone again, then it is as new as that', () => {
    expect(uniteSurroundings(ROME, { timezone: 'Europe/Rome' }, later)).toEqual({
      timezone: { value: 'Europe/Rome', ...later },
    });
  });

  it('takes any locale that is short', () => {
    const locale = { value: 'de-DE', ...later };
    expect(uniteSurroundings(ROME, { locale: 'de-DE', timezone: 'nowhere' }, later)).toEqual({
      ...ROME,
      locale,
    });
    expect(uniteSurroundings(ROME, { locale: 'x'.repeat(99) }, later)).toBe(ROME);
  });
});

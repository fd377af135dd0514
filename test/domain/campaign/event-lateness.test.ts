import { describe, expect, it } from 'vitest';
import { isInTime, latenessOf } from '../../../domain/campaign/event-lateness.ts';
import { NOW } from '../../support/an-event.ts';

const HOUR = 60 * 60 * 1000;

describe('an event that comes after its time', () => {
  it('begins something up to an hour later, unless its trigger says otherwise', () => {
    expect(latenessOf({})).toBe(HOUR);
    expect(isInTime({}, { time: NOW }, NOW + HOUR)).toBe(true);
    expect(isInTime({}, { time: NOW }, NOW + HOUR + 1)).toBe(false);
  });

  it('does so for as long as its trigger says', () => {
    const trigger = { latenessMilliseconds: 5 * HOUR };
    expect(isInTime(trigger, { time: NOW }, NOW + 5 * HOUR)).toBe(true);
    expect(isInTime(trigger, { time: NOW }, NOW + 5 * HOUR + 1)).toBe(false);
  });

  it('does so however late, where that does not matter', () => {
    expect(isInTime({ latenessMilliseconds: null }, { time: 0 }, NOW)).toBe(true);
  });
});

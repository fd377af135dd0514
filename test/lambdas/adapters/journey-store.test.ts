import { describe, expect, it } from 'vitest';
import { decodeJourney, encodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import { aJourney } from '../../support/a-journey.ts';
import { NOW } from '../../support/an-event.ts';

const HOUR = 3_600_000;

describe('the item of a journey', () => {
  it.each([
    ['that waits', aJourney({ dueAt: NOW })],
    ['that looks for itself before its wait is over', aJourney({ dueAt: NOW + HOUR, looksAt: NOW })],
    ['that is over', aJourney({ status: 'ended', dueAt: null })],
    ['that gave way', aJourney({ status: 'ended', dueAt: null, gaveWay: { dueAt: NOW, awaits: '1' } })],
  ])('given one %s, then it is the same once it was read', (_what, journey) => {
    expect(decodeJourney(encodeJourney(journey))).toEqual(journey);
  });

  it('stands in the index at its next look', () => {
    expect(encodeJourney(aJourney({ dueAt: NOW + HOUR }))).toMatchObject({ dueAt: NOW + HOUR });
    expect(encodeJourney(aJourney({ dueAt: NOW + HOUR, looksAt: NOW }))).toMatchObject({ dueAt: NOW });
    expect(encodeJourney(aJourney({ dueAt: NOW, looksAt: NOW + HOUR }))).toMatchObject({ dueAt: NOW });
    const gaveWay = { dueAt: NOW };
    expect(encodeJourney(aJourney({ status: 'ended', dueAt: null, gaveWay }))).toMatchObject({ dueAt: NOW });
    expect(encodeJourney(aJourney({ status: 'ended', dueAt: null }))).not.toHaveProperty('dueAt');
  });
});

import { describe, expect, it } from 'vitest';
import { explainDate } from '../../../../domain/campaign/explain/explain-date.ts';
import type { DateTrigger } from '../../../../domain/campaign/trigger.ts';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { aCampaign, anActiveProgram } from '../../../support/a-campaign.ts';
import { aProfile } from '../../../support/a-profile.ts';
import { NOW } from '../../../support/an-event.ts';

const HOUR = 3_600_000;
const birthday: DateTrigger = {
  kind: 'date',
  path: ['birthday'],
  isYearly: true,
  before: { months: 0, milliseconds: 0 },
  at: { hour: 9, minute: 0 },
};
const active = anActiveProgram([aCampaign({ id: 'cake', triggers: [birthday] })]);

function explained(value: JsonValue | undefined, overrides: Parameters<typeof aProfile>[0] = {}) {
  const traits = value === undefined ? {} : { birthday: { value, at: NOW, messageId: 'm' } };
  return explainDate(active, birthday, { profile: aProfile({ traits, ...overrides }), now: NOW, events: [] });
}

describe('explainDate', () => {
  it('given a guest without the trait, then it says so', () => {
    expect(explained(undefined)).toMatchObject({
      holds: false,
      date: null,
      next: null,
      why: 'the guest has no trait birthday',
    });
  });

  it.each([
    ['soon', 'trait birthday is no date: "soon"'],
    [true, 'trait birthday is no date: true'],
    ['2026-02-30', 'trait birthday is no date: "2026-02-30"'],
  ])('given a trait that is no date, then it says what it is: %s', (value, why) => {
    expect(explained(value)).toMatchObject({ holds: false, next: null, why });
  });

  it('given a date, then nothing is missing, also where it does not come again', () => {
    expect(explained('1990-05-01')).toMatchObject({ holds: true, next: '2026-05-01T07:00:00.000Z' });
    expect(explained('1990-05-01')).not.toHaveProperty('why');
    const once = { ...birthday, isYearly: false };
    const guest = {
      profile: aProfile({ traits: { birthday: { value: '1990-05-01', at: NOW, messageId: 'm' } } }),
      now: NOW,
      events: [],
    };
    const past = explainDate(active, once, guest);
    expect(past).toMatchObject({ holds: true, next: null });
    expect(past).not.toHaveProperty('why');
  });

  it('given that it was told today where the guest was, then it comes next in a year', () => {
    const told = { 'cake.0 2026-03-02T00:00:00.000Z': NOW - HOUR };
    const surroundings = { timezone: { value: 'America/New_York', at: NOW, messageId: 'm' } };
    expect(explained('1990-03-02', { surroundings }).next).toBe('2026-03-02T14:00:00.000Z');
    const dateMemory = { zone: 'Europe/Berlin', told };
    expect(explained('1990-03-02', { surroundings, dateMemory }).next).toBe('2027-03-02T14:00:00.000Z');
  });
});

import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { describePerCent, describeValue } from '../../../../domain/segment/explain/describe-value.ts';

describe('describeValue', () => {
  it.each<[said: string, value: JsonValue]>([
    ['"Berlin"', 'Berlin'],
    ['5', 5],
    ['true', true],
    ['nothing', null],
    ['nothing', []],
    ['nothing', {}],
    ['"spa", 5, nothing', ['spa', 5, null]],
    ['street "Main", city "Berlin"', { street: 'Main', city: 'Berlin' }],
    ['street nothing', { street: null }],
    ['(city "Berlin"), (nothing)', [{ city: 'Berlin' }, []]],
    ['rooms ("Suite", "Spa"), nights 2', { rooms: ['Suite', 'Spa'], nights: 2 }],
  ])('says `%s`', (said, value) => {
    expect(describeValue(value)).toBe(said);
  });
});

describe('describePerCent', () => {
  it.each([
    ['50 %', 0.5],
    ['33.3333 %', 1 / 3],
    ['66.6667 %', 2 / 3],
    ['0 %', 0],
    ['100 %', 1],
  ])('says `%s`', (said, share) => {
    expect(describePerCent(share)).toBe(said);
  });
});

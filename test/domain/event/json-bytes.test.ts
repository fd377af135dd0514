import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonBytes } from '../../../domain/event/json-bytes.ts';

const encoder = new TextEncoder();

describe('jsonBytes', () => {
  it.each([
    ['', 2],
    ['Suite 7', 9],
    ['a "b"', 9],
    ['back\\slash', 13],
    ['\u001f', 8],
    ['\u007f', 3],
    ['é', 4],
    [5, 1],
    [null, 4],
    [['a', { b: '~' }], 15],
  ])('counts %j as %i', (value, bytes) => {
    expect(jsonBytes(value)).toBe(bytes);
  });

  it('counts what is sent of any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        expect(jsonBytes(text)).toBe(encoder.encode(JSON.stringify(text)).length);
      }),
      { numRuns: 1000 },
    );
  });
});

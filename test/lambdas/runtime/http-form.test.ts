import { describe, expect, it } from 'vitest';
import { readForm } from '../../../lambdas/runtime/http-form.ts';

const FORM = 'application/x-www-form-urlencoded';
const fields = (raw: Parameters<typeof readForm>[0]) => [...readForm(raw)];
const LIMIT_BYTES = 4 * 1024;

describe('readForm', () => {
  it.each([FORM, `${FORM}; charset=UTF-8`, ` ${FORM.toUpperCase()} `])(
    'given a form (%j), then its fields',
    (contentType) => {
      const body = 'topic=K%C3%A4se+%26+Wein&x=';
      const expected = [
        ['topic', 'Käse & Wein'],
        ['x', ''],
      ];
      expect(fields({ body, contentType })).toEqual(expected);
      const base64 = Buffer.from(body).toString('base64');
      expect(fields({ body: base64, isBase64Encoded: true, contentType })).toEqual(expected);
    },
  );

  it.each([
    ['of another type', 'topic=rooms', 'application/json'],
    ['of no type', 'topic=rooms', undefined],
    ['in parts', 'topic=rooms', 'multipart/form-data; boundary=x'],
    ['that is missing', undefined, FORM],
    ['that is empty', '', FORM],
  ])('given a body %s, then no field', (_, body, contentType) => {
    expect(fields({ body, contentType })).toEqual([]);
  });

  it('given a form of 4 KiB, then its fields; a byte longer, then none', () => {
    const body = `a=${'b'.repeat(LIMIT_BYTES - 2)}`;
    expect(fields({ body, contentType: FORM })).toHaveLength(1);
    expect(fields({ body: `${body}b`, contentType: FORM })).toEqual([]);
  });

  it('given bytes and escapes that are no text, then it does not throw', () => {
    const body = Buffer.from([0xff, 0x3d, 0x25, 0xfe]).toString('base64');
    expect(fields({ body, isBase64Encoded: true, contentType: FORM })).toHaveLength(1);
    expect(fields({ body: 'topic=%&%zz', contentType: FORM })).toEqual([
      ['topic', '%'],
      ['%zz', ''],
    ]);
  });
});

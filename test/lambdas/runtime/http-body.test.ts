import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readBodyBytes, readJsonBody } from '../../../lambdas/runtime/http-body.ts';

const asBytes = (bytes: Buffer) => ({ body: bytes.toString('base64'), isBase64Encoded: true });
const CAFE = { name: 'Café \u{1f600}' };

describe('a JSON body', () => {
  it('is UTF-8, whether it came as text or as bytes', async () => {
    const text = JSON.stringify(CAFE);
    expect(await readJsonBody({ body: text })).toEqual(CAFE);
    expect(await readJsonBody(asBytes(Buffer.from(text)))).toEqual(CAFE);
  });

  it.each([
    ['of another encoding', Buffer.from(JSON.stringify({ name: 'Café' }), 'latin1')],
    ['cut within a letter', Buffer.from('"é').subarray(0, 2)],
    ['with half of a surrogate pair', Buffer.from([0x22, 0xed, 0xa0, 0xbd, 0x22])],
  ])('%s is refused by that, packed or not', async (_, bytes) => {
    const refused = { status: 400, message: 'the body is not UTF-8' };
    await expect(readJsonBody(asBytes(bytes))).rejects.toMatchObject(refused);
    const packed = { ...asBytes(gzipSync(bytes)), contentEncoding: 'gzip' };
    await expect(readJsonBody(packed)).rejects.toMatchObject(refused);
  });

  it('may begin with a byte order mark, which is no part of it', async () => {
    const marked = `\ufeff${JSON.stringify(CAFE)}`;
    expect(await readJsonBody({ body: marked })).toEqual(CAFE);
    expect(await readJsonBody(asBytes(Buffer.from(marked)))).toEqual(CAFE);
  });
});

describe('a body as bytes', () => {
  it('is what was sent, whatever its encoding', async () => {
    const bytes = Buffer.from('Caf\u00e9', 'latin1');
    expect(await readBodyBytes(asBytes(bytes))).toEqual(bytes);
  });
});

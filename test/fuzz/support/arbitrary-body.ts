import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { hostileJson, spoilt } from './hostile-json.ts';

/** What is sent: text or bytes, and the headers that speak of them. */
export interface SentBody {
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const DEEP = 100_000;
const deepEvent = (depth: number) =>
  `{"userId":"john","event":"E","groupId":1,"previousId":1,"properties":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
const LONG = [
  `{"a":${'9'.repeat(DEEP)}}`,
  `{"a":"${'\\u0000'.repeat(10_000)}"}`,
  deepEvent(60),
  deepEvent(DEEP),
];
const NESTED = [
  '['.repeat(DEEP),
  '{"a":'.repeat(DEEP),
  `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
  '"['.repeat(1_000),
];
const NO_OBJECT = [
  '',
  ' ',
  '\u0000',
  '\uFEFF{}',
  '{',
  '{"a":1,}',
  "{'a':1}",
  'NaN',
  '{"a":1}{"b":2}',
  '"\u0001"',
];
const OTHER = [
  '// x\n{}',
  'undefined',
  'a=b&c=d',
  'topic=rooms',
  'topic=%ff&topic',
  '<xml/>',
  '[[],{}]',
  '[]',
  'null',
  '7',
];

const TYPES = [
  'application/json',
  'text/plain',
  'text/plain;charset=UTF-16',
  'application/xml',
  'application/x-www-form-urlencoded',
  '\u00ff',
  '',
];
const ENCODINGS = ['gzip', 'GZIP', 'br', 'identity', 'gzip, gzip', 'deflate', 'x'];
const BOMB = gzipSync(Buffer.alloc(20 * 1024 * 1024, '['));

/** A body as nobody should send it, or somebody might. @param examples bodies that work */
export function arbitraryBody(examples: readonly object[]): fc.Arbitrary<SentBody> {
  const text = fc.oneof(
    fc.constantFrom(...examples.map((example) => JSON.stringify(example))),
    { weight: 2, arbitrary: spoilt(examples) },
    hostileJson,
    fc.constantFrom(...LONG, ...NESTED, ...NO_OBJECT, ...OTHER),
  );
  return fc.oneof(
    { weight: 6, arbitrary: fc.record({ body: text, headers: header('content-type', TYPES) }) },
    { weight: 2, arbitrary: text.chain(zipped) },
    {
      weight: 1,
      arbitrary: fc.record({
        body: fc.uint8Array({ maxLength: 200 }),
        headers: header('content-encoding', ENCODINGS),
      }),
    },
    { weight: 1, arbitrary: fc.record({ body: text, headers: header('content-encoding', ENCODINGS) }) },
  );
}

function header(name: string, values: readonly string[]): fc.Arbitrary<Record<string, string>> {
  return fc.constantFrom(...values).map((value) => ({ [name]: value }));
}

/** Zipped as it should be, cut short, twice, or so well that it is a thousand times as long. */
function zipped(text: string): fc.Arbitrary<SentBody> {
  const whole = gzipSync(text);
  const bodies = [whole, whole.subarray(0, whole.length - 9), gzipSync(whole), BOMB];
  return fc.record({
    body: fc.constantFrom(...bodies.map((bytes) => new Uint8Array(bytes))),
    headers: fc.constant({ 'content-encoding': 'gzip' }),
  });
}

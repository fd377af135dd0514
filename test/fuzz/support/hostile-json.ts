import fc from 'fast-check';

/** Names that code trips over, and those that messages have. */
const NAMES = [
  ...'__proto__ constructor prototype toString hasOwnProperty length then 🏨'.split(' '),
  ...'userId anonymousId messageId identifiers context traits properties timestamp sentAt originalTimestamp type'.split(
    ' ',
  ),
  ...'event batch consent evidence writeKey previousId groupId email externalIds device token location'.split(
    ' ',
  ),
  ...'categoryPreferences scopes source venue version program'.split(' '),
  '',
  '\u0000',
];

/** Values as they are written, so that they may be what no program would write. */
const SCALARS = [
  ...'null true false 0 -0 1e400 -1e400 1e-400 12345678901234567890123 0.1 ""'.split(' '),
  ...'"\\u0000" "\\ud800" "\\udc00\\ud800" "\\u202e" "\\uffff" "m\\ufffe" "null" "guest" "NaN" "2026-02-30" "9999999999999"'.split(
    ' ',
  ),
  ...'"john" "john@example.com" "__proto__" "2026-03-02T10:00:00Z" "collect" "server" "track" "ﬁ" "İ"'.split(
    ' ',
  ),
  '" "',
];

const scalar = fc.oneof(
  fc.constantFrom(...SCALARS),
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  fc.double().map((number) => JSON.stringify(number)),
  fc.nat(40_000).map((length) => JSON.stringify('x'.repeat(length))),
);

const write = (entries: readonly (readonly [name: string, text: string])[]) =>
  `{${entries.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join()}}`;

/** Text that is JSON, of any shape. */
export const hostileJson: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: scalar },
    { weight: 2, arbitrary: propertiesOf(tie('value'), 6).map(write) },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join()}]`) },
  ),
})).value;

/** An object that works but for some of its properties, which may be there twice: the last counts. */
export function spoilt(examples: readonly object[]): fc.Arbitrary<string> {
  const entriesOf = (example: object) =>
    Object.entries(example).map(([name, value]) => [name, JSON.stringify(value)] as const);
  return fc
    .tuple(fc.constantFrom(...examples), propertiesOf(hostileJson, 3))
    .map(([example, spoils]) => write([...entriesOf(example), ...spoils]));
}

function propertiesOf(value: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<[string, string][]> {
  return fc.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength });
}

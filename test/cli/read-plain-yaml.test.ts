import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readPlainYaml } from '../../cli/read-plain-yaml.ts';

/** What YAML reads in ways of its own. */
const PIECES = [
  ...[
    '1_000',
    '0x1F',
    '0o17',
    '017',
    '0b11',
    '1e3',
    '.5',
    '5.',
    '-0',
    '+1',
    '-.INF',
    '.nan',
    '1e400',
    '12:30:45',
  ],
  ...[
    '9'.repeat(400),
    '100000000000000000000',
    '~',
    'null',
    'TRUE',
    'no',
    '2026-03-01T10:00:00Z',
    '=',
    '1.0',
  ],
  ...[
    '"a"',
    "'it''s'",
    '"\\x41"',
    '"\\q"',
    '""',
    "'a':b",
    '{"a":1}',
    '{a:1}',
    '{a,}',
    '[a,,b]',
    '{null,b}',
    '[a]: b',
  ],
  ...[
    '# c',
    '#c',
    ' #c',
    ':',
    ': ',
    ',',
    '[',
    ']',
    '{',
    '}',
    '- ',
    '-',
    '- - a',
    '1: a',
    '~: a',
    'true: a',
    'a: b: c',
  ],
  ...[
    '\n',
    '\n  ',
    '\n    ',
    ' ',
    '\t',
    '\r\n',
    '\r',
    '\uFEFF',
    '\u00A0',
    '\u0085',
    '\u2028',
    '\0',
    '"',
    "'",
    'é',
  ],
  ...[
    '|\n  a\n',
    '>-\n  a\n',
    '|2\n',
    '>+\n',
    '<<: {a: 1}',
    '__proto__',
    '&a ',
    '*a',
    '!!str ',
    '? a',
    '---',
    '%',
  ],
];

const FILES = ['playbooks', 'starter'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8')),
);

const arbitraryPieces = fc
  .array(fc.constantFrom('', ' ', ...PIECES), { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.join(''));

/** A file of a playbook in which something was written over. */
const arbitraryFile = fc
  .tuple(fc.constantFrom(...FILES), fc.nat(), fc.nat({ max: 4 }), fc.constantFrom('', ...PIECES))
  .map(([text, place, length, piece]) => {
    const at = place % text.length;
    return text.slice(0, at) + piece + text.slice(at + length);
  });

/** What the careful parser makes of a text; undefined if it has something to say of it. */
function readWithCare(text: string): { readonly data: unknown } | undefined {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length + document.warnings.length > 0) return undefined;
  return { data: document.toJS() };
}

describe('YAML that is read without its places', () => {
  it('given any text, then it comes to what the careful parser makes of it, or is left to that', () => {
    const same = (text: string) => {
      const plain = readPlainYaml(text);
      return plain === undefined || isDeepStrictEqual(plain, readWithCare(text));
    };

    fc.assert(fc.property(fc.oneof(arbitraryPieces, arbitraryFile), same), { numRuns: 5000 });
  });

  it('given the files of the worked examples, then nearly all are plain', () => {
    const plain = FILES.filter((text) => readPlainYaml(text) !== undefined);

    expect(plain.length).toBeGreaterThan(0.9 * FILES.length);
  });

  it.each(['a: &b 1', 'a: !!str 1', '--- a', '~: 1', 'a: [', 'a: 1\na: 2', ' a: 1\n b'])(
    'given `%s`, then it is left to the careful parser',
    (text) => {
      expect(readPlainYaml(text)).toBeUndefined();
    },
  );
});

import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import type { IdentityRules } from '../domain/identity/identity-rules.ts';
import { normaliseIdentifier } from '../domain/identity/normalise-identifier.ts';
import { CommandError } from './command-error.ts';
import { readLines } from './read-lines.ts';

/** A line of a list: its identifiers by namespace, and where they stand. */
export interface GuestLine {
  /** From 1; the header is the first. */
  readonly line: number;
  readonly identifiers: Readonly<Record<string, string>>;
}

/** A place of a CSV, both counted from 1; the column is the place of the cell. */
interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Spreadsheets are kept from taking a cell for a formula by a quote before it, as `maitred segment export` writes it. */
const GUARDED = /^'(?=[=+\-@\t\r])/u;

/** What every playbook takes for the same: capitals of an address, blanks of a number with its country. */
const PLAIN_RULES: IdentityRules = {
  namespaces: ['email', 'phone'].map((name) => ({ name, unique: false, limit: 1 })),
  blocked: [],
};

const LINE_END = Buffer.from('\n');
/** No row of identifiers is nearly as long. */
const LONGEST_LINE_BYTES = 1_000_000;
const SAVE_AS = 'Save the file as CSV in UTF-8. From Excel: iconv -f WINDOWS-1252 -t UTF-8 <file>';

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads the first row: what the columns name.
 * @throws CommandError where there is none, or a name is missing or comes twice
 */
export async function readHeader(path: string): Promise<readonly string[]> {
  for await (const { record } of readRecords(path)) {
    const names = record.map((name) => name.trim());
    const bad = names.findIndex((name, index) => name === '' || names.indexOf(name) !== index);
    if (bad < 0) return names;
    const what = names[bad] === '' ? 'a column has no name' : `the column \`${names[bad]}\` comes twice`;
    throw refusal({ path, line: 1, column: bad + 1 }, what);
  }
  throw refusal(
    { path, line: 1, column: 1 },
    'the first row must name the columns by namespaces, such as `email`',
  );
}

/**
 * Reads the rows after the header, one after another; empty cells name nobody.
 * @throws CommandError where the file is no CSV, or two lines have the same cell: a guest stands on one
 */
export async function* readGuests(path: string, header: readonly string[]): AsyncGenerator<GuestLine> {
  const seen = new Map<string, number>();
  let isHeader = true;
  for await (const { record, info } of readRecords(path)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const line = info.lines;
    const cells = record.flatMap((cell, index) => {
      const value = cell.replace(GUARDED, '').trim();
      return value === '' ? [] : [{ namespace: header[index] ?? '', value, column: index + 1 }];
    });
    for (const { namespace, value, column } of cells) {
      const key = normaliseIdentifier(PLAIN_RULES, namespace, value) ?? `${namespace}#${value}`;
      const first = seen.get(key);
      if (first !== undefined)
        throw refusal({ path, line, column }, `this ${namespace} stands on line ${first} already`);
      seen.set(key, line);
    }
    if (cells.length > 0)
      yield {
        line,
        identifiers: Object.fromEntries(cells.map(({ namespace, value }) => [namespace, value])),
      };
  }
}

async function* readRecords(path: string): AsyncGenerator<Parsed> {
  const file = Readable.from(readUtf8(path));
  const parser = file.pipe(
    parse({ bom: true, info: true, skip_empty_lines: true, relax_column_count: false }),
  );
  file.once('error', (error) => parser.destroy(error));
  try {
    for await (const parsed of parser) yield parsed as Parsed;
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const { lines, column, code } = error as CsvError & { lines?: number; column?: number };
    if (typeof code === 'string' && code.startsWith('CSV_'))
      throw refusal(
        { path, line: lines ?? 1, column: typeof column === 'number' ? column + 1 : 1 },
        (error as Error).message,
      );
    throw new CommandError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  } finally {
    file.destroy();
  }
}

/** The file as it is, line by line. @throws CommandError at the first line that is no UTF-8, or is too long */
async function* readUtf8(path: string): AsyncGenerator<Buffer> {
  for await (const { number, bytes, problem } of readLines(path, LONGEST_LINE_BYTES)) {
    if (problem !== undefined) throw refusal({ path, line: number, column: 1 }, problem, hintFor(problem));
    yield Buffer.concat([bytes, LINE_END]);
  }
}

function hintFor(problem: string): string | undefined {
  return problem.includes('UTF-8') ? SAVE_AS : undefined;
}

/** @returns an error as editors and terminals link them: `press.csv:3:2: …` */
export function refusal({ path, line, column }: Place, what: string, hint?: string): CommandError {
  return new CommandError(`${path}:${line}:${column}: ${what}`, { hint });
}

import { stringify } from 'csv-stringify/sync';

export interface MemberAnswer {
  readonly profileId: string;
  readonly since: string;
  readonly identifiers?: readonly { readonly namespace: string; readonly value: string }[];
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly computed?: Readonly<Record<string, unknown>>;
}

/** Writes members as text, a page at a time. */
export interface MemberFormat {
  /** What stands before the first; empty: nothing. */
  readonly head: string;
  readonly rows: (members: readonly MemberAnswer[]) => string;
}

/** Each member as JSON, on a line. */
export const JSON_LINES: MemberFormat = {
  head: '',
  rows: (members) => members.map((member) => `${JSON.stringify(member)}\n`).join(''),
};

/**
 * Each member as a row of CSV, of which spreadsheets take no cell for a formula. Everybody has the same columns: what was
 * included, or those that were named, each a namespace of identifiers, a trait or a computed trait.
 */
export function csvOf(include: readonly string[], columns: readonly string[]): MemberFormat {
  const parts = columns.length > 0 ? [] : include;
  return {
    head: encode([['profileId', 'since', ...parts, ...columns]]),
    rows: (members) =>
      encode(
        members.map((member) => [
          member.profileId,
          member.since,
          ...parts.map((part) => partOf(member, part)),
          ...columns.map((name) => cellOf(member, name)),
        ]),
      ),
  };
}

const encode = (rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : stringify(
        rows.map((row) => [...row]),
        { escape_formulas: true },
      );

/** Identifiers with spaces between, all traits as JSON. */
function partOf(member: MemberAnswer, part: string): string {
  if (part === 'identifiers')
    return (member.identifiers ?? []).map(({ namespace, value }) => `${namespace}:${value}`).join(' ');
  return JSON.stringify({ ...member.traits, ...member.computed });
}

function cellOf({ identifiers = [], traits = {}, computed = {} }: MemberAnswer, name: string): string {
  const held = identifiers.filter(({ namespace }) => namespace === name).map(({ value }) => value);
  if (held.length > 0) return held.join(' ');
  const value = [traits, computed].find((some) => Object.hasOwn(some, name))?.[name] ?? '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

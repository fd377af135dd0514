import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ApiClient } from './api-client.ts';
import { callPatiently, type Wait } from './call-patiently.ts';
import type { CommandError } from './command-error.ts';
import { type GuestLine, refusal } from './read-guest-list.ts';
import type { Terminal } from './terminal.ts';

export interface ListDependencies {
  readonly terminal: Terminal;
  readonly api: ApiClient;
  readonly wait: Wait;
  readonly clock: () => number;
}

export interface Held {
  readonly told: number;
  readonly rejected: readonly {
    readonly guest: number;
    readonly namespace: string;
    readonly detail: string;
  }[];
}

interface Finished {
  readonly left: number;
  readonly members: number;
  readonly cursor: string | null;
}

/** A load on its way: what is loaded, and from where. */
export interface Load {
  readonly list: string;
  /** The same file is the same load: typed again, it goes on where it was. */
  readonly load: string;
}

/** A column that names no namespace is told by its place. @returns whether there is nothing to do */
export async function beginLoad(
  dependencies: ListDependencies,
  load: Load,
  { header, path }: { readonly header: readonly string[]; readonly path: string },
): Promise<boolean> {
  try {
    return await callPatiently(dependencies.wait, () => beginLoadAt(dependencies, load, header));
  } catch (error) {
    const { field = '' } = ((error as CommandError).answer ?? {}) as { field?: string };
    const place = /^namespaces[[.](\d+)/u.exec(field)?.[1];
    if (place === undefined) throw error;
    const { message, hint } = error as CommandError;
    throw refusal({ path, line: 1, column: Number(place) + 1 }, message, hint);
  }
}

/** @returns whether the same was loaded last, to its end */
export async function beginLoadAt(
  { api }: ListDependencies,
  load: Load,
  namespaces: readonly string[],
): Promise<boolean> {
  const body = { load: load.load, namespaces };
  return (await api.call<{ isFinished: boolean }>('POST', pathOf(load), body)).isFinished;
}

function call<T>({ api, wait }: ListDependencies, load: Load, step: string, body: object): Promise<T> {
  return callPatiently(wait, () =>
    api.call<T>('POST', `${pathOf(load)}${step}`, { load: load.load, ...body }),
  );
}

const pathOf = ({ list }: Load) => `/v1/lists/${encodeURIComponent(list)}`;

/** Lets go of whom the load did not hold. @param refused cells: where there are some, the same file is gone through again */
export async function finishLoad(
  dependencies: ListDependencies,
  load: Load,
  refused = 0,
): Promise<{ readonly left: number; readonly members: number }> {
  let left = 0;
  let cursor: string | null = null;
  for (;;) {
    const body: object = { ...(cursor !== null && { cursor }), ...(refused > 0 && { refused }) };
    const answer: Finished = await call<Finished>(dependencies, load, '/finish', body);
    left += answer.left;
    cursor = answer.cursor;
    if (cursor === null) return { left, members: answer.members };
  }
}

/** Lets the list hold who stands on some lines. */
export function holdGuests(
  dependencies: ListDependencies,
  load: Load,
  guests: readonly GuestLine[],
): Promise<Held> {
  return call<Held>(dependencies, load, '/guests', { guests: guests.map(({ identifiers }) => identifiers) });
}

/** Names a load by what its file holds. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  return hash.digest('base64url');
}

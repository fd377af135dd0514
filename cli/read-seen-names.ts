import type { SeenNames } from '../domain/event/seen-names.ts';
import type { ApiClient } from './api-client.ts';

interface NamesAnswer {
  readonly events: readonly { readonly name: string; readonly properties: readonly string[] }[];
  readonly traits: readonly string[];
  readonly cursor?: string;
}

/** Reads the names that were ever received, page by page. @throws CommandError */
export async function readSeenNames(api: ApiClient): Promise<SeenNames> {
  const events = new Map<string, ReadonlySet<string>>();
  const traits = new Set<string>();
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const page = await api.call<NamesAnswer>('GET', `/v1/events/names${query}`);
    for (const { name, properties } of page.events) events.set(name, new Set(properties));
    for (const trait of page.traits) traits.add(trait);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { events, traits };
}

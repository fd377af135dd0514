import type { SeenNameStore } from '../../adapters/seen-name-store.ts';
import type { AuthorisedRequest, HttpResponse } from '../../runtime/http-message.ts';
import { decodeNameCursor, encodeNameCursor } from './name-cursor.ts';

/** The names of events, their properties, and traits that were ever received, a page at a time. */
export async function answerNames(
  names: Pick<SeenNameStore, 'readPage'>,
  { query }: Pick<AuthorisedRequest, 'query'>,
): Promise<HttpResponse> {
  const { events, traits, last } = await names.readPage(decodeNameCursor(query.cursor));
  const described = [...events].map(([name, paths]) => ({ name, properties: [...paths].sort() }));
  const cursor = last === null ? {} : { cursor: encodeNameCursor(last) };
  return { status: 200, body: { events: described, traits: [...traits].sort(), ...cursor } };
}

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * Asks `/_local/` for something and waits for as long as it takes: `fetch` gives up on an answer after five minutes.
 * @throws Error when the answer is none of success, with what it said
 */
export async function callControl(url: string, path: string, body: object): Promise<void> {
  const outgoing = request(url + path, { method: 'POST', headers: { 'content-type': 'application/json' } });
  outgoing.end(JSON.stringify(body));
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const said = await text(response);
  if (response.statusCode !== 200)
    throw new Error(`POST ${path} was answered ${response.statusCode}: ${said}`);
}

import { type LookupAddress, type LookupAllOptions, lookup as resolveName } from 'node:dns';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isPrivateAddress } from './webhook-target.ts';

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMilliseconds: number;
}

/** Posts and answers with the HTTP status; redirects are not followed; throws if no answer came. */
export type WebhookPost = (request: WebhookRequest) => Promise<number>;

/** Posts with fetch. For a developer's machine, whose runner shows what would leave it. */
export const postWithFetch: WebhookPost = async ({ url, headers, body, timeoutMilliseconds }) => {
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
  await answer.body?.cancel();
  return answer.status;
};

/** Posts over https to public addresses only: what a name resolves to is looked at as the connection is made. */
export const postToPublicAddress: WebhookPost = ({ url, headers, body, timeoutMilliseconds }) =>
  new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        lookup: lookupPublicAddress,
        signal: AbortSignal.timeout(timeoutMilliseconds),
      },
      (answer) => {
        // Only the status counts; a body without end must not hold the function.
        resolve(answer.statusCode ?? 0);
        answer.destroy();
      },
    );
    call.on('error', reject);
    call.end(body);
  });

/** Resolves a name as Node would, and refuses it if any of its addresses is private. */
const lookupPublicAddress: LookupFunction = (hostname, options, callback) => {
  const all: LookupAllOptions = { ...options, all: true };
  resolveName(hostname, all, (error, addresses) => {
    if (error !== null) return callback(error, []);
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address))) {
      return callback(privateTarget(hostname), []);
    }
    return answer(callback, options.all === true, addresses, first);
  });
};

function answer(
  callback: Parameters<LookupFunction>[2],
  isAll: boolean,
  addresses: LookupAddress[],
  first: LookupAddress,
): void {
  if (isAll) callback(null, addresses);
  else callback(null, first.address, first.family);
}

/** The code of an error that says: the name leads into a private network. */
export const PRIVATE_TARGET = 'MAITRED_PRIVATE_TARGET';

function privateTarget(hostname: string): NodeJS.ErrnoException {
  const error: NodeJS.ErrnoException = new Error(`${hostname} leads into a private network`);
  error.code = PRIVATE_TARGET;
  return error;
}

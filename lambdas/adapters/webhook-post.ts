import { type LookupAddress, type LookupAllOptions, lookup as resolveName } from 'node:dns';
import { type Agent, request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
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

/** Resolves a name to all of its addresses, as `lookup` of node:dns does. */
export type ResolveName = (
  name: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Posts over https to public addresses only: what a name resolves to is looked at as the connection is made, so that it
 * cannot be another by then.
 */
export function createPublicPost(options: {
  readonly resolve?: ResolveName;
  /** Makes the connections; by default Node's own. */
  readonly agent?: Agent;
}): WebhookPost {
  const lookup = lookupPublicAddress(options.resolve ?? resolveName);
  return ({ url, headers, body, timeoutMilliseconds }) =>
    new Promise((resolve, reject) => {
      // An address needs no resolving, so the lookup is not asked about it.
      const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
      if (isIP(host) !== 0 && isPrivateAddress(host)) throw privateTarget(host);
      const call = request(
        url,
        {
          method: 'POST',
          headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
          lookup,
          signal: AbortSignal.timeout(timeoutMilliseconds),
          ...(options.agent === undefined ? {} : { agent: options.agent }),
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
}

/** Posts over https to public addresses only, by the names' servers of this machine. */
export const postToPublicAddress: WebhookPost = createPublicPost({});

/** A lookup that refuses a name if any of its addresses is private, or if it has none. */
export function lookupPublicAddress(resolve: ResolveName): LookupFunction {
  return (hostname, options, callback) => {
    const all: LookupAllOptions = { ...options, all: true };
    resolve(hostname, all, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address))) {
        return callback(privateTarget(hostname), []);
      }
      return answer(callback, options.all === true, addresses, first);
    });
  };
}

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

import { CommandError, EXIT, TryLaterError } from './command-error.ts';

const DEFAULT_URL = 'http://localhost:8787';
/** A key that `npm start` makes; it is known to everybody, so it opens nothing but this machine. */
const ADMINISTERING = { scope: 'admin', localKey: 'local-admin' };
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const TIMEOUT_MILLISECONDS = 60_000;
const BUSY = [429, 502, 503, 504];

/** Calls a Maitred's HTTP API. */
export interface ApiClient {
  readonly url: string;
  /**
   * @param body bytes are sent as they are, being gzip; anything else as JSON
   * @throws CommandError with what the API answered where it is not a success, and TryLaterError where it may be later
   */
  call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T>;
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly hint?: string;
}

/**
 * Makes a client from `MAITRED_URL` and `MAITRED_KEY`; on this machine both have defaults.
 * @param needed the scope of what will be called, and the key that has it on this machine
 * @throws CommandError if there is no key for an address elsewhere
 */
export function createApiClient(
  environment: Readonly<Record<string, string | undefined>>,
  needed: { readonly scope: string; readonly localKey: string } = ADMINISTERING,
): ApiClient {
  const url = (environment.MAITRED_URL || DEFAULT_URL).replace(/\/+$/u, '');
  if (!URL.canParse(url)) throw new CommandError(`MAITRED_URL is no address: ${url}`);
  const isLocal = LOOPBACK.includes(new URL(url).hostname);
  const key = environment.MAITRED_KEY || (isLocal ? needed.localKey : undefined);
  if (key === undefined) {
    throw new CommandError(`no key for ${url}`, {
      hint: `Set MAITRED_KEY to a key with the scope ${needed.scope}.`,
    });
  }
  return {
    url,
    async call<T>(method: string, path: string, body?: unknown): Promise<T> {
      const { response, text } = await send(`${url}${path}`, method, key, body);
      if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
      const problem = parseProblem(text);
      const { title, detail, hint } = problem;
      const message = detail ?? title ?? `${method} ${path} was answered ${response.status}`;
      if (BUSY.includes(response.status)) {
        const waitSeconds = Number(response.headers.get('retry-after')) || undefined;
        throw new TryLaterError(message, { hint, waitSeconds });
      }
      const exitCode = response.status === 409 || response.status === 404 ? EXIT.refused : EXIT.failed;
      throw new CommandError(message, { exitCode, hint, answer: problem });
    },
  };
}

/** The answer is read here as well: a connection may break in the middle of it. */
async function send(
  url: string,
  method: string,
  key: string,
  body: unknown,
): Promise<{ readonly response: Response; readonly text: string }> {
  try {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${key}`, ...headersOf(body) },
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      ...(body !== undefined && {
        body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body),
      }),
    });
    return { response, text: await response.text() };
  } catch (cause) {
    const hint = 'Start one on this machine with `npm start`, or set MAITRED_URL.';
    const message = `no Maitred answers at ${new URL(url).origin}`;
    if (isPassing(cause)) throw new TryLaterError(message, { hint, cause });
    throw new CommandError(message, { hint, cause });
  }
}

/** What may be otherwise a moment later, unlike a name that nobody knows or a certificate that is not good. */
const PASSING = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
];

function isPassing(error: unknown): boolean {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  const code = cause?.code ?? '';
  return name === 'TimeoutError' || code.startsWith('UND_ERR_') || PASSING.includes(code);
}

function headersOf(body: unknown): Record<string, string> {
  if (!(body instanceof Uint8Array)) return { 'content-type': 'application/json' };
  return { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' };
}

function parseProblem(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
}

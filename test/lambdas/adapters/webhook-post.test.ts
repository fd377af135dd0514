import type { LookupAddress } from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import { Agent } from 'node:https';
import { type AddressInfo, connect, type LookupFunction, type TcpNetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createPublicPost,
  lookupPublicAddress,
  PRIVATE_TARGET,
  type ResolveName,
} from '../../../lambdas/adapters/webhook-post.ts';

const PUBLIC = { address: '93.184.216.34', family: 4 };
const OTHER_PUBLIC = { address: '2606:2800:220:1::1', family: 6 };
const PRIVATE = { address: '10.0.0.5', family: 4 };

const resolveTo =
  (...addresses: LookupAddress[]): ResolveName =>
  (_name, _options, callback) =>
    callback(null, addresses);

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  server = undefined;
});

/** Leads every connection that the guard lets through to a server on this machine, in clear text. */
class Detour extends Agent {
  readonly #port: number;
  constructor(port: number) {
    super();
    this.#port = port;
  }

  override createConnection(options: TcpNetConnectOpts): Duplex {
    const guard = options.lookup ?? (() => expect.unreachable('connected without the guard'));
    const lookup: LookupFunction = (name, wanted, callback) =>
      guard(name, wanted, (error) => {
        if (error !== null) callback(error, []);
        else if (wanted.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
        else callback(null, '127.0.0.1', 4);
      });
    return connect({ host: options.host ?? '', port: this.#port, lookup });
  }
}

/** Posts to a receiver that answers so, if the name resolves to what it may. */
async function post(
  resolve: ResolveName,
  receive: RequestListener = (_, response) => response.end(),
  { url = 'https://crm.example.com/hooks', timeoutMilliseconds = 5_000 } = {},
) {
  const requests: { method: string | undefined; path: string | undefined; body: string }[] = [];
  const serving = createServer((request, response) => {
    const entry = { method: request.method, path: request.url, body: '' };
    requests.push(entry);
    request.on('data', (chunk) => {
      entry.body += chunk;
    });
    request.on('end', () => receive(request, response));
  });
  server = serving;
  await new Promise<void>((done) => serving.listen(0, '127.0.0.1', done));
  const agent = new Detour((serving.address() as AddressInfo).port);
  const posting = createPublicPost({ resolve, agent });
  const request = { url, headers: { 'content-type': 'text/plain' }, body: 'Jörg', timeoutMilliseconds };
  const answer = await posting(request).catch((error: unknown) => error);
  return { answer, requests };
}

describe('createPublicPost', () => {
  it('posts to a name whose addresses are all public, and answers with the status', async () => {
    const { answer, requests } = await post(resolveTo(PUBLIC, OTHER_PUBLIC), (_, response) =>
      response.writeHead(204).end(),
    );
    expect(answer).toBe(204);
    expect(requests).toEqual([{ method: 'POST', path: '/hooks', body: 'Jörg' }]);
  });

  it.each<[string, LookupAddress[]]>([
    ['a private address', [PRIVATE]],
    ['this machine', [{ address: '::1', family: 6 }]],
    ['the metadata service', [{ address: '169.254.169.254', family: 4 }]],
    ['a private address in the clothes of IPv6', [{ address: '::ffff:10.0.0.5', family: 6 }]],
    ['a public address and a private one', [PUBLIC, PRIVATE]],
    ['no address', []],
  ])('writes nothing to a name that leads to %s', async (_what, addresses) => {
    const { answer, requests } = await post(resolveTo(...addresses));
    expect(answer).toMatchObject({ code: PRIVATE_TARGET });
    expect(requests).toEqual([]);
  });

  it.each(['https://10.0.0.5/hooks', 'https://[::1]/hooks', 'https://2130706433/hooks'])(
    'writes nothing to %s, for which no name is resolved',
    async (url) => {
      const { answer, requests } = await post(resolveTo(PUBLIC), undefined, { url });
      expect(answer).toMatchObject({ code: PRIVATE_TARGET });
      expect(requests).toEqual([]);
    },
  );

  it('says why a name does not resolve', async () => {
    const unknown = Object.assign(new Error('who?'), { code: 'ENOTFOUND' });
    const { answer } = await post((_name, _options, callback) => callback(unknown, []));
    expect(answer).toMatchObject({ code: 'ENOTFOUND' });
  });

  it.each<[string, ResolveName, RequestListener]>([
    ['the name’s servers', () => {}, () => {}],
    ['the receiver', resolveTo(PUBLIC), () => {}],
  ])('gives up where no answer comes from %s', async (_what, resolve, receive) => {
    const { answer } = await post(resolve, receive, { timeoutMilliseconds: 50 });
    expect((answer as Error).name).toMatch(/^(TimeoutError|AbortError)$/);
  });

  it('follows no redirect', async () => {
    const { answer, requests } = await post(resolveTo(PUBLIC), (_, response) =>
      response.writeHead(302, { location: 'https://169.254.169.254/latest' }).end(),
    );
    expect(answer).toBe(302);
    expect(requests).toHaveLength(1);
  });

  it('hangs up on a body without end', async () => {
    let hungUp: () => void = () => {};
    const hangUp = new Promise<void>((resolve) => {
      hungUp = resolve;
    });
    const { answer } = await post(resolveTo(PUBLIC), (_, response) => {
      response.on('close', hungUp).writeHead(200);
      const writing = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.on('close', () => clearInterval(writing));
    });
    expect(answer).toBe(200);
    await hangUp;
  });
});

describe('lookupPublicAddress', () => {
  const ask = (all: boolean, ...addresses: LookupAddress[]) => {
    const answers: unknown[] = [];
    const asked: unknown[] = [];
    const resolve: ResolveName = (name, options, callback) => {
      asked.push(options.all);
      resolveTo(...addresses)(name, options, callback);
    };
    lookupPublicAddress(resolve)('crm.example.com', { all }, (...answer) => answers.push(answer));
    return { answers, asked };
  };

  it('gives all addresses or the first, as it is asked, and looks at all of them either way', () => {
    expect(ask(true, PUBLIC, OTHER_PUBLIC)).toEqual({
      answers: [[null, [PUBLIC, OTHER_PUBLIC]]],
      asked: [true],
    });
    expect(ask(false, PUBLIC, OTHER_PUBLIC)).toEqual({
      answers: [[null, PUBLIC.address, PUBLIC.family]],
      asked: [true],
    });
  });

  it.each([true, false])('refuses a mixed answer where all is %s', (all) => {
    const { answers } = ask(all, PUBLIC, PRIVATE);
    expect(answers).toEqual([[expect.objectContaining({ code: PRIVATE_TARGET }), []]]);
  });
});

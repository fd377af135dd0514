import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { INVOCATION_HEADER, type OutsideCall } from './worker-protocol.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|.+\.localhost)$/i;

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/**
 * Lets this thread's functions call nothing but this machine: `fetch` to any other place is reported and answered 200,
 * a request by node:http or node:https to any other place fails with its name. Requests to this machine say which
 * invocation makes them.
 */
export function watchOutsideCalls(
  currentInvocation: () => string | undefined,
  report: (call: OutsideCall) => void,
): void {
  const realFetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (isLoopback(new URL(request.url).hostname)) return realFetch(input, init);
    report({
      url: request.url,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    });
    return new Response('', { status: 200 });
  };
  watchModule(http, currentInvocation);
  watchModule(https, currentInvocation);
  syncBuiltinESMExports();
}

type RequestFunction = (...parameters: unknown[]) => http.ClientRequest;

function watchModule(module: typeof http | typeof https, currentInvocation: () => string | undefined): void {
  const realRequest = module.request as unknown as RequestFunction;
  const watched: RequestFunction = (...parameters) => {
    const host = hostOf(parameters);
    if (!isLoopback(host)) {
      throw new Error(`local: a request to ${host} was stopped; functions reach only this machine here`);
    }
    const request = realRequest(...parameters);
    const invocation = currentInvocation();
    if (invocation !== undefined) request.setHeader(INVOCATION_HEADER, invocation);
    return request;
  };
  Object.assign(module, {
    request: watched,
    get: (...parameters: unknown[]) => {
      const request = watched(...parameters);
      request.end();
      return request;
    },
  });
}

function hostOf(parameters: readonly unknown[]): string {
  const [first, second] = parameters;
  if (typeof first === 'string' || first instanceof URL) {
    const override = second as http.RequestOptions | undefined;
    return override?.hostname ?? override?.host ?? new URL(first).hostname;
  }
  const options = first as http.RequestOptions;
  return options.hostname ?? options.host?.replace(/:\d+$/, '') ?? 'localhost';
}

import { gatewayAnswer, type HttpAnswer, jsonAnswer } from '../http/http-answer.ts';
import type { HttpRequest } from '../http/http-event.ts';
import type { OutboxMessage } from './outbox.ts';
import { readClockRequest } from './read-clock-request.ts';

export const CONTROL_PREFIX = '/_local/';

/** What `/_local/` can do; each resolves when it is done. */
export interface Controls {
  now(): number;
  outbox(channel: string | undefined): OutboxMessage[];
  /** Moves the clock and does everything due by then. */
  moveTo(moment: number): Promise<void>;
  /** @returns how many records each function handled since the last time it was asked */
  settle(): Promise<Record<string, number>>;
  reset(): Promise<void>;
  cost(): Promise<unknown>;
}

/** Answers `/_local/` (api.md). */
export function createControlApi(controls: Controls): (request: HttpRequest) => Promise<HttpAnswer> {
  const clock = () => jsonAnswer(200, { now: new Date(controls.now()).toISOString() });
  const routes: Readonly<Record<string, (request: HttpRequest) => Promise<HttpAnswer>>> = {
    'GET /_local/outbox': async (request) => {
      const channel = new URLSearchParams(request.query).get('channel');
      return jsonAnswer(200, controls.outbox(channel ?? undefined));
    },
    'GET /_local/clock': async () => clock(),
    'POST /_local/clock': async (request) => {
      const wanted = readClockRequest(parseBody(request), controls.now());
      if ('problem' in wanted) return problem(400, wanted.problem);
      await controls.moveTo(wanted.moment);
      return clock();
    },
    'POST /_local/settle': async () => jsonAnswer(200, { handled: await controls.settle() }),
    'POST /_local/reset': async () => {
      await controls.reset();
      return jsonAnswer(200, { reset: true });
    },
    'GET /_local/cost': async () => jsonAnswer(200, await controls.cost()),
  };
  return async (request) => {
    const route = routes[`${request.method} ${request.path}`];
    if (route === undefined) return gatewayAnswer(404, 'Not Found');
    try {
      return await route(request);
    } catch (error) {
      return problem(500, error instanceof Error ? error.message : String(error));
    }
  };
}

function problem(status: number, detail: string): HttpAnswer {
  const body = JSON.stringify({
    type: 'about:blank',
    title: status === 400 ? 'Bad Request' : 'Internal Server Error',
    status,
    detail,
  });
  return { status, headers: { 'content-type': 'application/problem+json' }, body };
}

/** A body is JSON whatever its content type says; what is not is met as an empty one. */
function parseBody(request: HttpRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    return undefined;
  }
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { activateProgram } from '../../domain/playbook/program/active-program.ts';
import { planResolution } from '../../domain/profile/plan-resolution.ts';
import { OPERATIONS, refusalsOf } from '../../lambdas/handlers/flows/openapi-operations.ts';
import { aProgram } from '../support/a-program.ts';
import { NOW } from '../support/an-event.ts';
import { callHttp, type HttpAnswer } from '../support/http-call.ts';
import { arbitraryCall } from './support/arbitrary-call.ts';
import { CLOSED_ANSWERS } from './support/closed-answers.ts';
import { createFuzzedHandlers } from './support/fuzzed-handlers.ts';

const seed = Number(process.env.FUZZ_SEED ?? 20_260_302);
const numRuns = Number(process.env.FUZZ_RUNS ?? 5_000);
/** Ten seconds where nothing else runs. */
const PATIENCE_MILLISECONDS = 600_000;

/** An answer is JSON of just the shape that the document names for its status, or a page where it names one. */
function expectDocumented(route: string, { status, headers, body, text }: HttpAnswer): void {
  const operation = OPERATIONS[route];
  if (operation === undefined) throw new Error(`there is no ${route}`);
  const { answer, invalid = 'problem' } = operation;
  expect([answer.status, ...refusalsOf(route.split(' ')[1] ?? '', operation)]).toContain(status);
  expect(headers['access-control-allow-origin']).toBe('*');
  expect(text).not.toMatch(/\bat .*\.(ts|js|mjs):\d+|node_modules|\/lambdas\//u);
  if (answer.schema === 'page' && headers['content-type'] === 'text/html; charset=utf-8') return;
  const isFine = status === answer.status && answer.schema !== 'page';
  expect(headers['content-type']).toBe(isFine ? 'application/json' : 'application/problem+json');
  const refusal = CLOSED_ANSWERS[status === 400 ? invalid : 'problem'];
  expect((isFine ? CLOSED_ANSWERS[answer.schema] : refusal).safeParse(body).error).toBeUndefined();
}

/** A DynamoDB key takes it, a queue takes what signals tell of it, and whoever folds it does not stumble. */
function expectKeepable({ key, ...event }: TrackingEvent): void {
  expect(JSON.stringify([key, event.name])).not.toMatch(/[\uFFFE\uFFFF]/u);
  expect(Buffer.byteLength(key.sort)).toBeLessThanOrEqual(1024);
  expect(Buffer.byteLength(key.identifier)).toBeLessThanOrEqual(2048);
  const nobodyKnown = { identities: new Map(), profiles: new Map() };
  planResolution(activateProgram(aProgram()), nobodyKnown, [{ key, ...event }], {
    now: NOW,
    newId: () => 'p-new',
  });
}

/** Another seed tries other calls: FUZZ_SEED=7 FUZZ_RUNS=50000 npx vitest run --project rooms test/fuzz */
describe(`given whatever may be sent (FUZZ_SEED=${seed} FUZZ_RUNS=${numRuns})`, {
  timeout: PATIENCE_MILLISECONDS,
}, () => {
  it('then every function answers as the document says, and stores only what can be kept', async () => {
    const { house, handlerOf } = createFuzzedHandlers();
    const fine = new Set<string>();
    const property = fc.asyncProperty(arbitraryCall, async (call) => {
      house.stored.clear();
      const answer = await callHttp(handlerOf(call.route), call);
      expectDocumented(call.route, answer);
      house.storedEvents.forEach(expectKeepable);
      expect(Object.keys(Object.prototype)).toEqual([]);
      if (answer.status < 300) fine.add(call.route);
    });
    await fc.assert(property, { seed, numRuns });

    // No failure of a call that nobody made well would say nothing.
    expect([...fine].sort()).toEqual(Object.keys(OPERATIONS).sort());
  });
});

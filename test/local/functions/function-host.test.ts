import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createFunctionHost,
  type FunctionHost,
  type InvocationTable,
} from '../../../local/functions/function-host.ts';
import type { OutsideCall } from '../../../local/functions/worker-protocol.ts';

/** A bundle that does what the event says. */
const BUNDLE = `
import { request } from 'node:https';
let invocations = 0;
export const handler = async (event, context) => {
  invocations += 1;
  if (event.do === 'time') return { now: Date.now(), made: new Date().getTime(), isDate: new Date() instanceof Date, fixed: new Date(5).getTime(), text: typeof Date() };
  if (event.do === 'context') return { id: context.awsRequestId, name: context.functionName, remaining: context.getRemainingTimeInMillis(), variables: { ...process.env } };
  if (event.do === 'fetch') { const answer = await fetch(event.url, { method: 'POST', body: 'hello' }); return { status: answer.status, text: await answer.text() }; }
  if (event.do === 'request') return request(event.url).end();
  if (event.do === 'throw') throw new TypeError('broken');
  if (event.do === 'exit') process.exit(1);
  if (event.do === 'hang') await new Promise((resolve) => setTimeout(resolve, 60_000));
  return { invocations };
};`;

describe('a function in its worker', () => {
  let folder: string;
  let host: FunctionHost;
  let outside: OutsideCall[];
  let owners: (string | undefined)[];
  let invocations: InvocationTable;
  const clock = new SharedArrayBuffer(8);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'maitred-function-'));
    const file = join(folder, 'index.mjs');
    writeFileSync(file, BUNDLE);
    outside = [];
    owners = [];
    invocations = new Map();
    const definition = {
      name: 'tiny',
      logicalId: 'Tiny',
      functionName: 'Stack-Tiny',
      arn: 'arn:tiny',
      file,
      exportName: 'handler',
      timeoutMilliseconds: 2000,
      memoryMegabytes: 128,
      environment: { VARIABLE: 'value' },
    };
    host = createFunctionHost(definition, clock, invocations, {
      finished: () => {},
      log: () => {},
      outsideCall(invocation, call) {
        owners.push(invocation?.id);
        outside.push(call);
      },
    });
  });
  afterEach(async () => {
    await host.kill('the test is over');
    rmSync(folder, { recursive: true, force: true });
  });

  it('is told the moved time by every way to ask it, and other dates as they are', async () => {
    const day = 24 * 3_600_000;
    new Float64Array(clock)[0] = day;
    const answer = await host.invoke({ do: 'time' });
    new Float64Array(clock)[0] = 0;
    const { now, made, ...rest } = answer as { now: number; made: number };
    expect(Math.round((now - Date.now()) / day)).toBe(1);
    expect(Math.round((made - Date.now()) / day)).toBe(1);
    expect(rest).toEqual({ isDate: true, fixed: 5, text: 'string' });
  });

  it('has a context and its own environment alone', async () => {
    const answer = (await host.invoke({ do: 'context' })) as { remaining: number; variables: object };
    expect(answer).toMatchObject({ name: 'Stack-Tiny' });
    expect(answer.variables).toEqual({ VARIABLE: 'value' });
    expect(answer.remaining).toBeLessThanOrEqual(2000);
  });

  it('keeps its memory between invocations', async () => {
    await host.invoke({});
    expect(await host.invoke({})).toEqual({ invocations: 2 });
  });

  it('given it throws, then the invocation fails with its error and the next one works', async () => {
    await expect(host.invoke({ do: 'throw' })).rejects.toMatchObject({
      errorType: 'TypeError',
      message: 'broken',
    });
    expect(await host.invoke({})).toEqual({ invocations: 2 });
  });

  it('given it dies, then what it did fails and another begins anew', async () => {
    await expect(host.invoke({ do: 'exit' })).rejects.toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(await host.invoke({})).toEqual({ invocations: 1 });
  });

  it('given it runs out of time, then it is ended', async () => {
    await expect(host.invoke({ do: 'hang' })).rejects.toThrow(/Task timed out after 2.00 seconds/);
    expect(await host.invoke({})).toEqual({ invocations: 1 });
  });

  it('given it calls somewhere else by fetch, then the call is reported with its invocation and answered 200', async () => {
    const answer = await host.invoke({ do: 'fetch', url: 'https://crm.example.com/hooks' });
    expect(answer).toEqual({ status: 200, text: '' });
    expect(outside).toMatchObject([{ url: 'https://crm.example.com/hooks', method: 'POST', body: 'hello' }]);
    expect(owners[0]).toBeDefined();
  });

  it('given it calls this machine, then the call is made', async () => {
    const server = createServer((_, response) => response.writeHead(201).end('here'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await host.invoke({ do: 'fetch', url: `http://127.0.0.1:${port}/` });
    server.close();
    expect(answer).toEqual({ status: 201, text: 'here' });
    expect(outside).toEqual([]);
  });

  it('given it calls somewhere else in another way, then that fails with the name', async () => {
    await expect(host.invoke({ do: 'request', url: 'https://crm.example.com/' })).rejects.toThrow(
      /crm.example.com/,
    );
  });
});

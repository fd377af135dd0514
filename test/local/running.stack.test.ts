import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalStack, startLocalStack, startRefused } from '../support/local-stack.ts';
import { descendants, isAlive, untilGone } from '../support/processes.ts';

describe('given the system, when it runs', () => {
  let stack: LocalStack;
  beforeAll(async () => {
    stack = await startLocalStack();
  });
  afterAll(async () => stack.stop());

  it('then the port it has is refused to another, in one sentence', async () => {
    const { code, output } = await startRefused({ port: Number(new URL(stack.url).port) });
    expect(code).toBe(1);
    expect(output.trim()).toMatch(/^Port \d+ is in use: .*\.$/);
  });

  it('then the clock goes forward, and only forward', async () => {
    const before = await stack.get<{ now: string }>('/_local/clock');
    await stack.advance('30 days');
    const after = await stack.get<{ now: string }>('/_local/clock');
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(30 * 24 * 3_600_000);
    await expect(stack.post('/_local/clock', { to: before.now })).rejects.toThrow(/400.*only moves forward/);
    await stack.reset();
    const real = await stack.get<{ now: string }>('/_local/clock');
    expect(Date.parse(real.now)).toBeLessThan(Date.parse(after.now));
  });

  it('then settle tells how many records each function handled, and cost what they cost', async () => {
    await stack.reset();
    await stack.post('/v1/track', { userId: 'u1', event: 'Anything Happened' }, 'local-write');
    expect(await stack.settle()).toMatchObject({ resolve: 1 });
    const cost = await stack.get<{ events: number; functions: Record<string, { writeUnits: number }> }>(
      '/_local/cost',
    );
    expect(cost.events).toBe(1);
    expect(cost.functions.collect?.writeUnits).toBe(1);
    expect(cost.functions.announce).toBeUndefined();
  });

  it('then a path that the template has not is answered as API Gateway does', async () => {
    const response = await fetch(`${stack.url}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ status: 404, code: 'not-found' });
  });

  it.each(['stop', 'kill'] as const)('and it is ended by %s, then nothing of it is left', async (how) => {
    const other = await startLocalStack();
    const started = descendants(other.processId);
    expect(started.length).toBeGreaterThan(0);
    await other[how]();
    await untilGone(started);
    expect(started.filter(isAlive)).toEqual([]);
  });
});

describe('given a playbook with a mistake', () => {
  it('then it does not start, and says file, line and column', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'maitred-playbook-'));
    cpSync('playbooks/hotel', folder, { recursive: true });
    writeFileSync(join(folder, 'segments', 'broken.yaml'), 'name: Broken\nwhen:\n  evnt: Booking Made\n');
    const { code, output } = await startRefused({ playbook: folder });
    rmSync(folder, { recursive: true, force: true });
    expect(code).toBe(1);
    expect(output).toMatch(/segments\/broken\.yaml:3:\d+ /);
    expect(output).not.toMatch(/\n\s+at /);
  });
});

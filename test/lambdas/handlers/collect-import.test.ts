import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { NO_MARKS, sealMarks, standingOf } from '../../../domain/profile/fold-marks.ts';
import { createCollect } from '../../../lambdas/handlers/collect.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import { CollectorHouse } from '../../support/a-collector.ts';
import { NOW } from '../../support/an-event.ts';
import { callHttp } from '../../support/http-call.ts';

const YEARS_AGO = '2021-05-01T12:00:00.000Z';

let house: CollectorHouse;
let handler: HttpHandler;
beforeEach(() => {
  house = new CollectorHouse();
  handler = createCollect(house);
});

const send = (body: string | Uint8Array, more: { key?: string; headers?: Record<string, string> } = {}) =>
  callHttp(handler, { route: 'POST /v1/import', body, key: 'write', ...more });

const line = (messageId: string, more: object = {}) =>
  JSON.stringify({
    type: 'track',
    userId: 'john',
    event: 'Stayed',
    messageId,
    timestamp: YEARS_AGO,
    ...more,
  });
const lines = (count: number) => Array.from({ length: count }, (_, index) => line(`m-${index}`));

describe('POST /v1/import', () => {
  it('stores each line as an event of history, received a millisecond apart in their order', async () => {
    const answer = await send(lines(3).join('\n'));
    expect([answer.status, answer.body]).toEqual([200, { success: true }]);
    expect(house.storedEvents.map(({ messageId, receivedAt }) => [messageId, receivedAt - NOW])).toEqual([
      ['m-0', -3],
      ['m-1', -2],
      ['m-2', -1],
    ]);
    expect(
      house.storedEvents.every(({ isHistory, time }) => isHistory && time === Date.parse(YEARS_AGO)),
    ).toBe(true);
  });

  it('counts places among the lines, not empty ones: what comes is new to a person just folded anew', async () => {
    const answer = await send(`${line('m-0')}${'\n'.repeat(150_000)}${line('m-1')}`);
    expect([answer.status, answer.body]).toEqual([200, { success: true }]);
    expect(house.storedEvents.map(({ receivedAt }) => receivedAt - NOW)).toEqual([-2, -1]);
    const marks = sealMarks(NO_MARKS, [], NOW);
    expect(house.storedEvents.map((event) => standingOf(marks, event))).toEqual(['new', 'new']);
  });

  it('refuses a line alone that is not UTF-8, and keeps it in quarantine', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${line('m-0')}\n`),
      Buffer.from(line('m-1', { event: 'Caf\u00e9' }), 'latin1'),
      Buffer.from(`\n${line('m-2', { event: 'Caf\u00e9' })}`),
    ]);
    const answer = await send(new Uint8Array(bytes));
    expect(answer.status).toBe(200);
    expect(answer.body.rejected).toMatchObject([{ index: 1, error: { detail: 'the line is not UTF-8' } }]);
    expect(house.storedEvents.map(({ messageId, name }) => [messageId, name])).toEqual([
      ['m-0', 'Stayed'],
      ['m-2', 'Caf\u00e9'],
    ]);
    expect(house.quarantined).toHaveLength(1);
  });

  it('drops a byte order mark at the beginning', async () => {
    expect((await send(`\uFEFF${lines(2).join('\n')}`)).body).toEqual({ success: true });
    expect(house.storedEvents).toHaveLength(2);
    expect((await send('\uFEFF\n')).status).toBe(400);
  });

  it('takes a timestamp at its word, whatever it says of when it was once sent', async () => {
    await send(
      line('m-1', { sentAt: '2021-05-01T12:00:05.000Z', originalTimestamp: '2021-05-01T11:00:00.000Z' }),
    );
    expect(house.storedEvents[0]?.time).toBe(Date.parse(YEARS_AGO));
  });

  it('takes gzip, lines that end as on Windows, and empty ones', async () => {
    const text = `${lines(2).join('\r\n\r\n')}\r\n`;
    const headers = { 'content-encoding': 'gzip' };
    expect((await send(new Uint8Array(gzipSync(text)), { headers })).status).toBe(200);
    expect(house.storedEvents).toHaveLength(2);
  });

  it('refuses bad lines alone, by their numbers from 0, and keeps them in quarantine', async () => {
    const body = [line('m-0'), '', '{"type":', line('m-3'), line('m-4', { type: 'dance' }), '7'].join('\n');
    const answer = await send(body);
    expect(answer.status).toBe(200);
    expect(answer.body.rejected).toMatchObject([
      { index: 2, messageId: null, error: { detail: 'the line is not JSON' } },
      { index: 4, messageId: 'm-4', error: { field: 'type' } },
      { index: 5, messageId: null, error: { detail: 'an event must be a JSON object' } },
    ]);
    expect(house.storedEvents.map(({ messageId }) => messageId)).toEqual(['m-0', 'm-3']);
    expect(house.quarantined).toHaveLength(3);
  });

  it('answers 400 where no line is good', async () => {
    const answer = await send('nonsense\nmore nonsense');
    expect(answer.status).toBe(400);
    expect(answer.body.rejected).toHaveLength(2);
    expect((await send('\n \n')).status).toBe(400);
  });

  it('counts the same file once, and also what came live before', async () => {
    const live = JSON.parse(line('m-1'));
    await callHttp(handler, { route: 'POST /v1/track', body: live, key: 'write' });
    await send(lines(3).join('\n'));
    house.now += 60_000;
    await send(lines(3).join('\n'));
    expect(house.storedEvents).toHaveLength(3);
    expect(house.storedEvents.find(({ messageId }) => messageId === 'm-1')?.isHistory).toBeUndefined();
  });

  it('knows lines without a messageId by their content', async () => {
    const one = JSON.stringify({ type: 'track', userId: 'john', event: 'Stayed', timestamp: YEARS_AGO });
    await send(one);
    await send(one);
    expect(house.storedEvents).toHaveLength(1);
  });

  it('is for servers: a browser key is refused', async () => {
    expect((await send(line('m-1'), { key: 'browser' })).status).toBe(403);
    expect((await send(line('m-1'), { key: 'read' })).status).toBe(403);
    expect((await send(line('m-1'), { key: 'nobody' })).status).toBe(401);
    expect(house.storedEvents).toHaveLength(0);
  });

  it.each([
    ['501 KiB', `${line('m-1')}\n${' '.repeat(501 * 1024)}`],
    [
      '2,501 lines',
      lines(2_501)
        .map(() => '1')
        .join('\n'),
    ],
  ])('refuses %s as too large', async (_what, body) => {
    expect((await send(body)).status).toBe(413);
    const headers = { 'content-encoding': 'gzip' };
    expect((await send(new Uint8Array(gzipSync(body)), { headers })).status).toBe(413);
  });

  it('takes 2,500 lines', async () => {
    expect((await send(lines(2_500).join('\n'))).status).toBe(200);
    expect(house.storedEvents).toHaveLength(2_500);
  });
});

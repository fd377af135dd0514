import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Guest } from '../support/guest.ts';
import { type House, openHouse } from '../support/house.ts';
import { typeCommand } from '../support/type-command.ts';

const DAY = 86_400_000;
const EXAMPLE = 'events/import/valid/hotel-crm.jsonl';

describe('years of history, on a running house', () => {
  let house: House;
  let folder: string;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/hotel' });
    folder = mkdtempSync(join(tmpdir(), 'maitred-history-'));
  });
  afterAll(async () => {
    await house?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const type = (...words: string[]) =>
    typeCommand([...words, '--progress-file', join(folder, 'progress.json')], { MAITRED_URL: house.url });
  const importLines = async (lines: readonly object[]) => {
    const file = join(folder, 'history.jsonl');
    writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
    const typed = await type('import', file);
    await house.settle();
    return typed;
  };

  it('given the example, typed twice, then each stay is on the timeline once and the traits are known', async () => {
    for (const _time of ['once', 'again'])
      expect(await type('import', EXAMPLE)).toMatchObject({ exitCode: 0, out: '✓ 3 lines sent' });
    await house.settle();
    const john = await house.profile('crmId:crm-77', 'events');
    expect(john).toMatchObject({ traits: { firstName: 'John' }, segments: { vegan: {} } });
    expect(john?.events.map(({ messageId }) => messageId)).toEqual(['stay-5302', 'stay-4711', 'crm-77-1']);
  });

  it('given who would be written to, then an imported past says nothing, and the same live does', async () => {
    const { now } = (await house.call<{ now: string }>('GET', '/_local/clock')).body;
    const past = (userId: string, days: number, message: object) => ({
      userId,
      messageId: `${userId}-${days}`,
      timestamp: new Date(Date.parse(now) - days * DAY).toISOString(),
      ...message,
    });
    const consent = { consent: { categoryPreferences: { marketing: true } } };
    const traits = { email: 'anna@example.com', tags: ['Price Sensitive'] };
    expect(
      await importLines([
        past('anna', 9, { type: 'identify', traits, context: consent }),
        past('anna', 8, { type: 'track', event: 'Signed Up' }),
        past('anna', 7, { type: 'track', event: 'Called Hotel' }),
      ]),
    ).toMatchObject({ exitCode: 0 });
    const live = new Guest(house, { anonymousId: 'web-maria' });
    await live.identify('maria', { ...traits, email: 'maria@example.com' }, { marketing: true });
    await live.track('Signed Up');
    await live.track('Called Hotel');

    await house.advance('4 days');

    const mails = await house.outbox('email');
    expect(mails.map(({ to }) => to)).toEqual(['maria@example.com']);
    const anna = await house.profile('userId:anna', 'journeys,messages');
    expect(anna?.segments).toHaveProperty('abandoned-booking-due-to-price');
    expect([anna?.journeys, anna?.messages]).toEqual([[], []]);
  });

  it('given a guest who is here while thousands of their events are imported, then what they do now counts at once', async () => {
    const lines = Array.from({ length: 2_600 }, (_, index) => ({
      type: 'track',
      userId: 'otto',
      event: 'Item Viewed',
      messageId: `otto-${index}`,
      timestamp: new Date(Date.UTC(2020, 0, 1) + index * 60_000).toISOString(),
    }));
    const importing = importLines(lines);
    const otto = new Guest(house, { anonymousId: 'web-otto' });
    await otto.identify('otto', { tags: ['Vegan Option'] });
    await importing;
    await house.settle();
    const profile = await house.profile('userId:otto');
    expect(profile?.segments).toHaveProperty('vegan');
  });

  it('given bad lines, then they are named by their places, and the others are stored', async () => {
    const typed = await importLines([{ type: 'dance' }, { type: 'track', userId: 'zoe', event: 'Stayed' }]);
    expect(typed.exitCode).toBe(1);
    expect(typed.out).toContain('history.jsonl:1: type must be one of');
    expect((await house.profile('userId:zoe'))?.identifiers).toHaveLength(1);
  });

  it('given all of them, then a rebuild finds nothing to mend, one by one and all together', async () => {
    const { exitCode, out } = await type('rebuild', '--all', '--verify');
    expect({ exitCode, out }).toEqual({
      exitCode: 0,
      out: expect.stringMatching(/^✓ \d+ compared, 0 differed$/u),
    });
    expect(await type('rebuild', '--profile', 'crmId:crm-77')).toMatchObject({
      exitCode: 0,
      out: '✓ 1 compared, 0 differed, 0 written',
    });
    expect((await type('rebuild', '--all')).exitCode).toBe(0);
    expect(await type('rebuild', '--profile', 'userId:nobody')).toMatchObject({ exitCode: 1 });
  });
});

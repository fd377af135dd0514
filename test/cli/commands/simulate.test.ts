import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileFolder } from '../../../cli/compile-folder.ts';
import type { SimulationReport } from '../../../cli/simulation/describe-played.ts';
import { openApi } from '../../support/an-api.ts';
import { typeCommand } from '../../support/type-command.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-03-02T09:00:00Z');

interface Line {
  readonly type?: string;
  readonly userId?: string;
  readonly timestamp?: unknown;
  readonly [more: string]: unknown;
}

/** Somebody who may be written to. */
const comes = (userId: string, hours: number, marketing = true): Line => ({
  type: 'identify',
  ...{ userId, timestamp: at(hours), traits: { email: `${userId}@example.com`, firstName: userId } },
  context: { consent: { categoryPreferences: { marketing } } },
});

const orders = (userId: string, hours: number): Line => ({
  type: 'track',
  event: 'Order Completed',
  ...{ userId, timestamp: at(hours) },
});

function at(hours: number): string {
  return new Date(START + hours * HOUR).toISOString();
}

/** A regular: three orders make one. */
const regular = (userId: string, hours: number, marketing = true): Line[] => [
  comes(userId, hours, marketing),
  ...[1, 2, 3].map((more) => orders(userId, hours + more / 10)),
];

describe('maitred simulate', () => {
  let folder: string;
  let events: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulate-'));
    await cp('starter', join(folder, 'house'), { recursive: true });
    events = join(folder, 'events.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true }));
  const write = (...lines: readonly (Line | string)[]) =>
    writeFile(
      events,
      lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    );
  const type = (...words: string[]) =>
    typeCommand(['simulate', join(folder, 'house'), '--events', events, ...words]);
  const report = async (...words: string[]) => {
    const { out, error } = await type('--json', ...words);
    expect(error).toBe('');
    return JSON.parse(out) as SimulationReport;
  };
  /** The playbook with one thing in its campaign written otherwise, in another folder. */
  const changed = async (from: string, to: string): Promise<string> => {
    const other = join(folder, 'other');
    await cp(join(folder, 'house'), other, { recursive: true });
    const file = join(other, 'campaigns', 'we-miss-you.yaml');
    const text = await readFile(file, 'utf8');
    expect(text).toContain(from);
    await writeFile(file, text.replace(from, to));
    return other;
  };

  it('given guests who stay away, then it says who gets what and when, and who does not and why', async () => {
    await write(...regular('ann', 0), ...regular('bob', 1, false));
    const { exitCode, out } = await type('--until', '2026-05-01');
    expect(exitCode).toBe(0);
    const lines = out.split('\n');
    expect(lines.slice(1, 3)).toEqual([
      '  8 events of 2 guests, Mon 2 Mar 2026 10:00:00 to Fri 1 May 2026 00:00:00',
      '  times of Europe/Berlin',
    ]);
    expect(out).toMatch(/^we-miss-you {2}1 {6}1 {8}1 {5}0 {9}0 {7}0 {5}0$/mu);
    expect(lines).toContain(
      '  Thu 2 Apr 2026 11:18:00  userId:ann  we-miss-you  email  "ann, your table is free"',
    );
    expect(lines).toContain(
      "  Wed 1 Apr 2026 12:18:00  userId:bob  we-miss-you  the campaign's condition does not hold",
    );
    expect(out).toMatch(
      /^Cost {2}0\.000\d+ to 0\.000\d+ dollars, AWS's list prices of \d{4}-\d\d-\d\d in us-east-1$/mu,
    );
  });

  it('given no --until, then the clock stops at the last event, and it says who waits and until when', async () => {
    await write(...regular('ann', 0), comes('bob', 30.5 * 24));
    const { campaigns, sent, until } = await report();
    expect(sent.total).toBe(0);
    expect(until).toBe(at(30.5 * 24));
    expect(campaigns).toMatchObject([
      { campaign: 'we-miss-you', began: 1, waiting: 1, next: at(31 * 24 + 0.3) },
    ]);
  });

  it('given --until before the last events, then those are left out', async () => {
    await write(...regular('ann', 0), orders('ann', 1), orders('ann', 48));
    expect(await report('--until', at(1))).toMatchObject({ events: 5, until: at(1) });
  });

  it('given an event that was sent twice, then it counts once', async () => {
    const order = { ...orders('ann', 1), messageId: 'm-1' };
    await write(comes('ann', 0), order, order, orders('ann', 2));
    const { campaigns } = await report('--until', '2026-05-01');
    expect(campaigns).toMatchObject([{ began: 0 }]);
  });

  it('given quiet hours and a cap, then what is held and what is suppressed are counted with why', async () => {
    const settings = join(folder, 'house', 'playbook.yaml');
    const rules = `caps:\n  - { channel: email, atMost: 1, per: 90 days }\nquietHours: { from: "20:00", to: "14:00", channels: [email] }\n`;
    await writeFile(settings, `${await readFile(settings, 'utf8')}\n${rules}`);
    const campaign = await readFile(join(folder, 'house', 'campaigns', 'we-miss-you.yaml'), 'utf8');
    await writeFile(join(folder, 'house', 'campaigns', 'again.yaml'), campaign.replace('1 day', '3 days'));
    await write(...regular('ann', 0));
    const { sent, suppressed, held } = await report('--until', '2026-05-01');
    expect(held).toMatchObject({
      total: 1,
      by: [{ campaign: 'we-miss-you', step: '2', times: 1, guests: 1 }],
    });
    expect(held.examples).toMatchObject([
      { at: at(31 * 24 + 0.3), until: expect.stringMatching(/^2026-04-02T12:0/u) },
    ]);
    expect(sent.by).toEqual([{ campaign: 'we-miss-you', channel: 'email', times: 1, guests: 1 }]);
    expect(suppressed.by).toEqual([
      { campaign: 'again', channel: 'email', reason: 'cap', times: 1, guests: 1 },
    ]);
    expect(suppressed.examples).toMatchObject([{ guest: 'userId:ann', step: '2' }]);
  });

  it('given another playbook, then what it sends less, more and otherwise is counted with examples', async () => {
    await write(...regular('ann', 0), ...regular('bob', 1, false));
    const same = await report('--until', '2026-05-01', '--against', join(folder, 'house'));
    expect(same.difference).toMatchObject({
      added: { messages: 0 },
      removed: { messages: 0 },
      changed: { messages: 0 },
    });
    expect(same.difference?.against).toBe(join(folder, 'house'));
    const later = await report(
      '--until',
      '2026-05-01',
      '--against',
      await changed('wait: 1 day', 'wait: 2 days'),
    );
    expect(later.difference).toMatchObject({
      added: {
        messages: 1,
        examples: [{ at: at(31 * 24 + 0.3), guest: 'userId:ann', campaign: 'we-miss-you' }],
      },
      removed: { messages: 1, examples: [{ at: at(32 * 24 + 0.3) }] },
    });
    const { out } = await type(
      '--until',
      '2026-05-01',
      '--against',
      await changed('your table is free', 'come back'),
    );
    expect(out).toContain(
      '  ~ 1 message with other texts, or to another address\n      Thu 2 Apr 2026 11:18:00  userId:ann',
    );
  });

  it('given --against active, then it is compared with the version that is deployed', async () => {
    const compiled = await compileFolder(await changed('wait: 1 day', 'wait: 2 days'));
    const api = await openApi();
    try {
      api.bodies['/v1/playbook/active'] = { version: 'abc', ordinal: 7, ...compiled };
      await write(...regular('ann', 0));
      const words = ['simulate', join(folder, 'house'), '--events', events, '--until', '2026-05-01'];
      const { exitCode, out } = await typeCommand([...words, '--against', 'active'], api.environment);
      expect(exitCode).toBe(0);
      expect(out).toContain('Against the active version abc (deploy 7)\n  + 1 message that it does not send');
      expect(out).toContain('  − 1 message that it sends alone\n      Fri 3 Apr 2026 11:18:00  userId:ann');
      expect(api.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/playbook/active']);
    } finally {
      await api.close();
    }
  });

  it('given lines that are wrong, then each is named with its field, the others are played, and it ends with 1', async () => {
    const deep = Array.from({ length: 64 }).reduce((inner) => [inner], 'deep');
    await write(
      comes('ann', 0),
      '{ "type": "track"',
      '[]',
      { type: 'track', event: 'X', timestamp: at(1) },
      { type: 'track', userId: 'ann', timestamp: at(1) },
      { type: 'buy', userId: 'ann', timestamp: at(1) },
      { type: 'track', event: 'X', userId: 'ann' },
      { type: 'track', event: 'X', userId: 'ann', timestamp: 'yesterday' },
      '',
      { ...orders('ann', 1), properties: deep },
      orders('ann', 2),
    );
    const { exitCode, out, error } = await type('--json');
    expect(exitCode).toBe(1);
    expect((JSON.parse(out) as SimulationReport).events).toBe(2);
    const complaints = error.split('\n').map((line) => line.replace(`${events}:`, ''));
    expect(complaints).toEqual([
      '2: the line is not JSON',
      '3: a line must be one JSON object',
      expect.stringContaining('4: nothing in the event says whose it is'),
      '5: event is missing',
      expect.stringContaining('6: type must be one of '),
      '7: timestamp is missing',
      expect.stringContaining('8: timestamp is not a moment since 1970'),
      '10: the line is nested more than 64 deep',
      '8 lines were refused, and left out',
    ]);
  });

  it('given lines that are not in order, then it says which one, and --sort plays them all the same', async () => {
    const lines = regular('ann', 0);
    await write(...lines);
    const inOrder = await report('--until', '2026-05-01');
    await write(...lines.toReversed());
    const { exitCode, error } = await type();
    expect(exitCode).toBe(1);
    expect(error).toContain(`${events}:2: timestamp ${at(0.2)} is before ${at(0.3)} of line 1`);
    expect(error).toContain('--sort');
    expect(await report('--until', '2026-05-01', '--sort')).toMatchObject({ events: 4, sent: inOrder.sent });
  });

  it.each([[[]], [['--sort']]])(
    'given a line that is refused, with %j, then earlier ones may follow it, and the clock is theirs',
    async (words) => {
      await write(
        { type: 'trak', userId: 'ann', event: 'X', timestamp: at(3) },
        comes('ann', 1),
        orders('ann', 2),
      );
      const { exitCode, out, error } = await type('--json', ...words);
      expect(exitCode).toBe(1);
      expect(error.replace(`${events}:`, '').split('\n')).toEqual([
        expect.stringContaining('1: type must be one of '),
        '1 line was refused, and left out',
      ]);
      expect(JSON.parse(out)).toMatchObject({ events: 2, from: at(1), until: at(2) });
    },
  );

  it('given a packed file, then it is unpacked', async () => {
    events = `${events}.gz`;
    await writeFile(events, gzipSync(JSON.stringify(comes('ann', 0))));
    expect(await report()).toMatchObject({ events: 1, guests: 1 });
  });

  it('given --limit, then so many examples of each kind are shown, and how many more there are is said', async () => {
    await write(...regular('ann', 0), ...regular('bob', 1), ...regular('cy', 2));
    const { out } = await type('--until', '2026-05-01', '--limit', '1');
    expect(out).toContain('userId:ann');
    expect(out).not.toContain('userId:bob');
    expect(out).toContain('and 2 more: --limit shows as many as you like');
  });

  it.each([
    ['no file', ['--events', 'nowhere.jsonl'], 'nowhere.jsonl cannot be read', 2],
    ['a moment that is none', ['--until', 'soon'], '--until soon is no moment', 2],
    ['a playbook that is none', ['--against', 'nowhere'], 'there is no folder', 2],
    ['a limit that is none', ['--limit', 'all'], 'must be a whole number', 2],
  ])('given %s, then it says so', async (_, words, complaint, code) => {
    await write(comes('ann', 0));
    const { exitCode, error } = await type(...words);
    expect(exitCode).toBe(code);
    expect(error).toContain(complaint);
  });

  it('given a file with nothing in it, then there is nothing to simulate', async () => {
    await write('');
    expect(await type()).toMatchObject({ exitCode: 1, error: `${events} has no event to simulate` });
  });

  it('given --until before the first event, then that is said, and not that there is none', async () => {
    await write(comes('ann', 0));
    expect(await type('--until', '2026-03-01')).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining(
        `--until 2026-03-01 is before the first event of ${events}, at Mon 2 Mar 2026`,
      ),
    });
  });

  it('given the folder as --playbook, then it is the same', async () => {
    await write(...regular('ann', 0));
    const house = join(folder, 'house');
    const common = ['--events', events, '--until', '2026-05-01', '--json'];
    const { out } = await typeCommand(['simulate', '--playbook', house, ...common]);
    expect(JSON.parse(out)).toEqual(await report('--until', '2026-05-01'));
    expect(await typeCommand(['simulate', house, '--playbook', house, ...common])).toMatchObject({
      exitCode: 0,
    });
  });

  it('given two playbooks, then it asks for one', async () => {
    await write(comes('ann', 0));
    const { exitCode, error } = await type('--playbook', 'starter');
    expect(exitCode).toBe(2);
    expect(error).toContain('and --playbook starter');
    expect(error).toContain('--against');
  });

  it('given a playbook that is not in order, then it says what is wrong', async () => {
    await write(comes('ann', 0));
    await writeFile(join(folder, 'house', 'segments', 'regulars.yaml'), 'wen: everyone\n');
    const { exitCode, error } = await type();
    expect(exitCode).toBe(1);
    expect(error).toContain('unknown key `wen`');
  });
});

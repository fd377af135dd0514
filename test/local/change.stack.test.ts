import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from '../support/house.ts';
import { typeCommand } from '../support/type-command.ts';

const FIRST: Readonly<Record<string, string>> = {
  'playbook.yaml': `name: Test House
timezone: Europe/Berlin
staff: { roles: [waiter] }
venues: { bar: { name: Bar } }
`,
  'segments/booker.yaml': 'when: { event: Booking Made }\n',
};
const CALLER = { 'segments/caller.yaml': 'when: { event: Called Hotel, within: 3 days }\n' };
const GREETING = (more = '') => ({
  'campaigns/greet.yaml': `trigger: { segment: caller }
steps:
  - send: { channel: staff, role: waiter, venue: bar, message: "Greet {{ profile.firstName }}" }
${more}`,
});

/** A campaign that asks a segment and a computed trait of its own, days after it began. */
const PROMISE = {
  'segments/keen.yaml': 'when: { event: Menu Opened, count: 2 }\n',
  'traits/spent.yaml': 'sum: revenue\nof: { event: Order Completed }\n',
  'campaigns/promise.yaml': `trigger: { event: Signed Up }
stopWhen: { segment: keen }
steps:
  - wait: 2 days
  - branch:
      - if: { trait: spent, atLeast: 100 }
        steps: [{ send: { channel: staff, role: waiter, venue: bar, message: "Rich {{ profile.firstName }}" } }]
      - else: [{ send: { channel: staff, role: waiter, venue: bar, message: "Other {{ profile.firstName }}" } }]
`,
};

/** Two guests who called, one of whom booked too. */
const GUESTS = ['anna', 'john'];

describe('change without fear, on a running house', () => {
  let house: House;
  let folder: string;
  let written = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'maitred-change-'));
    house = await openHouse({ playbook: write(FIRST) });
    for (const userId of GUESTS) {
      await house.send('identify', { userId, traits: { firstName: userId } });
      await house.send('track', { userId, event: 'Called Hotel' });
    }
    await house.send('track', { userId: 'john', event: 'Booking Made' });
  });
  afterAll(async () => {
    await house?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function write(files: Readonly<Record<string, string>>): string {
    written += 1;
    const at = join(folder, `playbook-${written}`);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(at, path)), { recursive: true });
      writeFileSync(join(at, path), text);
    }
    return at;
  }
  const type = (...words: string[]) => typeCommand(words, { MAITRED_URL: house.url });
  const progress = () => ['--progress-file', join(folder, 'progress.json')];
  const isCaller = async (userId: string) => {
    const guest = await house.profile(`userId:${userId}`);
    return guest?.segments.caller !== undefined;
  };
  const said = async () => (await house.outbox('staff')).map(({ text }) => text).sort();

  it('plan · says who would enter, and why, and changes nothing', async () => {
    const { exitCode, out } = await type('plan', write({ ...FIRST, ...CALLER, ...GREETING() }));
    expect(exitCode).toBe(0);
    expect(out).toMatch(/segments\n {2}\+ caller/u);
    expect(out).toMatch(/campaigns\n {2}\+ greet/u);
    expect(out).toMatch(/all 2 guests were looked at/u);
    expect(out).toMatch(/caller {2}2 enter/u);
    expect(out).toMatch(/enters\n +✓ event Called Hotel/u);
    const plan = JSON.parse((await type('plan', '--json', write({ ...FIRST, ...CALLER }))).out);
    expect(plan.segments).toMatchObject([{ id: 'caller', enter: { count: 2 }, leave: { count: 0 } }]);
    expect(await isCaller('john')).toBe(false);
  });

  it('deploy · a guest touched before the backfill reaches them is brought up to date first, and nothing is said', async () => {
    const deployed = await type('deploy', write({ ...FIRST, ...CALLER, ...GREETING() }), '--no-backfill');
    expect(deployed.exitCode).toBe(0);
    expect(deployed.out).toMatch(/based on version [0-9a-f]{20} \(deploy 1/u);
    expect(await isCaller('john')).toBe(false);
    await forgetPlaybook();
    await house.send('track', { userId: 'john', event: 'Menu Opened' });
    expect([await isCaller('john'), await isCaller('anna')]).toEqual([true, false]);
    expect(await said()).toEqual([]);
  });

  it('backfill · brings the others, typed twice, and begins nothing', async () => {
    const first = await type('backfill', ...progress());
    expect(first).toMatchObject({ exitCode: 0, out: '✓ 1 guest brought up to date' });
    expect(await type('backfill', ...progress())).toMatchObject({ out: '✓ 0 guests brought up to date' });
    await house.settle();
    expect(await isCaller('anna')).toBe(true);
    expect(await said()).toEqual([]);
  });

  it('two who deploy at once: the second is told what is active now, and what to do', async () => {
    const [mine, theirs] = [write({ ...FIRST, ...CALLER }), write(FIRST)];
    const planned = await type('plan', mine, '--files');
    expect(planned.out).toContain('--based-on 2');
    expect((await type('deploy', theirs, ...progress())).exitCode).toBe(0);
    const { exitCode, error } = await type('deploy', mine, '--based-on', '2', ...progress());
    expect(exitCode).toBe(1);
    expect(error).toMatch(
      /somebody else has deployed meanwhile: version [0-9a-f]{20} is active \(deploy 3\)/u,
    );
    expect(error).toContain('maitred plan');
    expect(await isCaller('anna')).toBe(false);
  });

  it('rollback · is at once, and the memberships follow with nobody’s events read', async () => {
    const { exitCode, out } = await type('rollback', ...progress());
    expect(exitCode).toBe(0);
    expect(out).toMatch(/is active again .*\n✓ 2 guests brought up to date/u);
    await house.settle();
    expect([await isCaller('john'), await isCaller('anna')]).toEqual([true, true]);
    expect(await said()).toEqual([]);
  });

  it('includeExisting · members are greeted once, whatever is typed again', async () => {
    const including = write({ ...FIRST, ...CALLER, ...GREETING('includeExisting: true\n') });
    const { out } = await type('plan', including);
    expect(out).toContain('~ greet  (includeExisting)');
    expect(out).toContain('campaign greet includes existing members: 2 may begin it');
    await type('deploy', including, ...progress());
    await house.settle();
    expect(await said()).toEqual(['Greet anna', 'Greet john']);
    await type('deploy', including, ...progress());
    await type('rollback', ...progress());
    await type('deploy', including, ...progress());
    await type('backfill', '--restart', ...progress());
    await house.settle();
    expect(await said()).toEqual(['Greet anna', 'Greet john']);
  });

  it('includeExisting · every time, and the segment taken away and given back: nobody is greeted again', async () => {
    const every = GREETING('includeExisting: true\nfrequency: every time\n');
    const before = await said();
    const { out } = await type('plan', write({ ...FIRST, ...CALLER, ...every }));
    expect(out).not.toContain('may begin it');
    await type('deploy', write({ ...FIRST, ...CALLER, ...every }), ...progress());
    await type('deploy', write(FIRST), ...progress());
    const rolledBack = await type('rollback', ...progress());
    expect(rolledBack.error).toContain('1 campaign includes existing members');
    await house.settle();
    expect([await isCaller('john'), await said()]).toEqual([true, before]);
    expect((await type('versions')).out).toMatch(/→ {2}[0-9a-f]{20} {2}10 /u);
  });

  it('journeys · two deploys in the middle of a wait that take away all that they ask, and they end as they were to', async () => {
    await type('deploy', write({ ...FIRST, ...PROMISE }), ...progress());
    await forgetPlaybook();
    const promised = ['eve', 'paul', 'mia'];
    for (const userId of promised) {
      await house.send('identify', { userId, traits: { firstName: userId } });
      await house.send('track', { userId, event: 'Signed Up' });
    }
    const plan = await type('plan', '--files', write(FIRST));
    expect(plan.out).toContain('journeys under way keep the version that they began with');
    expect(plan.out).toContain('campaigns that are removed (promise)');
    await type('deploy', write(FIRST), ...progress());
    await type('deploy', write({ ...FIRST, ...CALLER }), ...progress());
    const properties = { revenue: 300 };
    await house.send('track', { userId: 'eve', event: 'Order Completed', properties });
    await house.send('track', { userId: 'paul', event: 'Menu Opened' });
    await house.send('track', { userId: 'paul', event: 'Menu Opened' });
    const [stopped] = (await house.profile('userId:paul', 'journeys'))?.journeys ?? [];
    expect(stopped).toMatchObject({ campaign: 'promise', status: 'ended', why: 'stopped' });
    expect((await house.profile('userId:paul'))?.segments).toEqual({});
    await house.advance('3 days');
    expect((await said()).filter((text) => !text.startsWith('Greet'))).toEqual(['Other mia', 'Rich eve']);
  });
});

/** Longer than a function holds what it knows of the playbook. */
async function forgetPlaybook(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 10_500));
}

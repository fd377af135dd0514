import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApi } from '../../support/an-api.ts';
import { typeCommand } from '../../support/type-command.ts';

const PLAN = '/v1/playbook/plan';
const NOTHING = { added: [], changed: [], removed: [] };
const CHANGES = {
  segments: { added: ['caller'], changed: [{ id: 'vip', parts: ['when'] }], removed: ['old'] },
  traits: NOTHING,
  campaigns: { added: ['greet'], changed: [], removed: [] },
  templates: { added: ['menu.de'], changed: [{ id: 'menu', parts: ['text'] }], removed: ['carte'] },
  settings: ['consent'],
};
const WHY = {
  kind: 'all',
  asked: 'all',
  holds: true,
  parts: [
    {
      kind: 'event',
      asked: 'event Called Hotel',
      holds: true,
      seen: { count: 1, times: ['2026-03-02T10:00:00.000Z'] },
      parts: [],
    },
  ],
};
const PAGE = {
  ...{ scanned: 25, people: 20, unread: 1, failed: [], cursor: null },
  entered: { caller: 2 },
  left: { old: 1 },
  included: { greet: 2 },
  examples: [
    { segment: 'caller', change: 'enters', profileId: 'p-1', why: WHY },
    { segment: 'old', change: 'leaves', profileId: 'p-2' },
  ],
};
const STATE = { bytes: 1304, retainedBytes: 152 };
const FILES = { basis: { version: 'abc', ordinal: 7 }, changes: CHANGES, state: STATE, total: 100 };

describe('maitred plan', () => {
  let api: Awaited<ReturnType<typeof openApi>>;
  beforeAll(async () => {
    api = await openApi();
  });
  afterAll(() => api.close());
  beforeEach(() => {
    api.reset();
    // One answer for both questions: of the files, and of a page of guests.
    api.bodies[PLAN] = { ...FILES, page: PAGE };
  });
  const type = (...words: string[]) => typeCommand(['plan', 'playbooks/hotel', ...words], api.environment);

  it('given changes, then it names them, counts who enters and leaves, and shows examples with why', async () => {
    const { exitCode, out } = await type();
    expect(exitCode).toBe(0);
    expect(out.split('\n').slice(1)).toEqual([
      '  against version abc (deploy 7)',
      '  all 80 guests were looked at; of 4 it cannot be said here',
      '  at most 1,304 bytes of state a guest, and 152 kept up of earlier versions',
      '',
      'segments',
      '  + caller',
      '  ~ vip  (when)',
      '  - old',
      '',
      'campaigns',
      '  + greet',
      '',
      'templates',
      '  + menu.de',
      '  ~ menu  (text)',
      '  - carte',
      '',
      'playbook.yaml',
      '  ~ consent',
      '',
      'guests',
      '  caller  8 enter',
      ...Array.from({ length: 4 }, () => [
        '    p-1 enters',
        '      ✓ all',
        '        ✓ event Called Hotel: saw 1, the latest on Mon 2 Mar 2026 11:00:00',
      ]).flat(),
      '  old  4 leave',
      ...Array.from({ length: 4 }, () => '    p-2 leaves: the segment is removed'),
      '  campaign greet includes existing members: 8 may begin it',
      '',
      'to deploy just this: maitred deploy <folder> --based-on 7',
    ]);
    expect(api.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(Array(5).fill(`POST ${PLAN}`));
  });

  it('given --sample, then it says of how many, and how far it may be off', async () => {
    const { out } = await type('--sample', '50');
    expect(out).toMatch(
      /a sample: \d+ of 100 profiles were read, \d+ of them guests, chosen at random; in brackets the 95 % interval/u,
    );
    expect(out).toMatch(/scaled by the table’s own count/u);
    expect(out).toMatch(/caller {2}8 \(\d+ to \d+\) enter/u);
  });

  it('given --files, then nobody is looked at; given --json, the same for programs', async () => {
    expect((await type('--files')).out).not.toContain('guests');
    expect(api.calls).toHaveLength(1);
    const plan = JSON.parse((await type('--json')).out);
    expect(plan).toMatchObject({
      basis: FILES.basis,
      changes: CHANGES,
      state: STATE,
      guests: { isExact: true, people: 80, unread: 4, total: 100 },
      segments: [
        { id: 'caller', enter: { count: 8 }, leave: { count: 0 } },
        { id: 'old', enter: { count: 0 }, leave: { count: 4 } },
      ],
      included: [{ id: 'greet', begin: { count: 8 } }],
    });
  });

  it('given journeys under way, then it says until when, what goes on all the same, and for which there is no room', async () => {
    const until = '2026-04-02T10:00:00.000Z';
    const spring = { version: 'abc', campaign: 'spring', until };
    const campaigns = { ...CHANGES.campaigns, removed: ['spring'] };
    const changes = { ...CHANGES, campaigns };
    const givenUp = [
      { ...spring, campaign: 'vast' },
      { ...spring, campaign: 'vast', isGoal: true },
    ];
    const goal = { ...spring, until: '2026-05-02T10:00:00.000Z', isGoal: true };
    api.bodies[PLAN] = { ...FILES, changes, underway: [goal, spring], givenUp };
    const { out } = await type('--files');
    expect(out).toContain(
      'journeys under way keep the version that they began with; the last may end on 2026-04-02',
    );
    expect(out).toContain('those of campaigns that are removed (spring): to stop them, pause the campaign');
    expect(out).toMatch(/journeys of vast that began under version abc .* those of the playbook now/u);
    expect(out).toMatch(/journeys of vast .* no longer looked out for/u);
  });

  it('given a broadcast that goes out again, then it says to whom, and when it went out', async () => {
    const toldAgain = [
      {
        ...{ campaign: 'spring', segment: 'vip' },
        ...{ wentOut: '2026-03-02T10:00:00.000Z', again: '2026-03-05T10:00:00.000Z' },
      },
    ];
    api.bodies[PLAN] = { ...FILES, toldAgain };
    expect((await type('--files')).out).toContain(
      '! spring went out at Mon 2 Mar 2026 11:00:00: everybody in vip gets it again at Thu 5 Mar 2026 11:00:00',
    );
    expect(JSON.parse((await type('--files', '--json')).out)).toMatchObject({ toldAgain });
  });

  it('given no playbook yet, then all is new', async () => {
    api.bodies[PLAN] = { ...FILES, basis: null };
    expect((await type()).out).toContain('no playbook is deployed yet');
  });

  it('given a folder that is not in order, or a number that is none, then nothing is asked', async () => {
    expect((await typeCommand(['plan', 'docs'], api.environment)).exitCode).toBe(2);
    expect((await type('--sample', 'some')).exitCode).toBe(2);
    expect((await type('--sample', '0')).error).toContain('1 or more');
    expect(api.calls).toEqual([]);
  });
});

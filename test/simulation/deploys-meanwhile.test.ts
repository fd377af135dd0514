import { describe, expect, it } from 'vitest';
import { digestAggregates } from '../../domain/playbook/program/digest-aggregates.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import { wakeByTheMinute } from '../support/simulation/earliest-due.ts';
import type { PlannedCall } from '../support/simulation/history.ts';
import { journeysProgram } from '../support/simulation/journeys-playbook.ts';
import { journeysOf } from '../support/simulation/judge-journeys.ts';
import { SimulatedHouse } from '../support/simulation/simulated-house.ts';

const START = Date.UTC(2026, 2, 28, 10);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const END = 27 * HOUR;
const SEEDS = Array.from({ length: 6 }, (_, place) => place + 1);
const CALLS = { kind: 'times', of: { names: ['Called Hotel'], where: [] }, keep: 1 } as const;

/** Nobody is drawn into a group, nothing is forbidden, and the version says what it is. */
function aVersion(version: string, change: (program: Program) => Partial<Program>): Program {
  const { permission: _permission, campaigns, ...rest } = journeysProgram(1);
  const { holdout: _holdout, ...vigil } = campaigns.vigil ?? expect.fail('there is no vigil');
  const own = { ...rest, version, campaigns: { ...campaigns, vigil } };
  const changed = { ...own, ...change(own) };
  return { ...changed, aggregatesDigest: digestAggregates(changed) };
}

const FIRST = aVersion('v1', () => ({}));
/** Nothing is left of what a journey may ask, or the same is asked of something else. */
const LATER: readonly Program[] = [
  aVersion('v2', () => ({
    aggregates: { calls: CALLS },
    computedTraits: {},
    segments: [],
    campaigns: {},
  })),
  aVersion('v3', ({ campaigns }) => ({
    timezone: 'America/Los_Angeles',
    aggregates: { calls: CALLS, menus: { ...CALLS, of: { names: ['Menu Opened'], where: [] } } },
    computedTraits: {},
    segments: [{ id: 'booker', name: 'Booker', when: { kind: 'everyone' } }],
    campaigns: {
      stay: { ...(campaigns.stay ?? expect.fail()), stopWhen: { kind: 'everyone' }, steps: [] },
    },
  })),
];

function said(after: number, messageId: string, what: Record<string, unknown>, names: string[]): PlannedCall {
  const at = START + after;
  const message = { messageId, timestamp: new Date(at - 1_000).toISOString(), userId: 'john', ...what };
  const call = { route: 'POST /v1/batch', key: 'server', body: { batch: [message] } };
  return { at, call, messages: [{ messageId, identifiers: [...names].sort() }] };
}

const did = (after: number, messageId: string, event: string) =>
  said(after, messageId, { type: 'track', event }, ['userId#john']);
const JOHN = said(
  0,
  'm1',
  {
    type: 'identify',
    traits: { email: 'john@example.com' },
    context: { consent: { categoryPreferences: { marketing: true } } },
  },
  ['userId#john', 'email#john@example.com'],
);

/** A lost answer and another try take minutes. */
const hourOf = (moment: unknown) => new Date(Number(moment)).toISOString().slice(8, 13);

/** How the journeys of two campaigns end that began under the first version. */
async function play(seed: number, story: readonly PlannedCall[], deploys: readonly number[]) {
  const others = [...LATER];
  const program = (of: 1 | 2) => (of === 1 ? FIRST : (others.shift() ?? FIRST));
  const house = new SimulatedHouse({ seed, startsAt: START, program, faultRate: 0.01, duplicates: 0.1 });
  for (const call of [JOHN, ...story]) house.plan(call);
  const { scheduler } = house.world;
  for (const after of deploys)
    scheduler.spawn(async () => {
      await scheduler.wait('a deploy', after);
      house.deploy(2);
    });
  wakeByTheMinute(house, START + END);
  await house.settle(START + END);
  const isTold = ({ campaign }: { readonly campaign?: unknown }) =>
    ['stay', 'vigil'].includes(String(campaign));
  return {
    ends: journeysOf(house)
      .filter(isTold)
      .map(
        ({ campaign, end, convertedAt }) =>
          `${campaign} ${end}${convertedAt === undefined ? '' : ', reached'}`,
      )
      .sort(),
    sent: house.tables
      .table('Deliveries')
      .all()
      .filter(isTold)
      .map(({ campaign, step, at, reason = 'requested' }) => `${campaign} ${step} ${reason} ${hourOf(at)}`)
      .sort(),
  };
}

describe('versions that are deployed while journeys are under way', () => {
  const WAYS: readonly (readonly [string, readonly number[]])[] = [
    ['two', [10 * MINUTE, 65 * MINUTE]],
    ['two and the way back', [10 * MINUTE, 65 * MINUTE, 2 * HOUR]],
  ];

  describe.each(WAYS)('given %s', (_, deploys) => {
    it.each(SEEDS)('before what a journey waits for, then it comes all the same (seed %i)', async (seed) => {
      const story = [
        did(MINUTE, 'm2', 'Signed Up'),
        did(3 * HOUR, 'm3', 'Booking Made'),
        did(4 * HOUR, 'm4', 'Order Completed'),
      ];
      const { ends, sent } = await play(seed, story, deploys);
      expect(ends.filter((end) => end.startsWith('vigil'))).toEqual(['vigil completed, reached']);
      expect(sent.filter((row) => row.startsWith('vigil'))).toEqual([
        'vigil 1 requested 28T10',
        'vigil 3 requested 28T13',
      ]);
    });

    it.each(SEEDS)('before what stops a journey, then it stops (seed %i)', async (seed) => {
      const story = [did(MINUTE, 'm2', 'Booking Made'), did(4 * HOUR, 'm3', 'Order Completed')];
      expect(await play(seed, story, deploys)).toEqual({ ends: ['stay stopped'], sent: [] });
    });

    it.each(SEEDS)(
      'and nothing that stops it, then it goes its way by its own clock (seed %i)',
      async (seed) => {
        const { ends, sent } = await play(seed, [did(MINUTE, 'm2', 'Booking Made')], deploys);
        expect(ends).toEqual(['stay completed']);
        // Half past seven where the house was, on the morning that an hour is taken from.
        expect(sent).toEqual(['stay 3 requested 29T05', 'stay 6 requested 29T05']);
      },
    );
  });
});

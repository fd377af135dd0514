import { describe, expect, it } from 'vitest';
import { digestAggregates } from '../../domain/playbook/digest-aggregates.ts';
import type { Program } from '../../domain/playbook/program.ts';
import { wakeByTheMinute } from '../support/simulation/earliest-due.ts';
import type { PlannedCall } from '../support/simulation/history.ts';
import { journeysProgram } from '../support/simulation/journeys-playbook.ts';
import { journeysOf } from '../support/simulation/judge-journeys.ts';
import { SimulatedHouse } from '../support/simulation/simulated-house.ts';

const START = Date.UTC(2026, 2, 28, 10);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const END = 27 * HOUR;
const SEEDS = Array.from({ length: 12 }, (_, place) => place + 1);
const ORDER = { kind: 'times', of: { names: ['Called Hotel'], where: [] }, keep: 1 } as const;

/** Nobody is drawn into a group, no cap is reached, and the version says what it is. */
function aVersion(version: string, change: (program: Program) => Partial<Program>): Program {
  const { permission, campaigns, ...rest } = journeysProgram(1);
  const { control: _control, caps: _caps, ...given } = permission ?? { suppress: [], caps: [] };
  const rules = { ...given, caps: [] };
  const { holdout: _holdout, ...vigil } = campaigns.vigil ?? expect.fail('there is no vigil');
  const own = { ...rest, version, permission: rules, campaigns: { ...campaigns, vigil } };
  const changed = { ...own, ...change(own) };
  return { ...changed, aggregatesDigest: digestAggregates(changed) };
}

const FIRST = aVersion('v1', () => ({}));
/** Nothing is left of what a journey may ask, or the same is asked of something else. */
const LATER: readonly Program[] = [
  aVersion('v2', () => ({
    aggregates: { calls: ORDER },
    computedTraits: {},
    segments: [],
    campaigns: {},
    permission: { suppress: [], caps: [] },
  })),
  aVersion('v3', ({ campaigns, segments }) => ({
    timezone: 'America/Los_Angeles',
    campaigns: {
      stay: { ...(campaigns.stay ?? expect.fail()), stopWhen: { kind: 'everyone' }, steps: [] },
      vigil: { ...(campaigns.vigil ?? expect.fail()), steps: [] },
    },
    segments: segments.map((segment) => ({ ...segment, when: { kind: 'everyone' } })),
  })),
  FIRST,
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
      .map(({ campaign, step, reason = 'requested' }) => `${campaign} ${step} ${reason}`)
      .sort(),
  };
}

describe('versions that are deployed while journeys are under way', () => {
  const deploys = [10 * MINUTE, 65 * MINUTE, 2 * HOUR];

  it.each(SEEDS)(
    'given three of them before what a journey waits for, then it comes all the same (seed %i)',
    async (seed) => {
      const story = [
        did(MINUTE, 'm2', 'Signed Up'),
        did(3 * HOUR, 'm3', 'Booking Made'),
        did(4 * HOUR, 'm4', 'Order Completed'),
      ];
      const { ends, sent } = await play(seed, story, deploys);
      expect(ends.filter((end) => end.startsWith('vigil'))).toEqual(['vigil completed, reached']);
      expect(sent.filter((row) => row.startsWith('vigil'))).toEqual([
        'vigil 1 requested',
        'vigil 3 requested',
      ]);
    },
  );

  it.each(SEEDS)('given three of them before what stops a journey, then it stops (seed %i)', async (seed) => {
    const story = [did(MINUTE, 'm2', 'Booking Made'), did(4 * HOUR, 'm3', 'Order Completed')];
    expect(await play(seed, story, deploys)).toEqual({ ends: ['stay stopped'], sent: [] });
  });

  it.each(SEEDS)(
    'given three of them and nothing that stops it, then it goes its way where the guest is (seed %i)',
    async (seed) => {
      const played = await play(seed, [did(MINUTE, 'm2', 'Booking Made')], deploys);
      expect(played).toEqual({
        ends: ['stay completed'],
        sent: ['stay 3 requested', 'stay 6 requested'],
      });
    },
  );
});

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { logger } from '../../../../lambdas/runtime/logger.ts';
import { entriesOf, OLDER, type Plan, plans, runPlan, YOUNGER } from '../../../support/one-message-plan.ts';

beforeAll(() => logger.setLogLevel('SILENT'));

describe('Law 4: one message', () => {
  it('decides at most one send per person, campaign, occurrence and step, whoever comes first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plans, async (scheduler, plan) => {
        const { stores } = await runPlan(plan, scheduler);
        const after = stores.commits.filter(
          ({ order }) => order > (stores.mergedAt ?? Number.POSITIVE_INFINITY),
        );
        for (const { order, delivery } of after) {
          const earlier = stores.commits.filter(
            (other) => other.order < order && other.delivery.deliveryId === delivery.deliveryId,
          );
          expect(earlier).toEqual([]);
        }
        const rows = stores.commits.map(({ delivery }) => `${delivery.profileId}/${delivery.deliveryId}`);
        expect(new Set(rows).size).toBe(rows.length);
      }),
      { numRuns: 300 },
    );
  });

  it('speaks at most once after a merge of stays that are one, and to each stay that is another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plans, async (scheduler, anyPlan) => {
        const plan: Plan = {
          ...anyPlan,
          frequency: { kind: 'every time' },
          hasWait: true,
          signals: anyPlan.signals.filter(({ type }) => type === 'Segment Entered'),
          mergesIn: 'entry',
        };
        const { stores } = await runPlan(plan, scheduler);
        const spoken = stores.commits.map(({ delivery }) => delivery.occurrence.replace('lapsed.entry.', ''));
        const told = new Set(plan.signals.map((signal) => ('stay' in signal ? signal.stay : '')));
        const present = [OLDER, YOUNGER].map((profileId) => `${profileId}.${entriesOf(plan, profileId)}`);
        const areOne = plan.hasLeft.length === 0 && present.every((stay) => told.has(stay));
        expect(spoken).toHaveLength(told.size - (areOne ? 1 : 0));
        expect(present.every((stay) => spoken.includes(stay))).toBe(
          !areOne && present.every((stay) => told.has(stay)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('lets one of two open journeys of a campaign go on when their guests turn out to be one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plans, async (scheduler, anyPlan) => {
        const plan: Plan = { ...anyPlan, frequency: { kind: 'once' }, hasWait: true, mergesIn: 'entry' };
        const { stores } = await runPlan(plan, scheduler);
        expect(stores.commits.length).toBeLessThanOrEqual(1);
        expect(stores.living(OLDER)?.contacts.open).toEqual({});
      }),
      { numRuns: 200 },
    );
  });

  it('calls the provider at most once for a message it may have taken, however often it is requested', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plans, async (scheduler, plan) => {
        const { stores, calls } = await runPlan(plan, scheduler);
        for (const count of calls.values()) expect(count).toBe(1);
        for (const { deliveryId, profileId, status } of stores.ledger.values()) {
          expect(status).not.toBe('sending');
          if (status === 'sent') expect(calls.get(`${profileId}/${deliveryId}`)).toBe(1);
        }
      }),
      { numRuns: 200 },
    );
  });
});

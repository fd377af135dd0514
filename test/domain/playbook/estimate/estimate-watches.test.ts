import { describe, expect, it } from 'vitest';
import {
  MAXIMUM_GOAL_WATCHES,
  MAXIMUM_WATCHES,
  type Watch,
} from '../../../../domain/campaign/contacts/contacts.ts';
import { estimateWatches } from '../../../../domain/playbook/estimate/estimate-watches.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import { compiled } from '../../../support/a-folder.ts';

const GOAL = 'goal: { event: Booking Made, within: 7 days }\n';
const WAIT = 'steps: [{ wait: { until: { event: Called Hotel }, atMost: 1 day } }]\n';

async function estimated(files: Readonly<Record<string, string>>): Promise<number> {
  return estimateWatches((await compiled(files)).program as Program);
}

describe('estimateWatches', () => {
  it('given campaigns that look out for nothing, then there is nothing to keep', async () => {
    expect(await estimated({})).toBe(0);
  });

  it('given a campaign that is once, then its goal and its longest wait are kept once', async () => {
    const trigger = 'trigger: { segment: vip }\n';
    const one = await estimated({ 'campaigns/x.yaml': `${trigger}${WAIT}` });
    expect(one).toBeGreaterThan(0);
    expect(await estimated({ 'campaigns/x.yaml': `${trigger}${GOAL}${WAIT}` })).toBe(2 * one);
  });

  it('given what stops a campaign, then each event and segment that it names is looked out for', async () => {
    const trigger = 'trigger: { segment: vip }\n';
    const one = await estimated({ 'campaigns/x.yaml': `${trigger}${WAIT}` });
    const stops = 'stopWhen: { any: [{ not: { segment: vip } }, { event: Booking Made, since: entry }] }\n';
    expect(await estimated({ 'campaigns/x.yaml': `${trigger}${stops}${WAIT}` })).toBe(3 * one);
  });

  it('given campaigns that run side by side, then no more is kept than a profile has room for', async () => {
    const text = `trigger: { event: A }\n${GOAL}${WAIT}`;
    const one = await estimated({ 'campaigns/x.yaml': text });
    expect(await estimated({ 'campaigns/x.yaml': text, 'campaigns/y.yaml': text })).toBe(one);
    const watch: Watch = {
      kind: 'goal',
      profileId: '0198c0de-0000-7000-8000-000000000001',
      journeyId: 'x#0198c0de-0000-7000-8000-000000000002',
      campaign: 'x',
      aggregate: '0123456789abcdef',
      from: 1_800_000_000_000,
      until: 1_800_000_000_000,
    };
    const kept = JSON.stringify(
      Array.from({ length: MAXIMUM_WATCHES + MAXIMUM_GOAL_WATCHES }, () => watch),
    ).length;
    expect(one).toBeGreaterThanOrEqual(kept);
    expect(one).toBeLessThan(1.2 * kept);
  });
});

import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import { isOutdated } from '../../../../domain/campaign/journey/outdated.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { aCampaign, aContactableGuest, anActiveProgram } from '../../../support/a-campaign.ts';

const MEMBER: Condition = { kind: 'segment', segment: 'lapsed' };
const AGREED: Condition = { kind: 'consent', purpose: 'marketing' };
const suppressing = (when: Condition): Partial<Program> => ({
  permission: { caps: [], suppress: [{ name: 'some', when }] },
});

/** Of a guest whom the playbook of the first deploy has looked at last, with one of the second in force. */
function isOutdatedBy(campaign: Campaign | undefined, present: Partial<Program> = {}) {
  const begun = anActiveProgram(campaign === undefined ? [] : [campaign]);
  const active = anActiveProgram([], { ordinal: 2, ...present });
  return isOutdated({ active, begun }, campaign, aContactableGuest());
}

describe('a guest of whom a journey asks', () => {
  it('must be brought up to date where their aggregates are others', () => {
    expect(isOutdatedBy(undefined, { aggregatesDigest: 'others' })).toBe(true);
    expect(isOutdatedBy(undefined, { aggregatesDigest: 'others', ordinal: 1 })).toBe(true);
  });

  it('must be so where the journey asks for a segment that an earlier playbook has evaluated', () => {
    expect(isOutdatedBy(aCampaign({ if: AGREED, stopWhen: MEMBER }))).toBe(true);
    expect(isOutdatedBy(aCampaign({ stopWhen: MEMBER }), { ordinal: 1 })).toBe(false);
  });

  it('must be so where the house suppresses members of one', () => {
    expect(isOutdatedBy(aCampaign(), suppressing(MEMBER))).toBe(true);
    expect(isOutdatedBy(aCampaign(), { ...suppressing(MEMBER), ordinal: 1 })).toBe(false);
  });

  it('need not where no segment is asked for', () => {
    expect(isOutdatedBy(aCampaign({ if: AGREED }), suppressing(AGREED))).toBe(false);
    expect(isOutdatedBy(aCampaign())).toBe(false);
    expect(isOutdatedBy(undefined)).toBe(false);
    expect(isOutdatedBy(undefined, { permission: { caps: [], suppress: [] } })).toBe(false);
  });
});

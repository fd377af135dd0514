import { describe, expect, it } from 'vitest';
import { explainAsBegun } from '../../../../domain/campaign/explain/explain-as-begun.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  BOOKED_SINCE_ENTRY,
} from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { NOW } from '../../../support/an-event.ts';

const IS_GOLD: Condition = {
  kind: 'trait',
  path: ['tier'],
  matcher: { tests: [{ op: 'is', value: 'gold' }], ignoreCase: false },
};
const LAPSED: Condition = { kind: 'segment', segment: 'lapsed' };
const BRANCH: Step = { kind: 'branch', id: '1', arms: [{ if: LAPSED, to: 1 }, { to: 1 }], after: 1 };
const lapsed = (when: Condition) => ({ segments: [{ id: 'lapsed', name: 'Lapsed', when }] });

/** Began as gold guests were in the segment that all are in by now. */
function asBegun(campaign: Parameters<typeof aCampaign>[0], present: Parameters<typeof aCampaign>[0] = {}) {
  const own = aCampaign({ steps: [], ...campaign });
  const begun = anActiveProgram([own], { version: 'older', ...lapsed(IS_GOLD) });
  const active = anActiveProgram([aCampaign(present)], lapsed({ kind: 'everyone' }));
  const basis = { active, present: aCampaign(present), versions: new Map([['older', begun]]) };
  const guest = { profile: aContactableGuest(), now: NOW, events: [] };
  return explainAsBegun(basis, own, aJourney({ playbookVersion: 'older' }), guest);
}

describe('what the campaign that a journey began with makes of a guest now', () => {
  it('is what its own conditions say, with segments as they were', () => {
    expect(asBegun({ if: LAPSED, stopWhen: { kind: 'everyone' } })).toMatchObject({
      if: { kind: 'trait', holds: false },
      stopWhen: { holds: true },
    });
    expect(Object.keys(asBegun({}))).toEqual(['steps', 'sends']);
  });

  it('is of each arm of a branch the same', () => {
    expect(asBegun({ steps: [BRANCH] }).steps).toMatchObject([
      { step: '1', arms: [{ if: { kind: 'trait', holds: false } }, {}], arm: 2 },
    ]);
  });

  it('is what the present condition says where its own can be asked no more', () => {
    const dropped = { ...BOOKED_SINCE_ENTRY, aggregate: 'dropped' } as Condition;
    expect(asBegun({ if: dropped }, { if: { kind: 'everyone' } })).toMatchObject({ if: { holds: true } });
    expect(asBegun({ if: dropped })).not.toHaveProperty('if');
  });

  it('leaves out what nobody wrote', () => {
    expect(asBegun({ steps: [{ kind: 'jump', id: '1.end', to: 1 }] })).toMatchObject({
      steps: [],
      sends: [],
    });
  });
});

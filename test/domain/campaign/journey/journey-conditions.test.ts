import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import { askCondition } from '../../../../domain/campaign/journey/journey-conditions.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSend,
  BOOKED_SINCE_ENTRY,
} from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { NOW } from '../../../support/an-event.ts';
import { enter, look, said } from '../../../support/walk-journey.ts';

const EVERYONE: Condition = { kind: 'everyone' };
const NOBODY: Condition = { kind: 'not', of: EVERYONE };
const DROPPED = { ...BOOKED_SINCE_ENTRY, aggregate: 'dropped' } as Condition;

function ask(name: 'if' | 'stopWhen', own: Condition | undefined, present?: Partial<Campaign>) {
  const campaign = aCampaign(own && { [name]: own });
  const active = anActiveProgram(present === undefined ? [] : [aCampaign(present)]);
  const asking = {
    active,
    begun: active,
    campaign,
    profile: aContactableGuest(),
    journey: aJourney(),
    now: NOW,
  };
  return askCondition(asking, name);
}

describe('what a condition of a campaign says on a journey', () => {
  it('is nothing where the campaign has none, whatever the present one has', () => {
    expect(ask('if', undefined, { if: NOBODY })).toBeUndefined();
  });

  it('is its own answer while that can be asked', () => {
    expect(ask('if', EVERYONE, { if: NOBODY })).toEqual({ holds: true });
    expect(ask('stopWhen', NOBODY, { stopWhen: EVERYONE })).toEqual({ holds: false });
  });

  it('is that of the present campaign where it cannot, and says which', () => {
    const note = (name: string) => expect.stringContaining(`asked \`${name}\` of the present playbook`);
    expect(ask('if', DROPPED, { if: NOBODY })).toEqual({ holds: false, note: note('if') });
    expect(ask('stopWhen', DROPPED, { stopWhen: EVERYONE })).toEqual({ holds: true, note: note('stopWhen') });
  });

  it.each([
    ['has no such condition', {}],
    ['is gone', undefined],
  ])('lets the journey go on where the present campaign %s', (_what, present) => {
    expect(ask('if', DROPPED, present)).toMatchObject({ holds: true });
    expect(ask('stopWhen', DROPPED, present)).toMatchObject({ holds: false });
  });

  it('is noted on the journey where the present one is asked', () => {
    const steps = [{ kind: 'wait', id: '1', milliseconds: 1 }, aSend('2')] as const;
    const active = anActiveProgram([aCampaign({ if: EVERYONE })]);
    const decision = look(aCampaign({ steps, if: DROPPED }), enter(aCampaign({ steps })), NOW + 1, {
      active,
    });
    expect(decision?.deliveries).toHaveLength(1);
    expect(decision && said(decision)).toContainEqual(
      expect.stringContaining('asked `if` of the present playbook'),
    );
  });
});

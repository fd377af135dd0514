import { describe, expect, it } from 'vitest';
import { giveBackSend, hasNotLeft, sendIdOf } from '../../../../domain/campaign/contacts/give-back-send.ts';
import type { Delivery } from '../../../../domain/campaign/delivery/delivery.ts';
import type { PermissionRules } from '../../../../domain/campaign/permission-rules.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { evaluateCondition } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { aCampaign, aDelivery, anActiveProgram, aSend } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { enter } from '../../../support/walk-journey.ts';

const permission: PermissionRules = {
  suppress: [],
  caps: [{ channel: 'email', atMost: 1, perMilliseconds: 1000 }],
};
const steps = [aSend('1')];
const giveBack = (profile: Profile, delivery: Delivery) =>
  giveBackSend(anActiveProgram([]), profile, delivery, NOW);

describe('giveBackSend', () => {
  it('given a message that took the last of a cap, then the next may be sent', () => {
    const [first, second] = [aCampaign({ steps }), aCampaign({ id: 'second', steps })];
    const active = anActiveProgram([first, second], { permission });
    const { profile, deliveries } = enter(first, { active });
    expect(enter(second, { active, profile }).deliveries).toMatchObject([{ reason: 'cap' }]);
    const write = giveBack(profile, deliveries[0] ?? expect.fail('nothing was decided'));
    expect(write).toMatchObject({ profile: { version: profile.version + 1 }, signals: [] });
    const given = write?.profile ?? profile;
    expect(enter(second, { active, profile: given }).deliveries).toMatchObject([{ status: 'requested' }]);
  });

  it('given that it comes again, then nothing is written', () => {
    const { profile, deliveries } = enter(aCampaign({ steps }));
    const [delivery = expect.fail('nothing was decided')] = deliveries;
    const given = giveBack(profile, delivery)?.profile ?? expect.fail('nothing was given back');
    expect(giveBack(given, delivery)).toBeUndefined();
  });

  it('given two messages of one moment and channel, then each is given back by itself', () => {
    const { profile, deliveries } = enter(aCampaign({ steps: [aSend('1'), aSend('2')] }));
    const write = giveBack(profile, deliveries[1] ?? expect.fail('there are two'));
    expect(write?.profile.contacts.sends.map(({ hasFailed }) => hasFailed)).toEqual([undefined, true]);
  });

  it('given what is not remembered, then there is nothing to give back', () => {
    const { profile } = enter(aCampaign({ steps }));
    expect(giveBack(profile, aDelivery())).toBeUndefined();
  });

  it.each(['marketing', 'transactional'])(
    'given one that is %s, then it was not sent, and the segments that ask are looked at',
    (purpose) => {
      const when: Condition = { kind: 'message', campaign: 'win-back', status: 'sent' };
      const active = anActiveProgram([], { segments: [{ id: 'told', name: 'Told', when }] });
      const { profile: before, deliveries } = enter(aCampaign({ steps, purpose }));
      const profile = { ...before, nextChanges: { told: NOW + 9 }, wakeAt: NOW + 9 };
      const [delivery = expect.fail('nothing was decided')] = deliveries;
      const given = giveBackSend(active, profile, delivery, NOW + 5)?.profile ?? expect.fail('nothing');
      const holds = [profile, given].map((one) => evaluateCondition(active, when, one, NOW + 5).holds);
      expect(holds).toEqual([true, false]);
      expect(given).toMatchObject({ nextChanges: { told: NOW + 5 }, wakeAt: NOW + 5 });
    },
  );

  it('given messages that lie under two profiles, then they are told apart', () => {
    expect(sendIdOf(aDelivery())).not.toBe(sendIdOf(aDelivery({ profileId: 'p-other' })));
  });
});

describe('hasNotLeft', () => {
  it.each([
    ['email', 'failed', true],
    ['sms', 'suppressed', true],
    ['push', 'sent', false],
    ['email', 'unknown', false],
    ['email', 'requested', false],
    ['webhook', 'failed', false],
    ['staff', 'failed', false],
  ] as const)('of one by %s that is %s: %s', (channel, status, isGone) => {
    expect(hasNotLeft({ channel }, status)).toBe(isGone);
  });
});

import { describe, expect, it } from 'vitest';
import { isKeptBack } from '../../../../domain/campaign/journey/kept-back.ts';
import { aCampaign, anActiveProgram, aSend } from '../../../support/a-campaign.ts';
import { SMS } from '../../../support/a-permission.ts';

const campaigns = [
  aCampaign({ id: 'mail', steps: [aSend('1')] }),
  aCampaign({ id: 'another-mail', steps: [aSend('1')] }),
  aCampaign({ id: 'text', steps: [aSend('1', { contents: [SMS] })] }),
  aCampaign({ id: 'receipt', purpose: 'transactional', steps: [aSend('1')] }),
];
const caps = [
  { channel: 'email', atMost: 1, perMilliseconds: 1000 },
  { channel: 'sms', atMost: 1, perMilliseconds: 1000 },
] as const;
const capped = anActiveProgram(campaigns, { permission: { suppress: [], caps } }).program;
const free = anActiveProgram(campaigns).program;

describe('isKeptBack', () => {
  it('given that nothing before it failed, then nothing keeps a campaign back', () => {
    expect(isKeptBack(capped, 'mail', [])).toBe(false);
  });

  it.each([
    ['one that wants room under the same cap', 'mail', ['another-mail'], true],
    ['another journey of its own', 'mail', ['mail'], true],
    ['several, one of which wants the same room', 'mail', ['text', 'another-mail'], true],
    ['one that wants room on another channel', 'mail', ['text'], false],
    ['one that no cap counts', 'mail', ['receipt'], false],
    ['one that wants room, being counted by no cap itself', 'receipt', ['mail'], false],
    ['one that the playbook no longer has', 'mail', ['gone'], true],
    ['one that wants room, being in the playbook no longer', 'gone', ['mail'], true],
    ['one that the playbook no longer has, being counted by no cap itself', 'receipt', ['gone'], false],
  ])('given %s, then it tells whether it waits', (_what, campaign, ahead, isKept) => {
    expect(isKeptBack(capped, campaign, ahead)).toBe(isKept);
  });

  it('given a playbook without caps, then nothing keeps a campaign back', () => {
    expect(isKeptBack(free, 'mail', ['another-mail', 'gone'])).toBe(false);
  });
});

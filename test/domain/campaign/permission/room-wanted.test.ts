import { describe, expect, it } from 'vitest';
import { NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import {
  isCapped,
  isWantedByOthers,
  roomLeft,
  roomWanted,
  roomWantedByAll,
} from '../../../../domain/campaign/permission/room-wanted.ts';
import { aCampaign, anActiveProgram, aSend, DAY } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

const byText = aSend('9', { contents: [{ channel: 'sms', text: 'Hello' }] });
const toStaff = aSend('9', {
  contents: [{ channel: 'staff', role: 'guide', venue: 'bar', message: 'Hello' }],
} as never);
const cap = (channel: 'email' | 'sms', atMost = 1) => ({ channel, atMost, perMilliseconds: DAY });
const programOf = (campaigns: Parameters<typeof anActiveProgram>[0], caps = [cap('email')]) =>
  anActiveProgram(campaigns, { permission: { suppress: [], caps } }).program;

describe('roomWanted', () => {
  it('given messages on a channel with a cap, then each counts', () => {
    const campaign = aCampaign({ steps: [aSend('1'), byText, toStaff, aSend('2')] });
    expect([...roomWanted(programOf([]), campaign)]).toEqual([['email', 2]]);
  });

  it('given a place, then what comes before it does not count', () => {
    const campaign = aCampaign({ steps: [aSend('1'), aSend('2')] });
    expect([...roomWanted(programOf([]), campaign, 1)]).toEqual([['email', 1]]);
  });

  it.each([
    ['a transactional campaign', aCampaign({ steps: [aSend('1')], purpose: 'transactional' })],
    ['a transactional step', aCampaign({ steps: [aSend('1', { purpose: 'transactional' })] })],
    ['no message', aCampaign({ steps: [{ kind: 'end', id: '1' }] })],
  ])('given %s, then it wants none', (_what, campaign) => {
    expect(roomWanted(programOf([]), campaign).size).toBe(0);
  });

  it('given a playbook without caps, then nobody wants any', () => {
    const { program } = anActiveProgram([aCampaign({ steps: [aSend('1')] })]);
    expect(roomWanted(program, aCampaign({ steps: [aSend('1')] })).size).toBe(0);
    expect(roomWantedByAll(program).size).toBe(0);
  });
});

describe('isWantedByOthers', () => {
  const mail = aCampaign({ id: 'mail', steps: [aSend('1')] });
  const letter = aCampaign({ id: 'letter', steps: [aSend('1')] });
  const text = aCampaign({ id: 'text', steps: [byText] });
  const isWanted = (campaigns: (typeof mail)[]) => {
    const program = programOf(campaigns, [cap('email'), cap('sms')]);
    return isWantedByOthers(program, 'mail', roomWanted(program, mail));
  };

  it('given another on the same channel, then it is', () => expect(isWanted([mail, letter])).toBe(true));
  it('given itself alone, then it is not', () => expect(isWanted([mail])).toBe(false));
  it('given another on another channel, then it is not', () => expect(isWanted([mail, text])).toBe(false));
});

describe('roomLeft', () => {
  it('given several caps on a channel, then it is that of the tightest', () => {
    const program = programOf([], [cap('email', 5), { ...cap('email', 9), perMilliseconds: 9 * DAY }]);
    const sends = [2, 3, 4, 5, 6, 7, 8].map((days) => {
      return { id: `s-${days}`, at: NOW - days * DAY, channel: 'email', campaign: 'news' };
    });
    expect(roomLeft(program, { ...NO_CONTACTS, sends }, 'email', NOW)).toBe(2);
    expect(roomLeft(program, NO_CONTACTS, 'email', NOW)).toBe(5);
  });
});

describe('isCapped', () => {
  it('given a channel with a cap, then it is; given another, or one to staff, then not', () => {
    const program = programOf([]);
    expect(['email', 'sms', 'staff'].filter((channel) => isCapped(program, channel))).toEqual(['email']);
  });
});

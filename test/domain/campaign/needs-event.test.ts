import { describe, expect, it } from 'vitest';
import { needsEvent } from '../../../domain/campaign/needs-event.ts';
import type { Step } from '../../../domain/campaign/step.ts';
import { aCampaign, aSend } from '../../support/a-campaign.ts';
import { aProgram } from '../../support/a-program.ts';

const bar = (timezone: string) => ({ venues: { bar: { id: 'bar', name: 'Bar', timezone } } });
const FAR = bar('Asia/Tokyo');
const HERE = bar('Europe/Berlin');
const at = { hour: 9, minute: 0 };
const quietOn = (...channels: string[]) => ({
  permission: { suppress: [], caps: [], quietHours: { from: at, to: at, channels } },
});
const AT_NINE: Step = { kind: 'wait for time', id: '1', at };
const FOR_DATE: Step = {
  kind: 'wait for date',
  id: '1',
  of: 'profile',
  path: ['birthday'],
  before: { months: 0, milliseconds: 0 },
};
const TO_STAFF = aSend('1', { contents: [{ channel: 'staff', role: 'waiter', message: 'Hello' }] });
const BY_MAIL_OR_SMS = aSend('1', {
  contents: [
    { channel: 'email', template: 'win-back', subject: 'Hello' },
    { channel: 'sms', text: 'Hello' },
  ],
});

describe('needsEvent', () => {
  it.each([
    ['it waits for a time of day, and a venue is in another zone', FAR, AT_NINE, true],
    ['it waits for a date, and a venue is in another zone', FAR, FOR_DATE, true],
    ['all venues are where the house is', HERE, AT_NINE, false],
    ['there are no venues', {}, AT_NINE, false],
    ['its messages may be held', { ...FAR, ...quietOn('sms', 'email') }, aSend('1'), true],
    ['its messages are on no channel that is held', { ...FAR, ...quietOn('sms') }, aSend('1'), false],
    ['nothing is ever held', FAR, aSend('1'), false],
    ['one of its channels may be held', { ...FAR, ...quietOn('sms') }, BY_MAIL_OR_SMS, true],
    ['it waits for a duration', FAR, { kind: 'wait', id: '1', milliseconds: 1 }, false],
    ['it speaks to staff alone', { ...FAR, ...quietOn('staff') }, TO_STAFF, false],
  ] as const)('given that %s', (_what, house, step, expected) => {
    expect(needsEvent(aProgram(house), aCampaign({ steps: [step] }))).toBe(expected);
  });

  it('is so where one of several steps waits for a time', () => {
    expect(needsEvent(aProgram(FAR), aCampaign({ steps: [AT_NINE, aSend('2')] }))).toBe(true);
  });

  it('is not so where the house has rules, and none of quiet hours', () => {
    const rules = { ...FAR, permission: { suppress: [], caps: [] } };
    expect(needsEvent(aProgram(rules), aCampaign({ steps: [aSend('1')] }))).toBe(false);
  });

  it('is so where a step asks the event for a value', () => {
    expect(needsEvent(aProgram(), aCampaign({ readsEvent: true }))).toBe(true);
  });
});

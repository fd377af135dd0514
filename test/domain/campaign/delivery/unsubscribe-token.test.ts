import { describe, expect, it } from 'vitest';
import {
  formatUnsubscribeClaim,
  parseUnsubscribeClaim,
  type UnsubscribeClaim,
} from '../../../../domain/campaign/delivery/unsubscribe-token.ts';

describe('what an unsubscribe link says', () => {
  it.each<[string, UnsubscribeClaim]>([
    [
      'of the message that carried it',
      { profileId: 'p', purpose: 'marketing', campaign: 'win-back', step: '2' },
    ],
    ['of no message', { profileId: 'p', purpose: 'topic:rooms' }],
    ['of a campaign alone', { profileId: 'p', purpose: 'marketing', campaign: 'win-back' }],
  ])('is read back as it was written, %s', (_what, claim) => {
    expect(parseUnsubscribeClaim(formatUnsubscribeClaim(claim))).toEqual(claim);
  });

  it.each([
    '',
    'p',
    '{"profileId":"p","purpose":"marketing"}',
    'null',
    '[]',
    '["p"]',
    '[1,"marketing"]',
    '["p",1]',
  ])('is nothing where the text is %j', (text) => {
    expect(parseUnsubscribeClaim(text)).toBeUndefined();
  });

  it('names neither campaign nor step where those are no texts', () => {
    expect(parseUnsubscribeClaim('["p","marketing",1,{}]')).toEqual({ profileId: 'p', purpose: 'marketing' });
  });
});

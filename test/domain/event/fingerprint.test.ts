import { expect, it } from 'vitest';
import { fingerprint } from '../../../domain/event/fingerprint.ts';

it('a fingerprint is 11 characters, the same for the same text and another for another', () => {
  expect(fingerprint('one')).toMatch(/^[\w-]{11}$/);
  expect(fingerprint('one')).toBe(fingerprint('one'));
  expect(fingerprint('one')).not.toBe(fingerprint('two'));
});

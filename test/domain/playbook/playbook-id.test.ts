import { describe, expect, it } from 'vitest';
import { isPlaybookId } from '../../../domain/playbook/playbook-id.ts';

describe('isPlaybookId', () => {
  it.each([
    ['win-back', true],
    ['9_lives', true],
    ['a'.repeat(250), true],
    ['a'.repeat(251), false],
    ['-win-back', false],
    ['win back', false],
    ['win#back', false],
    ['', false],
  ])('of %s is %s', (text, expected) => {
    expect(isPlaybookId(text)).toBe(expected);
  });
});

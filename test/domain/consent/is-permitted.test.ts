import { describe, expect, it } from 'vitest';
import { isPermitted } from '../../../domain/consent/is-permitted.ts';
import { NOW } from '../../support/an-event.ts';

const RULES = {
  marketing: { mode: 'opt-in', categories: [] },
  analytics: { mode: 'opt-out', categories: [] },
} as const;

const choice = (granted: boolean) => ({ granted, at: NOW, messageId: 'm-1' });

describe('isPermitted', () => {
  it('needs a recorded yes for what is opt-in', () => {
    expect(isPermitted(RULES, {}, 'marketing')).toBe(false);
    expect(isPermitted(RULES, { marketing: choice(true) }, 'marketing')).toBe(true);
    expect(isPermitted(RULES, { marketing: choice(false) }, 'marketing')).toBe(false);
  });

  it('permits what is opt-out until it is refused', () => {
    expect(isPermitted(RULES, {}, 'analytics')).toBe(true);
    expect(isPermitted(RULES, { analytics: choice(false) }, 'analytics')).toBe(false);
  });

  it('treats a purpose that the playbook does not name as opt-in', () => {
    expect(isPermitted(RULES, {}, 'constructor')).toBe(false);
    expect(isPermitted(RULES, {}, 'surveys')).toBe(false);
    expect(isPermitted(RULES, { surveys: choice(true) }, 'surveys')).toBe(true);
  });
});

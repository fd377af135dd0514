import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../domain/event/json.ts';
import { readMessageConsent } from '../../../domain/event/message-consent.ts';

const rules = {
  marketing: { mode: 'opt-in', categories: ['C0004', 'C0005'] },
  analytics: { mode: 'opt-out', categories: ['C0002'] },
  newsletter: { mode: 'opt-in', categories: ['C0004'] },
} as const;
const read = (categoryPreferences: JsonObject) =>
  readMessageConsent({ consent: { categoryPreferences } }, rules);

describe('the choices that travel with a message', () => {
  it('are taken by purpose', () => {
    expect(read({ marketing: true, newsletter: false })).toEqual({ marketing: true, newsletter: false });
  });

  it('are taken by the banner’s categories as the playbook maps them, to every purpose that names one', () => {
    expect(read({ C0002: false, C0004: true })).toEqual({
      analytics: false,
      marketing: true,
      newsletter: true,
    });
  });

  it('where two speak of one purpose, the stricter counts in either order', () => {
    expect(read({ C0004: true, C0005: false })).toMatchObject({ marketing: false });
    expect(read({ C0005: false, C0004: true })).toMatchObject({ marketing: false });
    expect(read({ marketing: false, C0004: true })).toMatchObject({ marketing: false });
  });

  it('what is neither a purpose nor a category says nothing, but location and channels always mean themselves', () => {
    expect(read({ C0001: true, location: true, sms: false })).toEqual({ location: true, sms: false });
  });

  it('without any there are none', () => {
    expect(readMessageConsent({}, rules)).toEqual({});
    expect(readMessageConsent({ consent: 'yes' }, rules)).toEqual({});
  });
});

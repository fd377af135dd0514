import type { Program } from '../../domain/playbook/program/program.ts';

/** A compiled playbook with the usual identity and consent rules, and no segments, traits or campaigns. */
export function aProgram(overrides: Partial<Program> = {}): Program {
  return {
    version: 'test-version',
    ordinal: 1,
    name: 'Test House',
    timezone: 'Europe/Berlin',
    identity: {
      country: 'DE',
      namespaces: [
        { name: 'userId', unique: true, limit: 1 },
        { name: 'email', unique: false, limit: 5 },
        { name: 'phone', unique: false, limit: 5 },
        { name: 'crmId', unique: true, limit: 1 },
        { name: 'loyaltyId', unique: true, limit: 1 },
        { name: 'deviceId', unique: false, limit: 20 },
        { name: 'anonymousId', unique: false, limit: 50 },
      ],
      blocked: [
        '',
        'null',
        'undefined',
        'none',
        'unknown',
        'anonymous',
        'guest',
        '0',
        '-1',
        'test@example.com',
      ],
    },
    consent: {
      marketing: { mode: 'opt-in', categories: [] },
      analytics: { mode: 'opt-out', categories: [] },
      location: { mode: 'opt-in', categories: [] },
      sms: { mode: 'opt-in', categories: [] },
    },
    aggregates: {},
    aggregatesDigest: 'test-aggregates',
    computedTraits: {},
    segments: [],
    campaigns: {},
    channels: { email: { from: 'Test House <stay@example.com>' } },
    destinations: {},
    staff: { roles: ['waiter', 'receptionist', 'general-manager'] },
    venues: {},
    ...overrides,
  };
}

import type { JsonObject } from '../../domain/event/json.ts';

// What apps send, in the shape in which their SDK puts it on the wire.

/** One of whom messages are about. */
export interface BenchGuest {
  readonly userId?: string;
  readonly anonymousId?: string;
}

/** A guest of a scenario: known by a userId and by one browser. */
export function guestOf(scenario: string, number: number): Required<BenchGuest> {
  const digits = String(number).padStart(4, '0');
  return {
    userId: `${scenario}-${digits}`,
    anonymousId: `0b5e1f6a-7c1d-4c57-9d58-${scenario.padStart(8, '0').slice(-8)}${digits}`,
  };
}

/** `analytics.page(…)` of @segment/analytics-node: a page that the hotel's segments count. */
export function pageOf(guest: BenchGuest, number: number, at: number): JsonObject {
  return {
    ...envelope(number, at),
    ...guest,
    type: 'page',
    name: 'SPA treatments',
    category: 'Wellness',
    properties: {
      path: '/spa/treatments',
      url: 'https://www.example.com/spa/treatments?utm_source=newsletter',
      referrer: 'https://www.example.com/rooms/suites',
      title: 'SPA treatments - Five Star Hotel',
      search: '?utm_source=newsletter',
    },
  };
}

/** `analytics.page()` of @segment/analytics-next: the same page, with all that a browser says of itself. */
export function browserPageOf(guest: BenchGuest, number: number, at: number): JsonObject {
  const page = pageOf(guest, number, at);
  return {
    ...page,
    messageId: `ajs-next-${at}-6f9619ff-8b86-4d01-b42d-${number.toString(16).padStart(12, '0')}`,
    context: {
      page: page.properties ?? {},
      userAgent:
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
      userAgentData: {
        brands: ['Chromium', 'Google Chrome', 'Not=A?Brand'].map((brand) => ({ brand, version: '156' })),
        mobile: false,
        platform: 'macOS',
      },
      campaign: { source: 'newsletter' },
      locale: 'de-DE',
      library: { name: 'analytics.js', version: 'npm:next-1.84.3' },
      timezone: 'Europe/Berlin',
    },
  };
}

/** `analytics.track({ event })` of @segment/analytics-node. */
export function trackOf(guest: BenchGuest, event: string, number: number, at: number): JsonObject {
  const properties = { room: 'Suite', nights: 3, revenue: 640.5, currency: 'EUR', channel: 'web' };
  return { ...envelope(number, at), ...guest, type: 'track', event, properties };
}

/** `analytics.identify({ traits })` of @segment/analytics-node. */
export function identifyOf(guest: BenchGuest, traits: JsonObject, number: number, at: number): JsonObject {
  return { ...envelope(number, at), ...guest, type: 'identify', traits };
}

function envelope(number: number, at: number): JsonObject {
  const uuid = `6f9619ff-8b86-4d01-b42d-${number.toString(16).padStart(12, '0')}`;
  return {
    messageId: `node-next-${at}-${uuid}`,
    timestamp: new Date(at).toISOString(),
    context: { library: { name: '@segment/analytics-node', version: '3.1.0' } },
    integrations: {},
    _metadata: { nodeVersion: '24.21.0', jsRuntime: 'node' },
  };
}

const BYTES_A_PREFERENCE = 75;

/** What a house knows of a guest after some years, about so many bytes of it. */
export function traitsOfBytes(bytes: number): JsonObject {
  const traits: JsonObject = { firstName: 'Johanna', lastName: 'Musterfrau', tags: ['Price Sensitive'] };
  const count = Math.max(0, Math.floor(bytes / BYTES_A_PREFERENCE) - 1);
  const preferences = Array.from({ length: count }, (_, index) => [
    `preference${String(index).padStart(3, '0')}`,
    'A quiet room on a high floor, with a view of the park',
  ]);
  const rest = bytes - count * BYTES_A_PREFERENCE;
  return { ...traits, ...Object.fromEntries(preferences), ...(rest > 0 && { notes: 'x'.repeat(rest) }) };
}

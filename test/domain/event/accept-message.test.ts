import { describe, expect, it } from 'vitest';
import { acceptMessage, type Reception } from '../../../domain/event/accept-message.ts';
import type { JsonObject, JsonValue } from '../../../domain/event/json.ts';
import type { EventType } from '../../../domain/event/tracking-event.ts';
import { aProgram } from '../../support/a-program.ts';
import { NOW } from '../../support/an-event.ts';
import { readFixture } from '../../support/fixtures.ts';

const reception = (overrides: Partial<Reception> = {}): Reception => ({
  receivedAt: NOW,
  source: 'test',
  rules: aProgram(),
  ...overrides,
});
const accept = (message: JsonValue, overrides: Partial<Reception> = {}) =>
  acceptMessage(message, reception(overrides));
const sample = (type: EventType, name: string) => accept(readFixture('collect', 'valid', name), { type });

describe('a message becomes an event', () => {
  it('given a track call, then it has its name, properties without nulls, time and key', () => {
    expect(sample('track', 'track-booking-made')).toEqual({
      key: { identifier: 'userId#john', sort: '2026-03-02T09:59:00.000Z#booking-1' },
      type: 'track',
      messageId: 'booking-1',
      name: 'Booking Made',
      time: NOW - 60_000,
      receivedAt: NOW,
      identifiers: ['userId#john', 'anonymousId#web-1'],
      properties: { room: 'Suite', nights: 2, price: 540.5 },
      traits: {},
      context: { library: { name: 'curl' } },
      consent: {},
      source: 'test',
    });
  });

  it('given an identify, then every identifier counts, most trusted first, and the unknown one stays in the context', () => {
    const event = sample('identify', 'identify-john');
    expect(event.identifiers).toEqual([
      'userId#john',
      'email#john@example.com',
      'phone#+49301234567',
      'crmId#c-17',
      'deviceId#phone-1',
      'anonymousId#web-1',
    ]);
    expect(event.name).toBeUndefined();
    expect(event.traits).toMatchObject({ firstName: 'John' });
    expect(event.consent).toEqual({ marketing: true, analytics: false });
    expect(event.context).toMatchObject({
      device: { token: 'push-token' },
      externalIds: [{ id: 'c-17' }, { id: 'x', type: 'unknownId' }],
    });
  });

  it('given pages and screens, then they have names of their own, and name and category are properties', () => {
    expect(sample('page', 'page-spa')).toMatchObject({
      name: 'Page Viewed',
      properties: { name: 'SPA', category: 'Wellness', path: '/spa', title: 'SPA' },
    });
    expect(sample('screen', 'screen-menu')).toMatchObject({
      name: 'Screen Viewed',
      properties: { name: 'Menu', table: 12 },
    });
  });

  it('given an alias, then both identify; given a group, then its traits are not the person’s', () => {
    expect(sample('alias', 'alias-john').identifiers).toEqual(['userId#john', 'anonymousId#web-0']);
    expect(sample('group', 'group-acme')).toMatchObject({
      traits: {},
      properties: { groupId: 'acme', traits: { name: 'Acme' } },
    });
  });

  it('given no messageId, then single or in a batch, whenever sent, the key is the same', () => {
    const message = { event: 'Called Hotel', userId: 'john' };
    const single = accept(message, { type: 'track' });
    const inBatch = accept({
      userId: 'john',
      type: 'track',
      event: 'Called Hotel',
      sentAt: '2026-03-02T10:00:00Z',
    });
    expect(single.key.sort).toMatch(/^-#[0-9a-f]{64}$/);
    expect(inBatch.key).toEqual(single.key);
  });

  it('given a batch’s sentAt, then it corrects events that carry none', () => {
    const message = { type: 'track', event: 'A', userId: 'u', timestamp: '2026-03-02T10:58:00.000Z' };
    expect(accept(message, { sentAt: '2026-03-02T11:00:00.000Z' }).time).toBe(NOW - 120_000);
  });

  it('given an unproven claim, then only the browser’s own anonymousId identifies', () => {
    const message = {
      type: 'identify',
      userId: 'john',
      anonymousId: 'web-1',
      traits: { email: 'j@example.com' },
    };
    const event = accept(message, { isUnproven: () => true });
    expect(event.identifiers).toEqual(['anonymousId#web-1']);
    expect(event.key.identifier).toBe('anonymousId#web-1');
    expect(() => accept({ ...message, anonymousId: null }, { isUnproven: () => true })).toThrow(
      expect.objectContaining({ field: 'context.identityProof' }),
    );
  });

  it.each<[string, JsonObject, string]>([
    ['a device alone', { context: { device: { id: 'd1' } } }, 'deviceId#d1'],
    ['a device beside a userId', { userId: 'john', context: { device: { id: 'd1' } } }, 'deviceId#d1'],
    ['both', { anonymousId: 'web-1', context: { device: { id: 'd1' } } }, 'anonymousId#web-1'],
    ['identifiers', { identifiers: { anonymousId: 'web-1', crmId: 'c-1' } }, 'anonymousId#web-1'],
    [
      'external ids',
      { context: { externalIds: [{ type: 'anonymousId', id: 'web-1' }] } },
      'anonymousId#web-1',
    ],
    ['two of them', { anonymousId: 'web-1', identifiers: { anonymousId: 'web-2' } }, 'anonymousId#web-1'],
  ])(
    'given an unproven message with %s, then it keeps the one identifier that links nothing',
    (_, who, own) => {
      const event = accept({ type: 'track', event: 'A', ...who }, { isUnproven: () => true });
      expect(event.identifiers).toEqual([own]);
    },
  );

  it('given an unproven alias, then its previousId is what is left of it', () => {
    const alias = { type: 'alias', userId: 'john', previousId: 'web-0' };
    expect(accept(alias, { isUnproven: () => true }).identifiers).toEqual(['anonymousId#web-0']);
  });

  it('given an unproven message of nobody, then it is refused for that', () => {
    expect(() => accept({ type: 'track', event: 'A', userId: 'null' }, { isUnproven: () => true })).toThrow(
      expect.objectContaining({ field: 'userId' }),
    );
  });

  it('given 40 identifiers, then all count; given more, then it is refused by their number and where they are', () => {
    const devices = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ type: 'deviceId', id: `d${index}` }));
    const named = (count: number) => ({
      type: 'track',
      event: 'A',
      userId: 'u1',
      context: { externalIds: devices(count - 1) },
    });
    expect(accept(named(40)).identifiers).toHaveLength(40);
    expect(() => accept(named(41))).toThrow(
      expect.objectContaining({ field: 'context.externalIds', message: expect.stringContaining('41') }),
    );
    const namespaces = Array.from({ length: 41 }, (_, index) => ({
      name: `n${index}`,
      unique: false,
      limit: 5,
    }));
    const rules = { ...aProgram(), identity: { namespaces, blocked: [] } };
    const identifiers = Object.fromEntries(namespaces.map(({ name }) => [name, 'x']));
    expect(() => accept({ type: 'track', event: 'A', identifiers }, { rules })).toThrow(
      expect.objectContaining({ field: 'identifiers' }),
    );
  });
});

describe('a message is refused', () => {
  const refused: [name: string, type: EventType, field: string][] = [
    ['track-without-event', 'track', 'event'],
    ['track-with-empty-event', 'track', 'event'],
    ['track-of-nobody', 'track', 'userId'],
    ['track-of-a-blocked-id', 'track', 'userId'],
    ['track-of-an-object', 'track', 'userId'],
    ['track-with-a-bad-timestamp', 'track', 'timestamp'],
    ['track-with-bad-properties', 'track', 'properties'],
    ['track-with-bad-consent', 'track', 'context.consent.categoryPreferences.marketing'],
    ['identify-with-bad-traits', 'identify', 'traits'],
    ['group-without-group', 'group', 'groupId'],
    ['alias-without-previous', 'alias', 'previousId'],
    ['alias-without-user', 'alias', 'userId'],
  ];
  it.each(refused)('%s: by a sentence that names the field', (name, type, field) => {
    const message = readFixture('collect', 'invalid', name);
    expect(() => accept(message, { type })).toThrow(
      expect.objectContaining({ field, status: 400, retryable: false }),
    );
  });

  it.each(['a\u0007b', 'half \ud83d'])('with the messageId %j: it must be readable', (messageId) => {
    expect(() => accept({ type: 'track', event: 'A', userId: 'u', messageId })).toThrow(
      expect.objectContaining({ field: 'messageId', status: 400 }),
    );
    expect(accept({ type: 'track', event: 'A', userId: 'u', messageId: 'm 😀' }).messageId).toBe('m 😀');
  });

  it.each([[null], [[]], ['text'], [7]])('that is %j: it must be an object', (message) => {
    expect(() => accept(message as JsonValue)).toThrow('must be a JSON object');
  });

  it('given a type that is none of the six, then by that', () => {
    expect(() => accept({ type: 'dance', userId: 'u' })).toThrow(expect.objectContaining({ field: 'type' }));
  });

  it('given more than 32 KiB of JSON in UTF-8, then with 413; at 32 KiB it passes', () => {
    const empty = { type: 'track', event: 'A', userId: 'u', properties: { text: '' } };
    const room = 32 * 1024 - JSON.stringify(empty).length;
    const sized = (text: string): JsonObject => ({ ...empty, properties: { text } });
    expect(accept(sized('x'.repeat(room))).properties.text).toHaveLength(room);
    const tooLarge = expect.objectContaining({ status: 413, code: 'too-large' });
    expect(() => accept(sized('x'.repeat(room + 1)))).toThrow(tooLarge);
    expect(() => accept(sized('ü'.repeat(room / 2 + 1)))).toThrow(tooLarge);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../domain/event/canonical-json.ts';
import type { JsonObject, JsonValue } from '../../../domain/event/json.ts';
import { messageIdOf } from '../../../domain/event/message-id.ts';
import { stripNulls } from '../../../domain/event/strip-nulls.ts';

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;
const message = fc.dictionary(fc.string(), json) as fc.Arbitrary<JsonObject>;

function reversed(value: JsonValue): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, reversed(inner)]),
  );
}

describe('the id of a message', () => {
  it('is the messageId that it carries', () => {
    expect(messageIdOf({ messageId: 'm-1', event: 'A' })).toBe('m-1');
    expect(messageIdOf({ messageId: 7 })).toBe('7');
  });

  it('without one, does not depend on the order of properties at any depth', () => {
    fc.assert(
      fc.property(message, (value) => {
        expect(messageIdOf(reversed(value) as JsonObject)).toBe(messageIdOf(value));
      }),
    );
  });

  it('without one, does not depend on what a retry changes', () => {
    const sent = { event: 'A', userId: 'u1', properties: { b: 1, a: 2 } };
    const retried = { ...sent, sentAt: '2026-01-01T00:00:00Z', writeKey: 'k', _metadata: { retries: 1 } };
    expect(messageIdOf(retried)).toBe(messageIdOf(sent));
    expect(messageIdOf({ ...sent, messageId: '' })).toBe(messageIdOf(sent));
  });

  it('without one, is another for another event', () => {
    expect(messageIdOf({ event: 'A', userId: 'u1' })).not.toBe(messageIdOf({ event: 'A', userId: 'u2' }));
    expect(messageIdOf({ a: [1, 2] })).not.toBe(messageIdOf({ a: [2, 1] }));
    expect(messageIdOf({ a: '1' })).not.toBe(messageIdOf({ a: 1 }));
  });

  it('comes from JSON that reads back as the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('null equals absent', () => {
  it('at any depth, except in lists', () => {
    expect(stripNulls({ a: null, b: { c: null, d: [null, { e: null, f: 1 }] } })).toEqual({
      b: { d: [null, { f: 1 }] },
    });
  });

  it('and nobody can reach a prototype', () => {
    const stripped = stripNulls(JSON.parse('{ "__proto__": { "polluted": true }, "a": 1 }'));
    expect(Object.keys(stripped)).toEqual(['a']);
    expect((stripped as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

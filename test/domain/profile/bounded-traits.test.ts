import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../domain/event/canonical-json.ts';
import type { JsonObject, JsonValue } from '../../../domain/event/json.ts';
import { jsonBytes } from '../../../domain/event/json-bytes.ts';
import { type Traits, traitsOf, uniteTraits } from '../../../domain/profile/bounded-traits.ts';
import type { Stamp } from '../../../domain/profile/profile.ts';
import { NOW } from '../../support/an-event.ts';

const LIMITS = {
  count: 4,
  large: [
    { overBytes: 20, count: 3 },
    { overBytes: 40, count: 1 },
  ],
};
const NOTHING: Traits = { traits: {} };

interface Message extends Stamp {
  readonly traits: JsonObject;
}

const value = fc
  .tuple(fc.constantFrom(1, 15, 20, 38, 50), fc.constantFrom('a', 'b'))
  .map(([length, letter]) => letter.repeat(length));
const message: fc.Arbitrary<Message> = fc.record({
  at: fc.nat({ max: 9 }),
  messageId: fc.constantFrom('m-1', 'm-2'),
  traits: fc.dictionary(fc.constantFrom('p', 'q', 'r', 's', 't', 'u', 'v'), value, {
    maxKeys: 6,
    noNullPrototype: true,
  }),
});

const fold = (before: Traits, { traits, ...stamp }: Message): Traits =>
  uniteTraits(before, traitsOf(traits, stamp, LIMITS), LIMITS);
const textOf = ({ traits, traitMemory }: Traits) =>
  canonicalJson(JSON.parse(JSON.stringify({ traits, traitMemory })) as JsonValue);

type Write = Stamp & { readonly name: string; readonly value: JsonValue };

/** What stays of all that was ever set: written apart from the domain, with everything at hand. */
function traitsFromAll(messages: readonly Message[]): Record<string, JsonValue> {
  const writes = messages.flatMap(({ traits, ...stamp }): Write[] =>
    Object.entries(traits).map(([name, each]) => ({ ...stamp, name, value: each })),
  );
  const current = newestOfEach(writes).slice(0, LIMITS.count);
  const isShown = (write: Write) =>
    LIMITS.large.every(({ overBytes, count }) => {
      const isLarge = (other: Write) => jsonBytes(other.name) + jsonBytes(other.value) > overBytes;
      const largest = newestOfEach(writes.filter(isLarge)).slice(0, count);
      return !isLarge(write) || largest.some(({ name }) => name === write.name);
    });
  return Object.fromEntries(current.filter(isShown).map((write) => [write.name, write.value]));
}

/** Each name's last write, newest first; of one message's contents the larger counts. */
function newestOfEach(writes: readonly Write[]): Write[] {
  const compare = (a: Write, b: Write) =>
    b.at - a.at ||
    compareTexts(b.messageId, a.messageId) ||
    compareTexts(b.name, a.name) ||
    jsonBytes(b.value) - jsonBytes(a.value) ||
    compareTexts(String(b.value), String(a.value));
  const names = new Set<string>();
  return writes.toSorted(compare).filter(({ name }) => !names.has(name) && names.add(name));
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A way for messages to come: to three people in any order, some to more than one, who are then joined in any order. */
const arrival = fc.array(message, { minLength: 1, maxLength: 24, size: 'max' }).chain((messages) => {
  const some = fc.tuple(fc.shuffledSubarray(messages), fc.shuffledSubarray(messages));
  const all = fc.shuffledSubarray(messages, { minLength: messages.length });
  return fc.tuple(fc.constant(messages), all, some, fc.boolean());
});

describe('the bounds on traits', () => {
  it('leave the same traits, and remember the same, in whatever order messages come and people merge', () => {
    fc.assert(
      fc.property(arrival, ([messages, shuffled, [one, other], isRightFirst]) => {
        const whole = messages.reduce(fold, NOTHING);
        const rest = shuffled.filter((each) => !one.includes(each) && !other.includes(each));
        const [a, b, c] = [one, other, rest].map((part) => part.reduce(fold, NOTHING)) as [
          Traits,
          Traits,
          Traits,
        ];
        const joined = isRightFirst
          ? uniteTraits(a, uniteTraits(b, c, LIMITS), LIMITS)
          : uniteTraits(uniteTraits(c, b, LIMITS), a, LIMITS);
        expect(textOf(shuffled.reduce(fold, NOTHING))).toBe(textOf(whole));
        expect(textOf(joined)).toBe(textOf(whole));
      }),
      { numRuns: 2_000 },
    );
  });

  it('leave what a reading of all messages at once finds', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 24, size: 'max' }), (messages) => {
        const { traits } = messages.reduce(fold, NOTHING);
        const values = Object.fromEntries(Object.entries(traits).map(([name, each]) => [name, each.value]));
        expect(values).toEqual(traitsFromAll(messages));
      }),
      { numRuns: 2_000 },
    );
  });

  it('keep the traits that were set last', () => {
    const messages = Array.from({ length: 250 }, (_, index) => ({ [`t${index}`]: index }));
    const { traits, traitMemory } = messages.reduce<Traits>(
      (before, sent, index) => uniteTraits(before, traitsOf(sent, { at: NOW + index, messageId: 'm' })),
      NOTHING,
    );
    expect(Object.keys(traits)).toHaveLength(200);
    expect(Object.keys(traits)).toContain('t50');
    expect(Object.keys(traits)).not.toContain('t49');
    expect(traitMemory).toBeUndefined();
  });

  it('withhold the oldest of too many large values, and show its name’s next small one', () => {
    const set = (before: Traits, name: string, each: JsonValue, at: number) =>
      uniteTraits(before, traitsOf({ [name]: each }, { at, messageId: 'm' }));
    let state = set(NOTHING, 'oldest', 'small', NOW);
    state = set(state, 'oldest', 'x'.repeat(2_000), NOW + 1);
    for (let index = 0; index < 8; index += 1)
      state = set(state, `large${index}`, 'x'.repeat(2_000), NOW + 10 + index);
    expect(state.traits).not.toHaveProperty('oldest');
    expect(Object.keys(state.traitMemory?.withheld ?? {})).toEqual(['oldest']);
    state = set(state, 'oldest', 'late', NOW);
    expect(state.traits).not.toHaveProperty('oldest');
    state = set(state, 'oldest', 'new', NOW + 30);
    expect(state.traits.oldest?.value).toBe('new');
    expect(state.traitMemory?.withheld).toEqual({});
  });

  it('take no value over 4 KiB and no name over 200 bytes: what was there before stays', () => {
    const stamp = { at: NOW, messageId: 'm' };
    const before = uniteTraits(NOTHING, traitsOf({ note: 'short', largest: 'x'.repeat(4_094) }, stamp));
    const sent = {
      note: 'x'.repeat(4_095),
      ['n'.repeat(199)]: 1,
      list: Array.from({ length: 2_100 }, () => 1),
    };
    const after = uniteTraits(before, traitsOf(sent, { ...stamp, at: NOW + 1 }));
    expect(after).toEqual(before);
    expect(after.traits.largest?.value).toHaveLength(4_094);
  });
});

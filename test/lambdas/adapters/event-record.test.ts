import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEvent, encodeEvent } from '../../../lambdas/adapters/event-record.ts';
import { anEvent } from '../../support/an-event.ts';

/** As Lambda hands a stream's record on: bytes are base64. */
const asStreamed = (item: Record<string, unknown>) => ({
  ...item,
  ...(item.packed instanceof Uint8Array && { packed: Buffer.from(item.packed).toString('base64') }),
});

describe('an event as an item', () => {
  it('given any event, when it is read from the table or from the stream, then it is the same', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (properties) => {
        const event = anEvent({ properties: JSON.parse(JSON.stringify(properties)) });
        expect(decodeEvent(encodeEvent(event))).toEqual(event);
        expect(decodeEvent(asStreamed(encodeEvent(event)))).toEqual(event);
      }),
    );
  });

  it('given a small event, then its body can be read in the table; given a large one, then it is deflated', () => {
    const small = encodeEvent(anEvent());
    const large = encodeEvent(anEvent({ properties: { text: 'a page, and a page again '.repeat(80) } }));
    expect(typeof small.body).toBe('string');
    expect(large.body).toBeUndefined();
    expect((large.packed as Uint8Array).byteLength).toBeLessThan(500);
  });

  it('given bytes that inflate without end, then they are refused', () => {
    const bomb = encodeEvent(anEvent({ properties: { text: ' '.repeat(1_000_000) } }));
    expect(() => decodeEvent(bomb)).toThrow();
  });
});

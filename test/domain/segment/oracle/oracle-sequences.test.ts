import { describe, expect, it } from 'vitest';
import { aGuestWho, aToldEvent, DAY, HOUR, holdsAfter } from '../../../support/oracle/a-told-event.ts';
import type { World } from '../../../support/oracle/world.ts';

const viewed = (after: number, id = '') =>
  aToldEvent('Product Viewed', after, { messageId: `v ${after} ${id}` });
const cart = (after: number) => aToldEvent('Cart Updated', after);
const order = (after: number, product: unknown = 'p1') =>
  aToldEvent('Order Completed', after, { properties: { products: [{ product_id: product as string }] } });
const VIEW = { event: 'Product Viewed' };
const CART = { event: 'Cart Updated' };
const ORDER = { event: 'Order Completed' };

describe('the oracle: sequences', () => {
  it('steps are met in order, by events of their own', () => {
    expect(holdsAfter(aGuestWho([viewed(0), cart(1)]), { sequence: [VIEW, CART] }, DAY)).toBe(true);
    expect(holdsAfter(aGuestWho([cart(0), viewed(1)]), { sequence: [VIEW, CART] }, DAY)).toBe(false);
    expect(holdsAfter(aGuestWho([viewed(0)]), { sequence: [VIEW, VIEW] }, DAY)).toBe(false);
    expect(holdsAfter(aGuestWho([viewed(0), viewed(0, 'b')]), { sequence: [VIEW, VIEW] }, DAY)).toBe(true);
  });

  it('of one millisecond the event of the earlier step comes first', () => {
    expect(holdsAfter(aGuestWho([cart(0), viewed(0)]), { sequence: [VIEW, CART] }, DAY)).toBe(true);
    const notBetween = { sequence: [VIEW, { not: ORDER }, CART] };
    expect(holdsAfter(aGuestWho([viewed(0), order(0), cart(0)]), notBetween, DAY)).toBe(false);
  });

  it('a `not` forbids between the steps beside it alone', () => {
    const notBetween = { sequence: [VIEW, { not: ORDER }, CART] };
    expect(holdsAfter(aGuestWho([viewed(0), order(1), cart(2)]), notBetween, DAY)).toBe(false);
    expect(holdsAfter(aGuestWho([viewed(0), order(1), viewed(2), cart(3)]), notBetween, DAY)).toBe(true);
    expect(holdsAfter(aGuestWho([viewed(0), cart(1), order(2)]), notBetween, DAY)).toBe(true);
  });

  it('a `not` at the end holds at once and until it happens', () => {
    const notSince = { sequence: [CART, { not: ORDER }] };
    expect(holdsAfter(aGuestWho([cart(0)]), notSince, 0)).toBe(true);
    expect(holdsAfter(aGuestWho([cart(0), order(HOUR)]), notSince, HOUR)).toBe(false);
    expect(holdsAfter(aGuestWho([cart(0), order(HOUR), cart(DAY)]), notSince, DAY)).toBe(true);
  });

  it('with `for` it holds once that long has passed without it', () => {
    const quiet = { sequence: [CART, { not: ORDER, for: '2 hours' }] };
    const within = { sequence: [CART, { not: { ...ORDER, for: '2 hours' } }] };
    for (const written of [quiet, within]) {
      expect(holdsAfter(aGuestWho([cart(0)]), written, 2 * HOUR - 1)).toBe(false);
      expect(holdsAfter(aGuestWho([cart(0)]), written, 2 * HOUR)).toBe(true);
      expect(holdsAfter(aGuestWho([cart(0), cart(HOUR)]), written, 2 * HOUR)).toBe(true);
      expect(holdsAfter(aGuestWho([cart(0), order(3 * HOUR)]), written, 3 * HOUR)).toBe(false);
    }
  });

  it('with `for` on a journey’s clock so many matches are remembered; without one it is never in doubt', () => {
    const quiet = { sequence: [CART, { not: ORDER, for: '2 hours' }] };
    const carts = (count: number) => Array.from({ length: count }, (_, index) => cart(index));
    const isInDoubt = (count: number, facts: Partial<World>) => {
      const guest = aGuestWho(carts(count), facts);
      holdsAfter(guest, quiet, HOUR);
      return guest.doubt.isRaised;
    };
    const journey = { entryAt: 0, isClock: true };
    expect([isInDoubt(31, { journey }), isInDoubt(32, { journey })]).toEqual([false, true]);
    expect([isInDoubt(32, {}), isInDoubt(500, {})]).toEqual([false, false]);
  });

  it('`span` bounds first to last, `within` how long ago the first was', () => {
    const guest = aGuestWho([viewed(0), cart(2 * HOUR)]);
    expect(holdsAfter(guest, { sequence: [VIEW, CART], span: '2 hours' }, DAY)).toBe(true);
    expect(holdsAfter(guest, { sequence: [VIEW, CART], span: '1 hour' }, DAY)).toBe(false);
    expect(holdsAfter(guest, { sequence: [VIEW, CART], within: '3 hours' }, 3 * HOUR - 1)).toBe(true);
    expect(holdsAfter(guest, { sequence: [VIEW, CART], within: '3 hours' }, 3 * HOUR)).toBe(false);
  });

  it('any match is enough: the latest within the window, the shortest within the span', () => {
    const guest = aGuestWho([viewed(0), viewed(HOUR), cart(2 * HOUR)]);
    expect(holdsAfter(guest, { sequence: [VIEW, CART], span: '1 hour' }, DAY)).toBe(true);
    expect(holdsAfter(guest, { sequence: [VIEW, CART], within: '2 hours' }, 3 * HOUR - 1)).toBe(true);
  });
});

describe('the oracle: matching', () => {
  const seen = (after: number, product: unknown) =>
    aToldEvent('Product Viewed', after, { properties: { product_id: product as string } });
  const bought = {
    ...VIEW,
    matching: { ...ORDER, on: { product_id: 'products.product_id' } },
  };

  it('counts events whose values another event has too, before or after', () => {
    expect(holdsAfter(aGuestWho([seen(0, 'p1'), order(HOUR)]), bought, HOUR)).toBe(true);
    expect(holdsAfter(aGuestWho([order(0), seen(HOUR, 'p1')]), bought, HOUR)).toBe(true);
    expect(holdsAfter(aGuestWho([seen(0, 'p2'), order(HOUR)]), bought, HOUR)).toBe(false);
  });

  it('the window is of the first event alone', () => {
    const recent = { ...bought, within: '1 hour' };
    expect(holdsAfter(aGuestWho([order(0), seen(DAY, 'p1')]), recent, DAY)).toBe(true);
    expect(holdsAfter(aGuestWho([seen(0, 'p1'), order(DAY)]), recent, DAY)).toBe(false);
  });

  it('a number equals plain decimal text of it; what begins with a nought is a name', () => {
    expect(holdsAfter(aGuestWho([seen(0, 7), order(1, '7')]), bought, DAY)).toBe(true);
    expect(holdsAfter(aGuestWho([seen(0, 7), order(1, '7.0')]), bought, DAY)).toBe(true);
    expect(holdsAfter(aGuestWho([seen(0, 7), order(1, '07')]), bought, DAY)).toBe(false);
  });

  it('several pairs must agree for the same two events', () => {
    // given
    const pairs = { ...VIEW, matching: { ...VIEW, on: { a: 'b', c: 'd' } } };
    const event = (after: number, properties: Record<string, string>) =>
      aToldEvent('Product Viewed', after, { properties });
    // then
    const apart = [event(0, { a: '1', c: '2' }), event(1, { b: '1' }), event(2, { d: '2' })];
    expect(holdsAfter(aGuestWho(apart), pairs, DAY)).toBe(false);
    const together = [event(0, { a: '1', c: '2' }), event(1, { b: '1', d: '2' })];
    expect(holdsAfter(aGuestWho(together), pairs, DAY)).toBe(true);
  });
});

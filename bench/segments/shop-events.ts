import type { JsonObject } from '../../domain/event/json.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { PRICES, PRODUCTS_A_SHOP, productOf, shopOf } from './segment-playbook.ts';

const STARTED_AT = Date.UTC(2026, 2, 2, 9);
const GUESTS = 2000;
/** One after another, as a guest's events of a few minutes stand together in a batch. */
const EVENTS_A_GUEST = 4;
/** Prime to any number of segments in use: neighbours in time ask for rules that lie apart. */
const STRIDE = 7919;
const USER_AGENT =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

/**
 * Tracked events as analytics.js sends them, as JSON text of 1 to 1.5 KB: one of `every` is what one of so many segments
 * asks for, by turns all of them; the others are of products and shops that none asks for.
 */
export function shopEvent(number: number, segments: number, every = 1): string {
  const isAsked = number % every === 0;
  const segment = (Math.floor(number / every) * STRIDE) % segments;
  const product = Math.floor(segment / 2) + (isAsked ? 0 : segments);
  const guest = Math.floor(number / EVENTS_A_GUEST) % GUESTS;
  const shop = shopOf(product);
  const band = product % PRODUCTS_A_SHOP;
  const at = STARTED_AT + number * 250;
  const title = `Linen shirt ${product}, made by hand, in four colours`;
  const path = `/shops/${shop}/products/${productOf(product)}`;
  return JSON.stringify({
    timestamp: new Date(at).toISOString(),
    integrations: { 'Segment.io': true },
    type: 'track',
    event: segment % 2 === 0 ? 'Product Viewed' : 'Product Added',
    properties: {
      product_id: productOf(product),
      sku: `LS-${product}-M`,
      category: 'Shirts',
      name: title,
      brand: 'Maison Lin',
      variant: 'Sand',
      price: (band + 0.5) * (PRICES / PRODUCTS_A_SHOP),
      currency: 'EUR',
      quantity: 1,
      shop,
      url: `https://www.example.com${path}`,
      image_url: `https://images.example.com/products/${product}/front.jpg`,
    },
    context: {
      page: {
        path,
        referrer: 'https://www.example.com/shops',
        search: '?utm_source=newsletter&utm_medium=email&utm_campaign=spring',
        title,
        url: `https://www.example.com${path}?utm_source=newsletter&utm_medium=email&utm_campaign=spring`,
      },
      userAgent: USER_AGENT,
      userAgentData: {
        brands: [
          { brand: 'Chromium', version: '141' },
          { brand: 'Not?A_Brand', version: '8' },
        ],
        mobile: false,
        platform: 'macOS',
      },
      locale: 'de-DE',
      timezone: 'Europe/Berlin',
      library: { name: 'analytics.js', version: 'npm:next-1.84.3' },
      campaign: { source: 'newsletter', medium: 'email', name: 'spring' },
    },
    messageId: `ajs-next-1772442000${number}-7f3c2b1e-55aa-4d0e-9f5e`,
    userId: `guest-${guest}`,
    anonymousId: `5e0c6a2f-9f4d-4b6e-8a11-${String(guest).padStart(12, '0')}`,
    sentAt: new Date(at + 20).toISOString(),
  });
}

/** The parsed message as it is folded. What collect does besides, validating and linking, has figures of its own. */
export function toTrackingEvent(message: JsonObject): TrackingEvent {
  const { messageId, timestamp, userId, anonymousId } = message as Record<string, string>;
  const identifier = `userId#${userId}`;
  const time = Date.parse(timestamp ?? '');
  return {
    key: { identifier, sort: `${timestamp}#${messageId}` },
    type: 'track',
    messageId: messageId ?? '',
    name: message.event as string,
    time,
    receivedAt: time,
    identifiers: [identifier, `anonymousId#${anonymousId}`],
    properties: message.properties as JsonObject,
    traits: {},
    context: message.context as JsonObject,
    consent: {},
    source: 'web',
  };
}

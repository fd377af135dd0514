import type { SeededRandom } from '../simulation/seeded-random.ts';
import type { Json } from './written.ts';

/** Three weeks before clocks go forward in Berlin. */
export const BEGINNING = Date.UTC(2026, 2, 8, 10);
export const HOUR = 3_600_000;

/** What guests do; few names, so that conditions meet events often. */
export const DEEDS = ['Signed Up', 'Called Hotel', 'Order Completed', 'Product Viewed'];
export const VENUES = ['lobby-bar', 'spa', 'garden'];
export const ZONES = ['table-1', 'table-2', 'window'];
export const OFFERS = ['free-appetizer', 'scarf'];
export const CAMPAIGNS = ['win-back', 'thanks'];
export const LISTS = ['press-guests', 'regulars'];
export const TOLD_TRAITS = ['tags', 'city', 'birthday', 'score', 'arrivals', 'address'];
export const PURPOSES = ['marketing', 'analytics', 'location'];
export const CHANNEL_EVENTS = [
  'Email Delivered',
  'Email Opened',
  'Email Link Clicked',
  'Email Bounced',
  'Email Marked as Spam',
  'Unsubscribed',
  'SMS Delivered',
  'Push Notification Tapped',
];

const CATEGORIES: readonly Json[] = ['Suits', 'suits', 'Dresses', 'Ties', '', 5, '5', '5.0', true];
const AMOUNTS: readonly Json[] = [5, '5', 12, 0.1, 0.2, 0.3, 199.99, -3, '12.5', 0.000125, 'free', null, 250];
const PRODUCTS: readonly Json[] = ['p1', 'p2', 'p3', 7, '7', '07', '7.0'];
const BRANDS: readonly Json[] = ['Aspesi', 'Boss'];

/** Two of them much more often than the others. */
export const aCategory = (dice: SeededRandom): Json =>
  dice.happens(0.6) ? dice.pick(['Suits', 'Dresses']) : dice.pick(CATEGORIES);
export const anAmount = (dice: SeededRandom): Json => dice.pick(AMOUNTS);
export const aProductId = (dice: SeededRandom): Json => dice.pick(PRODUCTS);
export const aBrand = (dice: SeededRandom): Json => dice.pick(BRANDS);

/** A moment in one of the ways in which people write one. */
export function aDate(dice: SeededRandom, around: number): Json {
  const moment = around + dice.between(-10, 40) * dice.pick([1, 12]) * HOUR;
  const text = new Date(moment).toISOString();
  return dice.pick<Json>([
    text,
    text.slice(0, 10),
    text.slice(0, 16),
    `${text.slice(0, 19)}+02:00`,
    moment,
    Math.floor(moment / 1_000),
    String(moment),
    '2008-02-29',
    '2008-03-27',
  ]);
}

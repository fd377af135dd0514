import type { SeededRandom } from '../simulation/seeded-random.ts';
import { aCondition, aSelector, type Pool } from './arbitrary-condition.ts';
import { aNesting, aPassing } from './arbitrary-nesting.ts';
import { VENUES } from './vocabulary.ts';
import type { Written, WrittenAmount, WrittenPlaybook, WrittenTrait } from './written.ts';

/** What is made of: kinds of condition, and of computed traits. */
export interface Kinds {
  readonly conditions: readonly string[];
  readonly traits: readonly string[];
}

export const TRAIT_KINDS = ['count', 'sum', 'average', 'min', 'max', 'first', 'last', 'unique', 'top'];
const NUMERIC = ['count', 'sum', 'average', 'min', 'max'];

/** Ascending lengths, of which an author uses a few: by the minute, by the hour, by the day, or odd ones. */
const LENGTHS: readonly (readonly [string, string, string])[] = [
  ['1 hour', '5 hours', '1 day'],
  ['1 hour', '5 hours', '1 day'],
  ['30 minutes', '2 hours', 'PT12H'],
  ['12 hours', '3 days', '1 week'],
  ['P1D', '7 days', '1 month'],
  ['1000007 milliseconds', '1 hour', '30000011 milliseconds'],
  ['90 seconds', '1.5 hours', 'P1DT1H'],
];

export function aPlaybook(dice: SeededRandom, kinds: Kinds): WrittenPlaybook {
  const lengths = dice.pick(LENGTHS);
  const pool: Pool = { lengths, segments: [], traits: {}, inCampaign: false };
  const traits = Object.fromEntries(
    Array.from({ length: 4 }, (_, index) => [`computed${index}`, aTrait(dice, pool, kinds.traits)]),
  );
  const segments: Record<string, WrittenPlaybook['segments'][string]> = {};
  for (let index = 0; index < 8; index += 1) {
    const known = { ...pool, segments: Object.keys(segments), traits: kindsOf(traits) };
    segments[`s${index}`] = { when: aCondition(dice, known, kinds.conditions) };
  }
  if (dice.happens(0.2)) nest(dice, pool, segments);
  const asked = { ...pool, segments: Object.keys(segments), traits: kindsOf(traits), inCampaign: true };
  const campaign = {
    if: aCondition(dice, asked, kinds.conditions),
    stopWhen: aCondition(dice, asked, kinds.conditions),
  };
  return {
    settings: aHouse(dice, lengths),
    segments,
    traits,
    campaigns: { 'win-back': campaign, thanks: {} },
  };
}

/** Now and then the last half of the segments are about an entry within an entry. */
function nest(dice: SeededRandom, pool: Pool, segments: Record<string, { readonly when: Written }>): void {
  const ids = Object.keys(segments);
  const [half = [], others = []] = [ids.slice(0, ids.length / 2), ids.slice(ids.length / 2)];
  const inner = dice.pick(half);
  if (dice.happens(0.7)) segments[inner] = { when: aPassing(dice, pool) };
  const conditions = aNesting(dice, { ...pool, segments: half }, inner, others[0] ?? '');
  for (const [place, when] of conditions.entries()) segments[others[place] ?? ''] = { when };
}

function kindsOf(traits: Readonly<Record<string, WrittenTrait>>): Pool['traits'] {
  const isNumber = (trait: WrittenTrait) => NUMERIC.some((kind) => kind in trait);
  return Object.fromEntries(
    Object.entries(traits).map(([id, trait]) => [id, isNumber(trait) ? 'number' : 'text']),
  );
}

function aHouse(dice: SeededRandom, lengths: readonly string[]): WrittenPlaybook['settings'] {
  const [bar = '', spa = ''] = VENUES;
  return {
    name: 'Any House',
    timezone: dice.pick(['Europe/Berlin', 'UTC', 'America/New_York']),
    consent: { marketing: 'opt-in', analytics: 'opt-out', location: 'opt-in', sms: 'opt-out' },
    visit: { begins: ['Beacon Entered', 'Signed Up', 'Order Completed'], endsAfter: dice.pick(lengths) },
    venues: { [bar]: { timeout: lengths[1] ?? '' }, [spa]: {}, garden: { timeout: lengths[0] ?? '' } },
    channels: { email: { from: 'stay@example.com' } },
  };
}

function aTrait(dice: SeededRandom, pool: Pool, kinds: readonly string[]): WrittenTrait {
  const kind = dice.pick(kinds);
  const amount = anAmount(dice, pool, kind);
  if (!NUMERIC.includes(kind)) return amount;
  return {
    ...amount,
    ...(dice.happens(0.3) && { times: dice.pick([0.1, 3, -1]) }),
    ...(dice.happens(0.3) && { minus: anAmount(dice, pool, dice.pick(['count', 'sum'])) }),
  };
}

function anAmount(dice: SeededRandom, pool: Pool, kind: string): WrittenAmount {
  const within = dice.happens(0.55)
    ? {
        within:
          dice.happens(0.2) && kind !== 'last' && kind !== 'first' ? rangeOf(pool) : dice.pick(pool.lengths),
      }
    : {};
  const of = { ...aSelector(dice, pool), ...within };
  if (kind === 'count') return { count: true, of };
  const paths = NUMERIC.includes(kind)
    ? ['revenue', 'products.price']
    : ['category', 'category', 'products.category', 'products.tags', 'revenue', 'checkIn'];
  return { [kind]: dice.pick(paths), of };
}

function rangeOf({ lengths }: Pool): [string, string] {
  return [lengths[2] ?? '', lengths[0] ?? ''];
}

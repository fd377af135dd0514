/** What must be met in so many of a hundred cases. */
export interface ExpectedRate {
  readonly name: string;
  readonly percent: number;
}

/** Less would be rare. */
const OFTEN = 0.5;

const expectAll = (names: readonly string[]): ExpectedRate[] =>
  names.map((name) => ({ name, percent: OFTEN }));
const eitherWay = (names: readonly string[]) => names.flatMap((name) => [`${name} holds`, `${name} fails`]);

/** Long histories take their time. */
const TOO_MANY = ['over 32 matches that must be quiet', 'over 101 sightings in a range'].map((name) => ({
  name,
  percent: 0.1,
}));

/** What is hard about a case. */
export const EXPECTED_TROUBLES: readonly ExpectedRate[] = [
  ...TOO_MANY,
  ...expectAll([
    'two events of one millisecond',
    'a late event',
    'a fraction',
    'a list',
    'an object in a list',
    'numeric text',
    'null',
    'a long history',
    'people who were two',
    'folded anew',
    'an aggregate that could not tell',
    'an approximate value, left out',
    ...['the end of a window', 'the end of a bucket'].flatMap((edge) =>
      ['a millisecond before', 'at', 'a millisecond after'].map((place) => `${place} ${edge}`),
    ),
  ]),
];

const CONDITIONS = [
  ...['event', 'sum', 'average', 'min', 'max', 'unique', 'matching', 'sequence', 'affinity'],
  ...['count', 'sum', 'average', 'min', 'max', 'first', 'last', 'unique', 'top'].map(
    (measure) => `trait, computed: ${measure}`,
  ),
  ...['trait, told', 'segment', 'segment, for', 'consent', 'reachable', 'identifier', 'at', 'zone'],
  ...['held', 'granted', 'valid', 'redeemed', 'expired'].map((status) => `offer, ${status}`),
  ...['message, sent', 'message, told', 'list', 'random'],
  ...['within', 'within a range', 'within the visit', 'since an event', 'since an event, for'],
  ...['since a segment', 'since a date', 'since entry', 'an entry within an entry'],
  ...['not between', 'not at the end', 'not for', 'span', 'within'].map((part) => `sequence, ${part}`),
];
const TESTS = [
  ...['is', 'isNot', 'in', 'notIn', 'atLeast', 'atMost', 'moreThan', 'lessThan', 'between', 'includes'],
  ...[
    'includesAny',
    'includesAll',
    'excludes',
    'startsWith',
    'endsWith',
    'containsText',
    'matches',
    'exists',
  ],
  ...['before', 'after', 'withinLast', 'withinNext'],
];

/** Each kind of condition, each part of one and each test of a trait, holding and failing. */
export const EXPECTED_KINDS: readonly ExpectedRate[] = [
  ...expectAll(eitherWay(CONDITIONS)),
  ...expectAll(eitherWay(TESTS.map((test) => `test: ${test}`))),
];

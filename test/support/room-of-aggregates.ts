import { estimateAggregate } from '../../domain/playbook/estimate/estimate-aggregate.ts';
import type { AggregateSpec, Measure } from '../../domain/segment/aggregate/aggregate-spec.ts';

const of = { names: ['X'], where: [] };
const property = ['p'];
const withinMilliseconds = 30 * 86_400_000;
const since = { kind: 'event', of } as const;
const steps = [
  { kind: 'event', of },
  { kind: 'event', of },
  { kind: 'not', of },
] as const;

/** What docs/segments.md says of the room that each question takes, in bytes. */
export function roomOf(): readonly (readonly [asked: string, bytes: number])[] {
  const measure = (name: Measure, window = {}): AggregateSpec => ({
    kind: 'measure',
    of,
    property,
    measure: name,
    ...window,
  });
  const specs: readonly (readonly [string, AggregateSpec])[] = [
    ['`event`, once', { kind: 'times', of, keep: 1 }],
    ['`event`, `count: { atLeast: 10 }`', { kind: 'times', of, keep: 10 }],
    [
      '`event`, `since: { event: …, for: … }`',
      { kind: 'times-since', of, since: of, spanMilliseconds: 1, keep: 1 },
    ],
    ['`event`, counted in a range `[60 days, 30 days]`', measure('count', { withinMilliseconds })],
    ['`sum`, `min`, `max`', measure('sum')],
    ['`sum`, `min`, `max` within 30 days', measure('sum', { withinMilliseconds })],
    [
      '`sum` since an event or a segment’s entry',
      { kind: 'measure-since', of, property, measure: 'sum', since },
    ],
    ['`sum` in `stopWhen`', { kind: 'recent', of, property, measure: 'sum', keep: 32 }],
    ['`average`', measure('average')],
    ['`average` within 30 days', measure('average', { withinMilliseconds })],
    ['`unique`', measure('unique')],
    ['`unique` within 30 days', measure('unique', { withinMilliseconds })],
    [
      '`unique` in a range `[60 days, 30 days]`',
      measure('unique', {
        withinMilliseconds: 2 * withinMilliseconds,
        untilMilliseconds: withinMilliseconds,
      }),
    ],
    ['`first`', { kind: 'first', of, property }],
    ['`first` within 30 days', { kind: 'first', of, property, withinMilliseconds }],
    ['`last`', { kind: 'last', of, property }],
    ['`top`', { kind: 'top', of, property }],
    ['`top` within 30 days', { kind: 'top', of, property, withinMilliseconds }],
    ['`affinity`: each of its two counts', measure('count')],
    ['`affinity` within 30 days: each of its two counts', measure('count', { withinMilliseconds })],
    ['`sequence` of three steps', { kind: 'sequence', steps }],
    ['`sequence` with `for`', { kind: 'sequence', steps, quiet: { forMilliseconds: 1 } }],
    ['`matching`', { kind: 'matching', of, with: of, on: [[property, property]], keep: 1 }],
    [
      '`at`, `zone`: all together',
      { kind: 'presence', timeoutMilliseconds: {}, defaultTimeoutMilliseconds: 1 },
    ],
    ['`within: visit`: all together', { kind: 'visit', visit: { begins: of, endsAfterMilliseconds: 1 } }],
    ['`offer`', { kind: 'grants', offer: 'gift' }],
    ['`list`', { kind: 'last', of, property: ['member'] }],
    ['`segment … for`, `since: { segment: … }`', { kind: 'entry', when: { kind: 'everyone' } }],
  ];
  return specs.map(([asked, spec]) => [asked, estimateAggregate(spec)]);
}

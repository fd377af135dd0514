import { describe, expect, it } from 'vitest';
import { DAY, equal, segment, whole } from '../../../support/a-compiled-condition.ts';

describe('compileCondition of what a guest is and has', () => {
  it.each([
    ['{ reachable: push }', { kind: 'reachable', channel: 'push' }],
    ['{ identifier: email }', { kind: 'identifier', namespace: 'email' }],
    ['{ random: 12.5% }', { kind: 'random', share: 0.125, salt: 'x' }],
    [
      '{ message: hello, within: 3 days }',
      { kind: 'message', campaign: 'hello', status: 'sent', withinMilliseconds: 3 * DAY },
    ],
  ])('given %s, then nothing need be remembered of events', async (condition, when) => {
    expect(await segment(condition)).toEqual({ when, aggregates: [] });
  });

  it.each([
    [
      '{ offer: gift }',
      { kind: 'offer', offer: 'gift', status: 'held', aggregate: 'a' },
      { kind: 'grants', offer: 'gift', zone: 'Europe/Berlin' },
    ],
    [
      '{ list: press }',
      { kind: 'list', list: 'press', aggregate: 'a' },
      {
        kind: 'last',
        of: { names: ['List Changed'], where: [equal('list', 'press')] },
        property: ['member'],
      },
    ],
    [
      '{ message: hello, status: clicked }',
      { kind: 'message', campaign: 'hello', status: 'clicked', aggregate: 'a' },
      {
        kind: 'times',
        of: {
          names: ['Email Link Clicked', 'Push Notification Tapped'],
          where: [equal('campaign', 'hello')],
        },
        keep: 1,
      },
    ],
    [
      '{ at: any, zone: { startsWith: table- } }',
      {
        kind: 'presence',
        venue: null,
        zone: whole([{ op: 'startsWith', text: 'table-' }]),
        aggregate: 'a',
      },
      {
        kind: 'presence',
        timeoutMilliseconds: { bar: 600_000 },
        defaultTimeoutMilliseconds: 1_800_000,
      },
    ],
  ])('given %s, then its own events are remembered', async (condition, when, aggregate) => {
    expect(await segment(condition)).toEqual({ when, aggregates: [aggregate] });
  });

  it('given a place, however it is asked for, then one memory of where the guest is', async () => {
    const { when, aggregates } = await segment('{ any: [{ at: bar }, { zone: lounge }] }');
    expect(when).toMatchObject({
      of: [{ venue: 'bar' }, { venue: null, zone: whole([{ op: 'is', value: 'lounge' }]) }],
    });
    expect(aggregates).toHaveLength(1);
  });
});

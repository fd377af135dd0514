import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../cli/compile-folder.ts';
import { readMessageConsent } from '../../../domain/event/message-consent.ts';
import { aFolder, compiled } from '../../support/a-folder.ts';

const SIGNED_UP = { names: ['Signed Up'], where: [] };

/** The compiled condition of a segment, and the aggregates it needs. */
async function segment(condition: string) {
  const { program } = await compiled({ 'segments/x.yaml': `when: ${condition}\n` });
  const when = program.segments.find(({ id }) => id === 'x')?.when;
  return { when, aggregates: program.aggregates };
}

describe('compilePlaybook', () => {
  it('given the same files in any order, then the program and its version are the same', async () => {
    const files = aFolder({
      'segments/a.yaml': 'when: { segment: vip }\n',
      'segments/b.yaml': 'when: { all: [{ segment: a }, { event: X }] }\n',
      'traits/t.yaml': 'sum: revenue\nof: { event: X }\n',
    });
    const expected = await compileFiles(files);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(files, { minLength: files.length }), async (shuffled) => {
        expect(await compileFiles(shuffled)).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('given any change of a file, then the version is another', async () => {
    const before = await compiled();
    const after = await compiled({ 'templates/hello.liquid': '<p>Hallo {{ profile.firstName }}</p>\n' });
    expect(after.program.version).not.toBe(before.program.version);
    expect(before.templates.version).toBe(before.program.version);
    expect(before.program.version).toMatch(/^[0-9a-f]{20}$/);
  });

  it('given segments that ask the same in other words, then they share one aggregate', async () => {
    const { program } = await compiled({
      'segments/a.yaml':
        'when: { event: [X, Y], where: { a: 1, b: { atLeast: 2, atMost: 3 } }, within: 3 days }\n',
      'segments/b.yaml':
        'when: { not: { event: [Y, X, Y], where: { b: { atMost: 3, atLeast: 2 }, a: { is: 1 } } } }\n',
    });
    expect(Object.keys(program.aggregates)).toHaveLength(1);
  });

  it('given segments that ask about each other, then each comes after those it asks about', async () => {
    const { program } = await compiled({
      'segments/a.yaml': 'when: { event: X, since: { segment: m } }\n',
      'segments/m.yaml': 'when: { any: [{ segment: z, for: 3 days }, everyone] }\n',
      'segments/z.yaml': 'when: everyone\n',
    });
    expect(program.segments.map(({ id }) => id)).toEqual(['z', 'm', 'a', 'vip']);
  });

  it('given `since` with an open end, then the latest such event is remembered beside the count', async () => {
    const { when, aggregates } = await segment('{ event: Booking Made, since: { event: Signed Up } }');
    expect(when).toMatchObject({
      kind: 'event',
      label: 'Booking Made',
      count: { atLeast: 1 },
      since: { kind: 'event' },
    });
    expect(Object.values(aggregates)).toEqual(
      expect.arrayContaining([
        { kind: 'times', of: SIGNED_UP, keep: 1 },
        { kind: 'times', of: { names: ['Booking Made'], where: [] }, keep: 1 },
      ]),
    );
  });

  it('given `since` with a closed span, then one aggregate counts within it', async () => {
    const { when, aggregates } = await segment('{ event: Called, since: { event: Signed Up, for: 3 days } }');
    expect(when).not.toHaveProperty('since');
    expect(Object.values(aggregates)).toEqual([
      {
        kind: 'times-since',
        of: { names: ['Called'], where: [] },
        since: SIGNED_UP,
        spanMilliseconds: 3 * 86_400_000,
        keep: 1,
      },
    ]);
  });

  it('given `since` a date without a zone, then it is in the playbook’s zone', async () => {
    const { when } = await segment('{ event: X, since: 2026-05-01 }');
    expect(when).toMatchObject({ since: { kind: 'moment', at: Date.parse('2026-05-01T00:00:00+02:00') } });
  });

  it('given `any` and matchers of every kind, then they are compiled with paths split, durations in milliseconds and years by the calendar', async () => {
    const { when, aggregates } = await segment(
      '{ event: any, where: { products.category: [Suits, Ties], products: { some: { brand: Aspesi } }, when: { after: 18 years ago, withinLast: 1 day }, name: { containsText: spa, ignoreCase: true } } }',
    );
    expect(when).toMatchObject({ label: 'any event' });
    const [spec] = Object.values(aggregates);
    expect(spec).toHaveProperty('of', {
      names: [],
      where: [
        { path: ['name'], matcher: { tests: [{ op: 'containsText', text: 'spa' }], ignoreCase: true } },
        {
          path: ['products'],
          matcher: {
            tests: [
              {
                op: 'some',
                where: [
                  { path: ['brand'], matcher: { tests: [{ op: 'is', value: 'Aspesi' }], ignoreCase: false } },
                ],
              },
            ],
            ignoreCase: false,
          },
        },
        {
          path: ['products', 'category'],
          matcher: { tests: [{ op: 'in', values: ['Suits', 'Ties'] }], ignoreCase: false },
        },
        {
          path: ['when'],
          matcher: {
            tests: [
              { op: 'after', at: { agoMilliseconds: 0, agoMonths: 18 * 12 } },
              { op: 'withinLast', milliseconds: 86_400_000 },
            ],
            ignoreCase: false,
            zone: 'Europe/Berlin',
          },
        },
      ],
    });
  });

  it('given a playbook that says nothing of them, then the defaults of the language hold', async () => {
    const { program } = await compiled();
    expect(program.identity.namespaces.map(({ name, unique, limit }) => [name, unique, limit])).toEqual([
      ['userId', true, 1],
      ['email', false, 5],
      ['phone', false, 5],
      ['crmId', true, 1],
      ['loyaltyId', true, 1],
      ['deviceId', false, 20],
      ['anonymousId', false, 50],
    ]);
    expect(program.identity.blocked).toContain('test@example.com');
    expect(Object.entries(program.consent).map(([purpose, { mode }]) => [purpose, mode])).toEqual([
      ['marketing', 'opt-in'],
      ['analytics', 'opt-out'],
      ['location', 'opt-in'],
      ['sms', 'opt-in'],
    ]);
    expect(program.venues).toEqual({ bar: { id: 'bar', name: 'Bar', timezone: 'Europe/Berlin' } });
    expect(program.ordinal).toBe(0);
  });

  it('given what a visit is, and how long a sighting counts, then the program knows', async () => {
    const { program } = await compiled({
      'playbook.yaml': `name: X
timezone: UTC
channels: { email: { from: X <x@example.com> } }
venues: { bar: { timeout: 10 minutes }, garden: {} }
visit: { begins: [Order Completed, Checked In], endsAfter: 4 hours }
`,
    });
    expect(program.visit).toMatchObject({
      begins: { names: ['Checked In', 'Order Completed'] },
      endsAfterMilliseconds: 4 * 3_600_000,
    });
    expect(program.venues.bar?.timeoutMilliseconds).toBe(600_000);
    expect(program.venues.garden).not.toHaveProperty('timeoutMilliseconds');
    expect((await compiled()).program).not.toHaveProperty('visit');
  });

  it('given a consent banner’s categories, then they stand for the purpose', async () => {
    const { program } = await compiled({
      'playbook.yaml': `name: X
timezone: UTC
consent: { marketing: { mode: opt-out, categories: [C0004] }, events: opt-in }
channels: { email: { from: X <x@example.com> } }
`,
    });
    expect(program.consent.marketing).toEqual({ mode: 'opt-out', categories: ['C0004'] });
    expect(program.consent.events).toEqual({ mode: 'opt-in', categories: [] });
  });

  it('given campaigns with topics, then a guest’s choice about each can be recorded, and until it is refused it is permitted', async () => {
    const { program } = await compiled({
      'campaigns/hello.yaml': `trigger: { segment: vip }
topics: [spa, rooms]
steps:
  - send: { channel: email, template: hello, subject: Hello }
`,
    });
    expect(program.consent).toMatchObject({
      'topic:rooms': { mode: 'opt-out', categories: [] },
      'topic:spa': { mode: 'opt-out', categories: [] },
    });
    const choices = { consent: { categoryPreferences: { 'topic:spa': false, 'topic:bar': false } } };
    expect(readMessageConsent(choices, program.consent)).toEqual({ 'topic:spa': false });
  });

  it('given computed traits, then each names its aggregates', async () => {
    const { program } = await compiled({
      'traits/spent.yaml':
        'sum: revenue\nof: { event: Order }\ntimes: 0.5\nminus: { sum: refund, of: { event: Refund } }\n',
      'traits/orders.yaml': 'count: true\nof: { event: Order, within: 1 year }\n',
      'traits/lastShop.yaml': 'last: shop.name\nof: { event: Order }\n',
      'traits/brand.yaml': 'name: Favourite\ntop: brand\nof: { event: Seen }\n',
    });
    const { computedTraits, aggregates } = program;
    const of = (id: string) => aggregates[computedTraits[id]?.aggregate ?? ''];
    expect(of('spent')).toEqual({
      kind: 'measure',
      measure: 'sum',
      of: { names: ['Order'], where: [] },
      property: ['revenue'],
    });
    expect(aggregates[computedTraits.spent?.minus ?? '']).toMatchObject({
      kind: 'measure',
      measure: 'sum',
      property: ['refund'],
    });
    expect(computedTraits.spent?.times).toBe(0.5);
    expect(of('orders')).toMatchObject({
      kind: 'measure',
      measure: 'count',
      property: null,
      withinMilliseconds: 365 * 86_400_000,
    });
    expect(of('lastShop')).toMatchObject({ kind: 'last', property: ['shop', 'name'] });
    expect(of('brand')).toMatchObject({ kind: 'top', property: ['brand'] });
    expect(computedTraits.brand?.name).toBe('Favourite');
  });
});

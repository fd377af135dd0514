import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EVENT_DOLLARS, MESSAGE_DOLLARS, modelCost } from '../../../cli/simulation/modelled-cost.ts';
import prices from '../../../lambdas/contract/prices.json' with { type: 'json' };

const page = readFileSync('docs/cost.md', 'utf8');
const names = { email: 'email', sms: 'SMS', push: 'push', webhook: 'webhook', staff: 'staff' };

describe('what events and messages would cost', () => {
  it('given the dearest and the cheapest way for events to come, then they are those of docs/cost.md', () => {
    const dollars = [...page.matchAll(/^\| (?:four events a|each event) .+\| (\d\.\d\d) \|$/gmu)].map(
      ([, price]) => Number(price),
    );
    expect(dollars.length).toBeGreaterThan(2);
    expect([Math.min(...dollars), Math.max(...dollars)]).toEqual([EVENT_DOLLARS.least, EVENT_DOLLARS.most]);
  });

  it.each(Object.entries(MESSAGE_DOLLARS))(
    'given %s, then our side is as docs/cost.md says',
    (channel, dollars) => {
      const name = names[channel as keyof typeof names];
      const row = new RegExp(`^\\| ${name} +\\| (0\\.\\d+)`, 'mu').exec(page);
      expect(Number(row?.[1])).toBe(dollars);
    },
  );

  it('given a million events and a thousand mails, then both are priced', () => {
    const cost = modelCost(1_000_000, { email: 1_000 });
    const provider = prices.perMillion.sesMessages / 1_000;
    expect(cost.messages).toEqual([{ channel: 'email', messages: 1_000, ours: 0.013, provider }]);
    expect(cost.total.least).toBeCloseTo(1.35 + 0.013 + provider);
    expect(cost.total.most).toBeCloseTo(4.1 + 0.013 + provider);
    expect(cost).toMatchObject({ date: prices.date, region: prices.region });
  });

  it('given nothing, then it costs nothing', () => {
    expect(modelCost(0, {}).total).toEqual({ least: 0, most: 0 });
  });
});

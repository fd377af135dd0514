import prices from '../../lambdas/contract/prices.json' with { type: 'json' };
import { CHANNELS } from '../../lambdas/contract/provider-prices.ts';
import type { CostLedger, FunctionCost } from './cost-ledger.ts';
import { priceParts, providerPrice, storagePrice, sumOf } from './price-parts.ts';

const MILLION = 1_000_000;
const THOUSAND = 1_000;

/** Functions that every message passes before its channel: what they cost is shared among all messages. */
const DECIDING = ['announce', 'campaign'];

const NOT_COUNTED = [
  'free tiers and discounts',
  'polls of queues that find nothing',
  'alarms, dashboards, metrics, secrets, kept logs',
  'data that leaves AWS, attachments, the fee of a text message’s carrier and its parts beyond the first',
  'what a function takes longer or shorter on AWS than here',
];

/** What `GET /_local/cost` answers. */
export function costReport(ledger: CostLedger) {
  const functions = ledger.functions();
  const all = Object.values(functions);
  const sum = (pick: (cost: FunctionCost) => number) => all.reduce((total, cost) => total + pick(cost), 0);
  const providers = sumOf(
    Object.fromEntries(CHANNELS.map((name) => [name, providerPrice(name, functions[name]?.messages ?? 0)])),
  );
  const scale = ledger.events === 0 ? 0 : MILLION / ledger.events;
  const parts = scaled({ ...priceParts(all), providers }, scale);
  const { date, region, currency, source } = prices;
  return {
    since: new Date(ledger.since).toISOString(),
    events: ledger.events,
    total: {
      invocations: sum((cost) => cost.invocations),
      readUnits: sum((cost) => cost.readUnits),
      writeUnits: sum((cost) => cost.writeUnits),
      busEntries: sum((cost) => cost.busEntries),
      storedBytes: sum((cost) => sumOf(cost.storedBytesByTable)),
    },
    functions,
    price: {
      date,
      region,
      currency,
      source,
      notCounted: NOT_COUNTED,
      perMillionEvents: round(sumOf(parts)),
      parts,
      perThousandMessages: messagePrices(functions),
      storageAMonthPerMillionEvents: round(
        storagePrice(sum((cost) => sumOf(cost.storedBytesByTable))) * scale,
      ),
    },
  };
}

/** A thousand messages of each channel that had some: the decision, the delivery and the provider. */
function messagePrices(functions: Readonly<Record<string, FunctionCost>>) {
  const used = CHANNELS.flatMap((channel) => {
    const cost = functions[channel];
    return cost === undefined || cost.messages === 0 ? [] : [{ channel, cost, messages: cost.messages }];
  });
  const allMessages = used.reduce((sum, { messages }) => sum + messages, 0);
  const deciding = sumOf(priceParts(DECIDING.flatMap((name) => functions[name] ?? [])));
  return Object.fromEntries(
    used.map(({ channel, cost, messages }) => {
      const parts = {
        decision: (deciding / allMessages) * THOUSAND,
        delivery: (sumOf(priceParts([cost])) / messages) * THOUSAND,
        provider: providerPrice(channel, THOUSAND),
      };
      return [channel, { messages, dollars: round(sumOf(parts)), parts: scaled(parts, 1) }];
    }),
  );
}

function scaled<Parts extends Readonly<Record<string, number>>>(parts: Parts, by: number): Parts {
  const entries = Object.entries(parts).map(([name, dollars]) => [name, round(dollars * by)]);
  return Object.fromEntries(entries) as Parts;
}

const round = (amount: number) => Math.round(amount * 1_000_000) / 1_000_000;

import { CHANNELS, type Channel } from '../../domain/campaign/channel.ts';
import prices from '../../lambdas/contract/prices.json' with { type: 'json' };
import { PROVIDER_PRICES } from '../../lambdas/contract/provider-prices.ts';

const THOUSAND = 1_000;
const MILLION = 1_000_000;

/** Dollars a million events, as docs/cost.md measures them: from a server that batches, and from browsers on a quiet site. */
export const EVENT_DOLLARS = { least: 1.35, most: 4.1 };

/** Dollars a thousand messages on our side, from there too: the decision, the queue, the delivery. */
export const MESSAGE_DOLLARS: Readonly<Record<Channel, number>> = {
  email: 0.013,
  sms: 0.013,
  push: 0.014,
  webhook: 0.014,
  staff: 0.013,
};

/** What so many events and messages would cost. Dollars. */
export interface ModelledCost {
  readonly date: string;
  readonly region: string;
  readonly currency: string;
  /** By how the events come. */
  readonly events: { readonly least: number; readonly most: number };
  readonly messages: readonly {
    readonly channel: Channel;
    readonly messages: number;
    readonly ours: number;
    readonly provider: number;
  }[];
  readonly total: { readonly least: number; readonly most: number };
}

/**
 * Prices events and messages at AWS's list prices.
 * @param sent how many left on each channel
 */
export function modelCost(events: number, sent: Readonly<Partial<Record<Channel, number>>>): ModelledCost {
  const { date, region, currency } = prices;
  const messages = CHANNELS.flatMap((channel) => {
    const count = sent[channel] ?? 0;
    const ours = (count * MESSAGE_DOLLARS[channel]) / THOUSAND;
    const provider = (count * PROVIDER_PRICES[channel]) / MILLION;
    return count === 0 ? [] : [{ channel, messages: count, ours, provider }];
  });
  const ofMessages = messages.reduce((sum, { ours, provider }) => sum + ours + provider, 0);
  const least = (events * EVENT_DOLLARS.least) / MILLION;
  const most = (events * EVENT_DOLLARS.most) / MILLION;
  const total = { least: least + ofMessages, most: most + ofMessages };
  return { date, region, currency, events: { least, most }, messages, total };
}

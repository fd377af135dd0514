import { CHANNELS, type ChannelName } from '../../lambdas/contract/provider-prices.ts';
import { providerPrice } from '../../local/cost/price-parts.ts';
import { aThousand, minus, startAskingGuests } from './asking-guests.ts';

const MESSAGES = 40;
const THOUSAND = 1_000;
/** They work by the minute, whether there are messages or not. */
const BY_THE_MINUTE = new Set(['wake', 'due']);
/** What bench/channels-playbook answers, by channel. */
const ASKED: Readonly<Record<ChannelName, string>> = {
  email: 'Email Asked',
  sms: 'Text Asked',
  push: 'Push Asked',
  webhook: 'Webhook Asked',
  staff: 'Waiter Asked',
};

/** Dollars of a thousand messages beyond those of the events that they answer. */
export interface MessagePrice {
  readonly channel: ChannelName;
  readonly way: Readonly<Record<string, number>>;
  readonly provider: number;
}

/** Each channel answers events of known guests; the same events with no answer are taken off. */
export async function measureMessages(): Promise<readonly MessagePrice[]> {
  const guests = await startAskingGuests({ guests: MESSAGES, without: BY_THE_MINUTE });
  try {
    for (const event of [...Object.values(ASKED), 'Nothing Asked']) await guests.ask(event, MESSAGES); // warms them up
    const nothing = await guests.ask('Nothing Asked', MESSAGES);
    const prices: MessagePrice[] = [];
    for (const channel of CHANNELS) {
      const way = aThousand(minus(await guests.ask(ASKED[channel], MESSAGES), nothing), MESSAGES);
      prices.push({ channel, way, provider: providerPrice(channel, THOUSAND) });
    }
    return prices;
  } finally {
    await guests.stop();
  }
}

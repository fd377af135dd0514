import prices from './prices.json' with { type: 'json' };

/** The functions that hand messages to a provider. */
export const CHANNELS = ['email', 'sms', 'push', 'webhook', 'staff'] as const;
export type ChannelName = (typeof CHANNELS)[number];

const { perMillion } = prices;

/** Dollars for a million messages at each channel's provider. Who receives a webhook is no provider of ours. */
export const PROVIDER_PRICES: Readonly<Record<ChannelName, number>> = {
  email: perMillion.sesMessages,
  sms: perMillion.smsUnitedStatesParts,
  push: perMillion.snsPushes,
  webhook: 0,
  staff: perMillion.snsPublishes,
};

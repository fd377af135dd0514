export const CHANNELS = ['email', 'sms', 'push', 'webhook', 'staff'] as const;
export type Channel = (typeof CHANNELS)[number];

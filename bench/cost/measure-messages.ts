import type { JsonObject } from '../../domain/event/json.ts';
import { CHANNELS, type ChannelName } from '../../lambdas/contract/provider-prices.ts';
import type { FunctionCost } from '../../local/cost/cost-ledger.ts';
import { priceParts, providerPrice, type Usage } from '../../local/cost/price-parts.ts';
import { type RunningStack, startRunningStack } from '../running-stack.ts';

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
  const stack = await startRunningStack('bench/channels-playbook', () => {});
  try {
    await send(
      stack,
      Array.from({ length: MESSAGES }, (_, number) => guestOf(number)),
    );
    for (const event of [...Object.values(ASKED), 'Nothing Asked']) await ask(stack, event); // warms them up
    const nothing = await ask(stack, 'Nothing Asked');
    const prices: MessagePrice[] = [];
    for (const channel of CHANNELS) {
      const way = aThousand(differenceOf(await ask(stack, ASKED[channel]), nothing));
      prices.push({ channel, way, provider: providerPrice(channel, THOUSAND) });
    }
    return prices;
  } finally {
    await stack.stop();
  }
}

type Parts = Readonly<Record<string, number>>;

/** What an event of every guest costs, with all that comes of it. */
async function ask(stack: RunningStack, event: string): Promise<Parts> {
  const before = await usagesOf(stack);
  await send(
    stack,
    Array.from({ length: MESSAGES }, (_, number) => track(number, event)),
  );
  return differenceOf(priceParts(await usagesOf(stack)), priceParts(before));
}

async function usagesOf(stack: RunningStack): Promise<Usage[]> {
  const { functions } = await stack.get<{ functions: Record<string, FunctionCost> }>('/_local/cost');
  return Object.entries(functions).flatMap(([name, cost]) => (BY_THE_MINUTE.has(name) ? [] : [cost]));
}

function differenceOf(more: Parts, less: Parts): Parts {
  const entries = Object.entries(more).map(([name, dollars]) => [name, dollars - (less[name] ?? 0)]);
  return Object.fromEntries(entries);
}

function aThousand(parts: Parts): Parts {
  const entries = Object.entries(parts).map(([name, dollars]) => [name, (dollars / MESSAGES) * THOUSAND]);
  return Object.fromEntries(entries);
}

async function send(stack: RunningStack, messages: readonly JsonObject[]): Promise<void> {
  await stack.collect(messages);
  await stack.settle();
}

function guestOf(number: number): JsonObject {
  const digits = String(number).padStart(3, '0');
  const traits = {
    firstName: 'Johanna',
    email: `guest-${digits}@example.com`,
    phone: `+49151234500${digits}`.slice(0, 14),
  };
  const context = {
    consent: { categoryPreferences: { marketing: true, sms: true } },
    device: { id: `device-${digits}`, token: `token-${digits}`, type: 'ios' },
  };
  return { type: 'identify', ...stamp(), userId: `guest-${digits}`, traits, context };
}

function track(number: number, event: string): JsonObject {
  const userId = `guest-${String(number).padStart(3, '0')}`;
  return { type: 'track', ...stamp(), userId, event, properties: { guests: 2 } };
}

const stamp = () => ({ messageId: crypto.randomUUID(), timestamp: new Date().toISOString() });

import type { JsonObject } from '../../domain/event/json.ts';
import type { FunctionCost } from '../../local/cost/cost-ledger.ts';
import { priceParts, type Usage } from '../../local/cost/price-parts.ts';
import { type RunningStack, startRunningStack } from '../running-stack.ts';

const THOUSAND = 1_000;

/** Dollars by what is billed. */
export type Parts = Readonly<Record<string, number>>;

/** Guests of a running system whose events something answers. */
export interface AskingGuests {
  /** What an event of each of the first so many guests costs, with all that comes of it. */
  ask(event: string, guests: number): Promise<Parts>;
  stop(): Promise<void>;
}

/**
 * Starts the system with bench/channels-playbook, and makes guests known who may be written to on every channel.
 * @param options.without functions whose work is not counted
 * @param options.afterwards what follows each asking, before it is priced: `1 day` moves the clock
 */
export async function startAskingGuests(options: {
  readonly guests: number;
  readonly without: ReadonlySet<string>;
  readonly afterwards?: string;
}): Promise<AskingGuests> {
  const { guests, without, afterwards } = options;
  const stack = await startRunningStack('bench/channels-playbook', () => {});
  await send(stack, numbered(guests, guestOf));
  return {
    async ask(event, count) {
      const before = priceParts(await usagesOf(stack, without));
      await send(
        stack,
        numbered(count, (number) => track(number, event)),
      );
      if (afterwards !== undefined) await stack.advance(afterwards);
      return minus(priceParts(await usagesOf(stack, without)), before);
    },
    stop: stack.stop,
  };
}

/** What the one costs more than the other. */
export const minus = (more: Parts, less: Parts): Parts =>
  mapParts(more, (dollars, name) => dollars - (less[name] ?? 0));

/** What a thousand cost, by what so many do. */
export const aThousand = (parts: Parts, ofSoMany: number): Parts =>
  mapParts(parts, (dollars) => (dollars / ofSoMany) * THOUSAND);

function mapParts(parts: Parts, change: (dollars: number, name: string) => number): Parts {
  return Object.fromEntries(Object.entries(parts).map(([name, dollars]) => [name, change(dollars, name)]));
}

async function usagesOf(stack: RunningStack, without: ReadonlySet<string>): Promise<Usage[]> {
  const { functions } = await stack.get<{ functions: Record<string, FunctionCost> }>('/_local/cost');
  return Object.entries(functions).flatMap(([name, cost]) => (without.has(name) ? [] : [cost]));
}

async function send(stack: RunningStack, messages: readonly JsonObject[]): Promise<void> {
  await stack.collect(messages);
  await stack.settle();
}

const numbered = (count: number, make: (number: number) => JsonObject) =>
  Array.from({ length: count }, (_, number) => make(number));

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

/** Without a time of their own they are as old as the moved clock says. */
const stamp = () => ({ messageId: crypto.randomUUID() });

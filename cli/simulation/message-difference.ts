import { createHash } from 'node:crypto';
import type { Example } from './tally.ts';
import type { SimulatedMessage } from './timeline.ts';

/** Of each kind so many are shown. */
const EXAMPLES = 5;

/** Messages of one kind. */
export interface DifferentMessages {
  readonly messages: number;
  /** At most five, the earliest. */
  readonly examples: readonly Example[];
}

/** How the messages of one playbook differ from those of another. */
export interface Difference {
  /** Who gets what and when by this one alone. */
  readonly added: DifferentMessages;
  /** By the other one alone. */
  readonly removed: DifferentMessages;
  /** By both at the same moment, with other texts or to another address. */
  readonly changed: DifferentMessages;
}

/** Messages that are alike in everything: how many more this playbook sends than the other. */
interface Balance {
  readonly example: Example;
  /** Who, what and when, whatever it says. */
  readonly place: string;
  more: number;
}

/**
 * Compares two playbooks that are played side by side. A message that both send is forgotten as soon as the second has: what
 * is held is what differs.
 */
export class MessageDifference {
  readonly #balances = new Map<string, Balance>();

  /** @param by +1: this playbook sends it; -1: the other does */
  add(message: SimulatedMessage, guest: string, by: 1 | -1): void {
    const { at, campaign, channel, to, texts } = message;
    const place = [guest, campaign, channel, at].join('\n');
    const said = createHash('sha256')
      .update(JSON.stringify([to, texts]))
      .digest('base64');
    const key = `${place}\n${said}`;
    const example = { at, guest, campaign, channel, text: (texts[0] ?? '').slice(0, 80) };
    const balance = this.#balances.get(key) ?? { example, place, more: 0 };
    balance.more += by;
    if (balance.more === 0) this.#balances.delete(key);
    else this.#balances.set(key, balance);
  }

  result(): Difference {
    const added = new Gathered();
    const removed = new Gathered();
    const changed = new Gathered();
    for (const balances of Map.groupBy(this.#balances.values(), ({ place }) => place).values()) {
      const more = sumOf(balances.filter((balance) => balance.more > 0));
      const fewer = sumOf(balances.filter((balance) => balance.more < 0));
      const ours = balances.find((balance) => balance.more > 0)?.example;
      const theirs = balances.find((balance) => balance.more < 0)?.example;
      changed.add(Math.min(more, fewer), ours);
      added.add(more - fewer, ours);
      removed.add(fewer - more, theirs);
    }
    return { added: added.first(), removed: removed.first(), changed: changed.first() };
  }
}

class Gathered {
  #messages = 0;
  readonly #examples: Example[] = [];

  add(messages: number, example: Example | undefined): void {
    if (messages <= 0 || example === undefined) return;
    this.#messages += messages;
    this.#examples.push(example);
  }

  first(): DifferentMessages {
    const examples = this.#examples.sort((a, b) => a.at - b.at).slice(0, EXAMPLES);
    return { messages: this.#messages, examples };
  }
}

function sumOf(balances: readonly Balance[]): number {
  return balances.reduce((sum, { more }) => sum + Math.abs(more), 0);
}

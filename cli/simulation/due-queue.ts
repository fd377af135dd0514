import TinyQueue from 'tinyqueue';

interface Entry {
  readonly key: string;
  readonly at: number;
  /** How many were queued before it. */
  readonly order: number;
}

/** What is to be looked at and when: the next is known without looking at the others. */
export class DueQueue {
  readonly #entries = new TinyQueue<Entry>([], (a, b) => a.at - b.at || a.order - b.order);
  /** What counts: an entry of another moment was queued before something changed. */
  readonly #atOf = new Map<string, number>();
  #queued = 0;

  /** @param at in milliseconds since the epoch; null: never */
  set(key: string, at: number | null): void {
    if (at === null) {
      this.#atOf.delete(key);
    } else if (this.#atOf.get(key) !== at) {
      this.#atOf.set(key, at);
      this.#entries.push({ key, at, order: this.#queued++ });
    }
  }

  /** When the next is due; infinity: never. */
  get nextAt(): number {
    return this.#first()?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Takes what is due, the earliest first: it is due no longer until it is set again. */
  take(now: number): string[] {
    const keys: string[] = [];
    for (let entry = this.#first(); entry !== undefined && entry.at <= now; entry = this.#first()) {
      this.#atOf.delete(entry.key);
      keys.push(entry.key);
    }
    return keys;
  }

  #first(): Entry | undefined {
    let entry = this.#entries.peek();
    while (entry !== undefined && this.#atOf.get(entry.key) !== entry.at) {
      this.#entries.pop();
      entry = this.#entries.peek();
    }
    return entry;
  }
}

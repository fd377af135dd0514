/** One thing that happened to a guest, for whoever wants to see whom it is about. */
export interface Example {
  /** In milliseconds since the epoch. */
  readonly at: number;
  /** `namespace:value`: what the guest is trusted most by. */
  readonly guest: string;
  readonly campaign: string;
  readonly channel?: string;
  readonly step?: string;
  readonly why?: string;
  /** Until when it is held, in milliseconds since the epoch. */
  readonly until?: number;
  /** The beginning of what it says. */
  readonly text?: string;
}

/** How often something happened, by what tells it apart. */
export interface TallyRow {
  readonly of: readonly string[];
  readonly times: number;
  /** How many guests it was. */
  readonly guests: number;
}

/** Counts things by what tells them apart, and keeps the first of them as examples. */
export class Tally {
  readonly examples: Example[] = [];
  readonly #limit: number;
  readonly #rows = new Map<string, { of: readonly string[]; times: number; guests: Set<string> }>();

  /** @param limit how many examples are kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @param makeExample called where it is kept */
  add(of: readonly string[], profileId: string, makeExample: () => Example): void {
    const key = of.join('\n');
    const row = this.#rows.get(key) ?? { of, times: 0, guests: new Set() };
    this.#rows.set(key, row);
    row.times += 1;
    row.guests.add(profileId);
    if (this.examples.length < this.#limit) this.examples.push(makeExample());
  }

  get total(): number {
    return this.rows().reduce((sum, { times }) => sum + times, 0);
  }

  /** What happened most comes first. */
  rows(): TallyRow[] {
    const rows = [...this.#rows.values()].map(({ of, times, guests }) => ({
      of,
      times,
      guests: guests.size,
    }));
    return rows.sort((a, b) => b.times - a.times || (a.of.join() < b.of.join() ? -1 : 1));
  }

  /** Of those whose first word it is. */
  timesOf(first: string): number {
    return this.rows().reduce((sum, { of, times }) => (of[0] === first ? sum + times : sum), 0);
  }
}

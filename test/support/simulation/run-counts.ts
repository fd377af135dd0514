/** What happened in a run, by its name: events, faults by kind, redeliveries. */
export class RunCounts {
  readonly #counts = new Map<string, number>();

  add(name: string, count = 1): void {
    this.#counts.set(name, this.of(name) + count);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** All that begin so, together. */
  sumOf(start: string): number {
    let sum = 0;
    for (const [name, count] of this.#counts) if (name.startsWith(start)) sum += count;
    return sum;
  }

  addAll(other: RunCounts): void {
    for (const [name, count] of other.#counts) this.add(name, count);
  }

  /** Everything that was counted. */
  names(): string[] {
    return [...this.#counts.keys()];
  }

  toString(): string {
    const names = [...this.#counts.keys()].sort();
    return names.map((name) => `${name}: ${this.of(name).toLocaleString('en')}`).join('\n');
  }
}

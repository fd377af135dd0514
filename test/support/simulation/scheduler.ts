import type { SeededRandom } from './seeded-random.ts';

/** A step that may be taken now, or from a moment on. */
interface Pending {
  readonly label: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly take: () => void;
}

export interface SchedulerOptions {
  readonly random: SeededRandom;
  readonly startsAt: number;
  /** First come, first taken, and the clock stands still: for scenarios that are the same every time. */
  readonly isOrderly?: boolean;
}

const AT_THE_SAME_TIME = 4;
const LONGEST_STEP_MILLISECONDS = 12;
/** More steps than these: something goes round in circles. */
const MAXIMUM_STEPS = 5_000_000;

/**
 * The one clock and the one order of everything: whoever calls AWS, waits or reads a stream stands in line, and chance
 * decides who goes next. So what runs at the same time meets at every await, and the same seed gives the same run.
 */
export class Scheduler {
  readonly #random: SeededRandom;
  readonly #isOrderly: boolean;
  #now: number;
  #ready: Pending[] = [];
  #later: Pending[] = [];
  #failure: unknown;
  steps = 0;
  /** The last steps, to be read where a run fails. */
  readonly trace: string[] = [];
  readonly #traceLength: number;

  constructor({ random, startsAt, isOrderly = false }: SchedulerOptions, traceLength = 0) {
    this.#random = random;
    this.#now = startsAt;
    this.#isOrderly = isOrderly;
    this.#traceLength = traceLength;
  }

  /** Milliseconds since the epoch. */
  get now(): number {
    return this.#now;
  }

  /** Resolves when it is this one's turn. */
  step(label: string): Promise<void> {
    return new Promise((resolve) => this.#ready.push({ label, from: this.#now, take: resolve }));
  }

  /** Resolves when so much time has passed, or somewhat later. */
  wait(label: string, milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return this.step(label);
    const from = this.#now + milliseconds;
    return new Promise((resolve) => this.#later.push({ label, from, take: resolve }));
  }

  /** Runs something beside everything else; what it throws ends the run. */
  spawn(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      this.#failure ??= error;
    });
  }

  /** Lets time pass, though others are at work. */
  advanceTo(moment: number): void {
    this.#now = Math.max(this.#now, moment);
  }

  /** Takes steps until none is left. @throws what something that was spawned threw */
  async run(): Promise<void> {
    for (;;) {
      // Whoever was let go on reaches its next call before anybody else goes on.
      await new Promise(setImmediate);
      if (this.#failure !== undefined) throw this.#failure;
      this.#wakeWaiting();
      const next = this.#takeNext();
      if (next === undefined) return;
      this.steps += 1;
      if (this.steps > MAXIMUM_STEPS) throw new Error('the simulation does not come to an end');
      this.#note(next.label);
      next.take();
    }
  }

  note(text: string): void {
    this.#note(text);
  }

  #takeNext(): Pending | undefined {
    if (this.#ready.length === 0) return undefined;
    const place = this.#isOrderly ? 0 : this.#random.below(this.#ready.length);
    // What waits together goes on at the same time: the more there is, the less time passes from one to the next.
    const isLater = !this.#isOrderly && this.#random.happens(AT_THE_SAME_TIME / this.#ready.length);
    if (isLater) this.#now += this.#random.below(LONGEST_STEP_MILLISECONDS);
    const [next] = this.#ready.splice(place, 1);
    return next;
  }

  /** Where nobody can go on, time passes until somebody can. */
  #wakeWaiting(): void {
    if (this.#later.length === 0) return;
    if (this.#ready.length === 0) this.advanceTo(Math.min(...this.#later.map(({ from }) => from)));
    const due = this.#later.filter(({ from }) => from <= this.#now);
    if (due.length === 0) return;
    this.#later = this.#later.filter(({ from }) => from > this.#now);
    this.#ready.push(...due.sort((a, b) => a.from - b.from));
  }

  #note(text: string): void {
    if (this.#traceLength === 0) return;
    this.trace.push(`${new Date(this.#now).toISOString()} ${text}`);
    if (this.trace.length > this.#traceLength) this.trace.shift();
  }
}

import type { Call } from './faults.ts';
import type { World } from './world.ts';

/** The function is gone in the middle of its work; nothing of it goes on. */
export class CrashedError extends Error {}

/** Does a call; `isPartial`: only some of what it takes. */
export type Perform<T> = (isPartial: boolean) => T;

/** How far the clocks of two machines may differ. */
const CLOCK_SKEW_MILLISECONDS = 400;
/** A function's time. */
const TIMEOUT_MILLISECONDS = 60_000;
/** What had left a function that is gone, on its way to AWS, may still arrive. */
const ARRIVES_AFTER_CRASH = 0.5;

/** Whoever is gone waits for ever. */
const never = (): Promise<never> => new Promise<never>(() => {});

interface Invocation {
  readonly id: string;
  readonly endsAt: number;
  readonly end: PromiseWithResolvers<never>;
}

/** One copy of a function: it has one invocation at a time, and keeps what it holds from one to the next. */
export class FunctionCopy<Event = unknown, Answer = unknown> {
  readonly functionName: string;
  readonly world: World;
  readonly handle: (event: Event, copy: FunctionCopy<Event, Answer>) => Promise<Answer>;
  readonly #skewMilliseconds: number;
  #invocation: Invocation | undefined;
  #isGone = false;

  constructor(
    world: World,
    functionName: string,
    create: (copy: FunctionCopy) => (event: Event, copy: FunctionCopy<Event, Answer>) => Promise<Answer>,
  ) {
    this.world = world;
    this.functionName = functionName;
    this.#skewMilliseconds = world.random.below(2 * CLOCK_SKEW_MILLISECONDS) - CLOCK_SKEW_MILLISECONDS;
    this.handle = create(this as unknown as FunctionCopy);
  }

  /** This machine's clock. */
  readonly clock = (): number => this.world.scheduler.now + this.#skewMilliseconds;

  /** Waits before another try, however long it is told to. */
  readonly pause = async (): Promise<void> => {
    const milliseconds = this.world.random.below(80);
    await this.world.scheduler.wait(`${this.functionName} pauses`, milliseconds);
    if (this.#isGone) await never();
  };

  get invocationId(): string {
    return this.#invocation?.id ?? '';
  }

  readonly remainingMilliseconds = (): number => (this.#invocation?.endsAt ?? 0) - this.world.scheduler.now;

  /** @throws CrashedError where the function did not come to its end */
  async invoke(id: string, event: Event): Promise<Answer> {
    const end = Promise.withResolvers<never>();
    const endsAt = this.world.scheduler.now + TIMEOUT_MILLISECONDS;
    this.#invocation = { id, endsAt, end };
    try {
      return await Promise.race([this.handle(event, this), end.promise]);
    } finally {
      this.#invocation = undefined;
    }
  }

  /**
   * Makes a call of AWS: it waits for its turn, and whatever may go wrong with it may go wrong. What is still on its way when
   * the function answers goes on, as in a copy that is thawed for its next invocation.
   */
  async call<T>(action: string, perform: Perform<T>): Promise<T> {
    if (this.#isGone) return never();
    const { scheduler } = this.world;
    const invocation = this.#invocation;
    const label = `${invocation?.id ?? this.functionName} ${action}`;
    await scheduler.step(label);
    if (this.#isGone) return this.#arriveLate(label, perform);
    if (invocation === undefined || invocation !== this.#invocation) return perform(false);
    if (scheduler.now > invocation.endsAt) return this.#crash(invocation, 'time over');
    return this.#perform(invocation, { functionName: this.functionName, action }, perform);
  }

  async #perform<T>(invocation: Invocation, call: Call, perform: Perform<T>): Promise<T> {
    const { faults, scheduler } = this.world;
    const fault = faults.next(call);
    if (fault.kind !== 'none') this.#note(invocation, fault.kind, call.action);
    switch (fault.kind) {
      case 'refused':
        throw fault.error;
      case 'answer lost':
        perform(false);
        throw fault.error;
      case 'made twice': {
        const answer = perform(false);
        // A transaction carries a token by which it is known again.
        return call.action.startsWith('TransactWrite') ? answer : perform(false);
      }
      case 'crash before':
        return this.#crash(invocation, undefined);
      case 'crash after':
        this.#performUnheard(perform);
        return this.#crash(invocation, undefined);
      case 'slow':
        scheduler.advanceTo(scheduler.now + fault.milliseconds);
        return perform(false);
      default:
        return perform(fault.kind === 'partial');
    }
  }

  #crash(invocation: Invocation, why: string | undefined): Promise<never> {
    if (why !== undefined) this.#note(invocation, why, '');
    this.#isGone = true;
    invocation.end.reject(new CrashedError(`${invocation.id} is gone`));
    return never();
  }

  #arriveLate<T>(label: string, perform: Perform<T>): Promise<never> {
    const { random, counts, scheduler } = this.world;
    if (random.happens(ARRIVES_AFTER_CRASH)) {
      counts.add('calls that arrived after a crash');
      scheduler.note(`${label} arrives although nobody waits for it`);
      this.#performUnheard(perform);
    }
    return never();
  }

  /** Whatever AWS answers, nobody hears it. */
  #performUnheard<T>(perform: Perform<T>): void {
    try {
      perform(false);
    } catch (error) {
      this.world.scheduler.note(`unheard: ${(error as Error).name}`);
    }
  }

  #note({ id }: Invocation, kind: string, action: string): void {
    this.world.counts.add(`fault: ${kind}`);
    this.world.scheduler.note(`FAULT ${kind}: ${id} ${action}`);
  }
}

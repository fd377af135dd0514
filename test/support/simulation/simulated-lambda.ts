import { CrashedError, FunctionCopy } from './function-copy.ts';
import type { World } from './world.ts';

/** A function: as many copies as are called at the same time; one that crashed is not called again. */
export class SimulatedLambda<Event, Answer> {
  readonly #world: World;
  readonly #name: string;
  readonly #create: (
    copy: FunctionCopy,
  ) => (event: Event, copy: FunctionCopy<Event, Answer>) => Promise<Answer>;
  #idle: FunctionCopy<Event, Answer>[] = [];
  #invocations = 0;

  constructor(
    world: World,
    name: string,
    create: (copy: FunctionCopy) => (event: Event, copy: FunctionCopy<Event, Answer>) => Promise<Answer>,
  ) {
    this.#world = world;
    this.#name = name;
    this.#create = create;
  }

  /** @throws what the function throws, or CrashedError */
  async invoke(event: Event): Promise<Answer> {
    const copy = this.#idle.pop() ?? new FunctionCopy(this.#world, this.#name, this.#create);
    this.#invocations += 1;
    this.#world.counts.add(`invocations of ${this.#name}`);
    const id = `${this.#name}-${this.#invocations}`;
    let isGone = false;
    try {
      return await copy.invoke(id, event);
    } catch (error) {
      isGone = error instanceof CrashedError;
      throw error;
    } finally {
      if (!isGone) this.#idle.push(copy);
    }
  }
}

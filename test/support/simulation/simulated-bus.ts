import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { SimulatedQueue } from './simulated-queue.ts';
import type { World } from './world.ts';

/** A rule of the bus: which details go to which queue. */
export interface BusRule {
  readonly isFor: (detailType: string, detail: { readonly channel?: string }) => boolean;
  readonly to: SimulatedQueue;
}

/** The bus: at least once to the queue of every rule that a detail is for, in no order. */
export class SimulatedBus {
  /** Every detail that was put, in order; repeats too. */
  readonly details: { readonly type: string; readonly detail: string }[] = [];
  readonly #world: World;
  readonly #rules: readonly BusRule[];
  readonly #duplicates: number;
  #count = 0;

  constructor(world: World, rules: readonly BusRule[], duplicates: number) {
    this.#world = world;
    this.#rules = rules;
    this.#duplicates = duplicates;
  }

  put({ DetailType = '', Detail = '{}', Source = '' }: PutEventsRequestEntry): void {
    this.#count += 1;
    const detail = JSON.parse(Detail) as { readonly channel?: string };
    this.details.push({ type: DetailType, detail: Detail });
    const envelope = { id: `detail-${this.#count}`, source: Source, 'detail-type': DetailType, detail };
    for (const { isFor, to } of this.#rules) {
      if (!isFor(DetailType, detail)) continue;
      to.send(JSON.stringify(envelope));
      if (!this.#world.random.happens(this.#duplicates)) continue;
      this.#world.counts.add('redelivery: a detail of the bus');
      to.send(JSON.stringify(envelope));
    }
  }
}

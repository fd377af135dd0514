import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { MAXIMUM_RECEIVES } from '../../../lambdas/contract/queues.ts';
import type { World } from './world.ts';

interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: number;
  receives: number;
}

export interface QueueOptions {
  readonly name: string;
  readonly batchSize: number;
  readonly consume: (event: SQSEvent) => Promise<SQSBatchResponse>;
  /** How likely a message comes twice, though it was sent once or was done. */
  readonly duplicates: number;
}

/** After that a message that was handed out and not done is handed out again. */
const VISIBILITY_MILLISECONDS = 180_000;

/** A standard queue and its consumer: at least once, in no order, in batches, and after the last time to the dead letters. */
export class SimulatedQueue {
  deadLetters: Message[] = [];
  readonly #world: World;
  readonly #options: QueueOptions;
  #visible: Message[] = [];
  #sent = 0;
  #restsUntil = 0;

  constructor(world: World, options: QueueOptions) {
    this.#world = world;
    this.#options = options;
  }

  send(body: string): void {
    this.#sent += 1;
    const messageId = `${this.#options.name}-message-${this.#sent}`;
    this.#offer({ messageId, body, sentAt: this.#world.scheduler.now, receives: 0 });
    if (!this.#world.random.happens(this.#options.duplicates)) return;
    this.#world.counts.add('redelivery: a message sent twice');
    this.#offer({ messageId, body, sentAt: this.#world.scheduler.now, receives: 0 });
  }

  /** Hands out nothing for a while: what consumes it is broken, or long behind. */
  restFor(milliseconds: number): void {
    this.#restsUntil = this.#world.scheduler.now + milliseconds;
    this.#world.counts.add(`rests of the queue ${this.#options.name}`);
  }

  /** Sends all dead letters once more, as somebody does who has looked at why. */
  bringDeadLettersBack(): void {
    const messages = this.deadLetters;
    this.deadLetters = [];
    this.#world.counts.add('redelivery: a dead letter', messages.length);
    for (const message of messages) this.#offer({ ...message, receives: 0 });
  }

  #offer(message: Message): void {
    this.#visible.push(message);
    this.#world.scheduler.spawn(() => this.#poll());
  }

  async #poll(): Promise<void> {
    const { random, scheduler } = this.#world;
    await scheduler.step(`${this.#options.name} queue`);
    const rest = this.#restsUntil - scheduler.now;
    if (rest > 0) await scheduler.wait(`${this.#options.name} queue goes on`, rest);
    const count = random.between(1, this.#options.batchSize);
    const batch = random.shuffled(this.#visible).slice(0, count);
    if (batch.length === 0) return;
    this.#visible = this.#visible.filter((message) => !batch.includes(message));
    for (const message of batch) message.receives += 1;
    const failed = await this.#consume(batch);
    for (const message of batch) {
      if (failed.has(message.messageId)) this.#bringAgain(message);
      else if (random.happens(this.#options.duplicates)) this.#bringDoneAgain(message);
    }
  }

  /** Which of them were not done. */
  async #consume(batch: readonly Message[]): Promise<ReadonlySet<string>> {
    const Records = batch.map(({ messageId, body, receives, sentAt }) => ({
      messageId,
      body,
      attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: String(sentAt) },
    }));
    try {
      const answer = await this.#options.consume({ Records } as unknown as SQSEvent);
      return new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    } catch {
      return new Set(batch.map(({ messageId }) => messageId));
    }
  }

  #bringAgain(message: Message): void {
    if (message.receives >= MAXIMUM_RECEIVES) {
      this.#world.scheduler.note(`DEAD LETTER of ${this.#options.name}: ${message.body}`);
      this.deadLetters.push(message);
      return;
    }
    this.#world.counts.add('redelivery: a message that failed');
    this.#bringLater(message);
  }

  #bringDoneAgain(message: Message): void {
    if (message.receives >= MAXIMUM_RECEIVES) return;
    this.#world.counts.add('redelivery: a message that was done');
    this.#bringLater(message);
  }

  #bringLater(message: Message): void {
    const { scheduler, random } = this.#world;
    scheduler.spawn(async () => {
      await scheduler.wait(
        `${this.#options.name} ${message.messageId} is visible`,
        random.below(VISIBILITY_MILLISECONDS),
      );
      this.#offer(message);
    });
  }
}

import type { Renderer } from '../../domain/campaign/delivery/message.ts';
import type { Program, TemplateSet } from '../../domain/playbook/program/program.ts';
import { type MessageListener, OutcomeRecord } from './outcome-record.ts';
import type { TimedMessage } from './read-messages.ts';
import { reasonOf } from './reason-of.ts';
import { Simulation } from './simulation.ts';
import { SpooledEvents } from './spooled-events.ts';

export interface PlayedVersionOptions {
  readonly program: Program;
  readonly templates: TemplateSet;
  readonly renderer: Renderer;
  /** When it begins, in milliseconds since the epoch. */
  readonly start: number;
  /** How many examples of each kind are kept. */
  readonly limit: number;
  readonly listen?: MessageListener;
}

/** A playbook that messages are sent to, one after another. Its file of events has to be closed. */
export class PlayedVersion {
  readonly program: Program;
  readonly outcome: OutcomeRecord;
  readonly simulation: Simulation;
  readonly #events = new SpooledEvents();

  constructor({ limit, listen, ...options }: PlayedVersionOptions) {
    this.program = options.program;
    this.outcome = new OutcomeRecord(options.program, limit, listen);
    this.simulation = new Simulation({ ...options, observer: this.outcome, events: this.#events });
  }

  /** @returns why the collector would refuse it, if it would */
  take({ at, message }: TimedMessage): string | undefined {
    this.simulation.advanceTo(at);
    try {
      this.simulation.send(undefined, message);
      return undefined;
    } catch (error) {
      return reasonOf(error);
    }
  }

  close(): void {
    this.#events.close();
  }
}

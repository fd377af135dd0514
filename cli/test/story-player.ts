import { MaitredError } from '../../domain/error/maitred-error.ts';
import type { StoryStep } from '../../domain/playbook/playbook-story.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { Finding } from './finding.ts';
import { type EventStep, messageOf, whoIs } from './story-message.ts';

type PlayedStep = Exclude<StoryStep, { kind: 'expect' }>;

/**
 * Plays the steps of a story. Nobody does two things at once: each event comes a millisecond after what was before it, so that
 * `since` sees the order of the steps; and the moments of `at` lie as many milliseconds later, so that what is due
 * at one is due by then, whatever came before.
 */
export class StoryPlayer {
  readonly #simulation: Simulation;
  /** How many events there were: so many milliseconds the clock is ahead of the story's. */
  #events = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** Plays a step with all that is due by then. @returns what is refused, if it is */
  play(step: PlayedStep): Finding[] {
    try {
      this.#play(step);
      this.#simulation.advanceTo(this.#simulation.now);
      return [];
    } catch (error) {
      if (!(error instanceof MaitredError)) throw error;
      return [describeRefusal(step, error)];
    }
  }

  #play(step: PlayedStep): void {
    const simulation = this.#simulation;
    switch (step.kind) {
      case 'after':
        simulation.advanceTo(simulation.now + step.milliseconds);
        break;
      case 'at':
        simulation.advanceTo(step.at + this.#events);
        break;
      case 'failing':
        simulation.providers.fail(step.channels, step.reason);
        break;
      default:
        this.#tell(step);
    }
  }

  #tell(step: EventStep): void {
    this.#events += 1;
    this.#simulation.advanceTo(this.#simulation.now + 1);
    const { type, message } = messageOf(step);
    this.#simulation.send(type, { ...whoIs(step.who), ...message });
  }
}

function describeRefusal({ path }: PlayedStep, { code, message, hint }: MaitredError): Finding {
  const why = hint === undefined ? [] : [hint];
  if (code === 'endless-decisions') return { path, expected: 'this comes to an end', received: message, why };
  const received = `the collector refuses this: ${message}`;
  return { path, expected: 'the collector takes this', received, why };
}

import { type Draw, namedDraws } from '../../domain/campaign/step/named-draws.ts';
import { MaitredError } from '../../domain/error/maitred-error.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { PlaybookStory, StoryDraws, StoryStep } from '../../domain/playbook/playbook-story.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { findPerson } from './find-person.ts';
import type { Finding } from './finding.ts';
import { seedTest } from './seed-test.ts';
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

  readonly #known: ReadonlyMap<string, Draw>;
  /** Of everybody in it. */
  readonly #draws: StoryDraws;

  constructor(simulation: Simulation, { draws, steps }: Pick<PlaybookStory, 'draws' | 'steps'>) {
    const deployed = steps.flatMap((step) => (step.kind === 'deploy' ? [step.program] : []));
    this.#simulation = simulation;
    this.#known = namedDraws(simulation.active.program, ...deployed);
    this.#draws = draws;
  }

  /** Plays a step with all that is due by then. @returns what is refused, if it is */
  play(step: PlayedStep): Finding[] {
    const refused = step.kind === 'batch' ? this.#tellTogether(step) : [];
    const findings = attempt(step, () => {
      if (step.kind !== 'batch') this.#play(step);
      this.#simulation.advanceTo(this.#simulation.now);
      return 'draws' in step ? this.#drawFailures(step) : [];
    });
    return [...refused, ...findings];
  }

  #play(step: Exclude<PlayedStep, { kind: 'batch' }>): void {
    const simulation = this.#simulation;
    switch (step.kind) {
      case 'after':
        simulation.advanceTo(simulation.now + step.milliseconds);
        break;
      case 'at':
        simulation.advanceTo(step.at + this.#events);
        break;
      case 'deploy':
        simulation.deploy(step.program, step.what);
        simulation.backfill();
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
    const draws = 'draws' in step ? { ...this.#draws, ...step.draws } : this.#draws;
    const isSeed = seedTest(this.#known, draws);
    this.#simulation.send(type, { ...whoIs(step.who), ...message }, isSeed);
  }

  /**
   * What is told in one call. Of what does not say when it happened, each came a millisecond after the one before, the last
   * just now.
   * @returns what is refused: that alone
   */
  #tellTogether(step: Extract<PlayedStep, { kind: 'batch' }>): Finding[] {
    const { events } = step;
    const simulation = this.#simulation;
    const before = simulation.now;
    this.#events += events.length;
    simulation.advanceTo(before + events.length);
    const accepted: TrackingEvent[] = [];
    const refused = events.flatMap((event, index) =>
      attempt(event, () => {
        const { type, message } = messageOf(event);
        const timestamp = new Date(before + 1 + index).toISOString();
        accepted.push(simulation.accept(type, { timestamp, ...whoIs(event.who), ...message }));
        return [];
      }),
    );
    const failed = attempt(step, () => {
      simulation.take(accepted, seedTest(this.#known, this.#draws));
      return [];
    });
    return [...refused, ...failed];
  }

  /** Who is known has drawn. */
  #drawFailures({ path, who, draws = {} }: Extract<PlayedStep, { readonly draws?: unknown }>): Finding[] {
    const seed = findPerson(this.#simulation, who)?.seed ?? '';
    return Object.entries(draws).flatMap(([name, drawn]): Finding[] => {
      if (seedTest(this.#known, { [name]: drawn })(seed)) return [];
      return [
        {
          path: [...path, 'draws', name],
          expected: `to draw \`${name}: ${drawn}\``,
          received: 'was known before, and draws otherwise',
          why: ['write `draws` where the story first names them, or beside `start`'],
        },
      ];
    });
  }
}

/** @returns what comes of it, or that it is refused */
function attempt(step: Pick<PlayedStep, 'path'>, act: () => Finding[]): Finding[] {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof MaitredError)) throw error;
    return [describeRefusal(step, error)];
  }
}

function describeRefusal({ path }: Pick<PlayedStep, 'path'>, { code, message, hint }: MaitredError): Finding {
  const why = hint === undefined ? [] : [hint];
  const expected = EXPECTED[code];
  if (expected !== undefined) return { path, expected, received: message, why };
  const received = `the collector refuses this: ${message}`;
  return { path, expected: 'the collector takes this', received, why };
}

/** By the code of what is not the collector's refusal. */
const EXPECTED: Readonly<Record<string, string>> = {
  'endless-decisions': 'this comes to an end',
  'unlikely-draws': 'somebody who draws so',
};

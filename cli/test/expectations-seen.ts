import type { Profile } from '../../domain/profile/profile.ts';
import type { StoryOutcome, StoryUnderWay } from '../simulation/story-outcome.ts';
import type { StoryRecord } from '../simulation/story-record.ts';
import type { SimulatedMessage } from '../simulation/timeline.ts';
import type { OutcomesSeen } from './outcome-expectation.ts';

/** What has come since a story's last expectation. */
export interface SinceSeen {
  readonly messages: readonly SimulatedMessage[];
  readonly outcomes: readonly StoryOutcome[];
  /** Journeys that are not over. */
  readonly underWay: readonly StoryUnderWay[];
  /** Since the last one about the same person, and before. */
  readonly ofPerson: OutcomesSeen;
  /** When that was, in milliseconds since the epoch. */
  readonly at: number;
}

type Seeing = Pick<StoryRecord, 'messages' | 'outcomes' | 'underWay'>;

interface Seen {
  readonly outcomes: number;
  readonly at: number;
}

const NOTHING: Seen = { outcomes: 0, at: Number.NEGATIVE_INFINITY };

/** How far the expectations of a story have looked: messages are anybody's, all else is each person's own. */
export class ExpectationsSeen {
  readonly #record: Seeing;
  readonly #byPerson = new Map<string, Seen>();
  #messages = 0;
  #outcomes = 0;

  constructor(record: Seeing) {
    this.#record = record;
  }

  /** @param profile of whom is asked; undefined: nobody is known by that name */
  since(profile: Profile | undefined): SinceSeen {
    const { messages, outcomes } = this.#record;
    const seen = idsOf(profile).map((id) => this.#byPerson.get(id) ?? NOTHING);
    const looked = Math.max(0, ...seen.map((each) => each.outcomes));
    return {
      messages: messages.slice(this.#messages),
      outcomes: outcomes.slice(this.#outcomes),
      underWay: this.#record.underWay(),
      ofPerson: { since: outcomes.slice(looked), before: outcomes.slice(0, looked) },
      at: Math.max(NOTHING.at, ...seen.map(({ at }) => at)),
    };
  }

  /** All that has come up to now has been looked at. @param now milliseconds since the epoch */
  look(profile: Profile | undefined, now: number): void {
    const { messages, outcomes } = this.#record;
    this.#messages = messages.length;
    this.#outcomes = outcomes.length;
    for (const id of idsOf(profile)) this.#byPerson.set(id, { outcomes: outcomes.length, at: now });
  }
}

/** All that the person has been known by. */
function idsOf(profile: Profile | undefined): readonly string[] {
  return profile === undefined ? [] : [profile.profileId, ...profile.formerProfileIds];
}

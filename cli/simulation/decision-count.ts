import type { Decision } from '../../domain/campaign/journey/decision.ts';
import { MaitredError } from '../../domain/error/maitred-error.ts';

/** About one guest at one moment: past so many, campaigns lead to one another. */
const MAXIMUM_DECISIONS = 1_000;

/** Thrown where campaigns lead to one another without end. */
class EndlessDecisionsError extends MaitredError {
  constructor(campaign: string) {
    super('more than 1,000 decisions about one guest at one moment: campaigns lead to one another', {
      code: 'endless-decisions',
      retryable: false,
      hint: `The last was of campaign ${campaign}: see what its steps set and grant, and what that triggers.`,
    });
  }
}

/** Counts decisions about each guest at the present moment. */
export class DecisionCount {
  #at = Number.NaN;
  readonly #decisions = new Map<string, number>();

  /** @throws {EndlessDecisionsError} */
  add({ profile: { profileId }, journey: { campaign } }: Decision, now: number): void {
    if (this.#at !== now) this.#decisions.clear();
    this.#at = now;
    const decisions = (this.#decisions.get(profileId) ?? 0) + 1;
    this.#decisions.set(profileId, decisions);
    if (decisions > MAXIMUM_DECISIONS) throw new EndlessDecisionsError(campaign);
  }
}

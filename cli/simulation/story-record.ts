import type { Delivery } from '../../domain/campaign/delivery/delivery.ts';
import type { Decision } from '../../domain/campaign/journey/decision.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { RefusedEntry, SimulationObserver } from './simulation-observer.ts';
import type { StoryOutcome, StoryUnderWay } from './story-outcome.ts';
import type { SimulatedMessage, TimelineEntry } from './timeline.ts';

/** All that happens in a story, and which places of its campaigns it comes to. */
export class StoryRecord implements SimulationObserver {
  readonly explains = true;
  readonly messages: SimulatedMessage[] = [];
  readonly timeline: TimelineEntry[] = [];
  readonly outcomes: StoryOutcome[] = [];
  /** Campaigns, steps and arms, by `reachedPlace`. */
  readonly reached = new Set<string>();
  readonly #ended = new Set<string>();
  readonly #underWay = new Map<string, StoryUnderWay>();
  readonly #isOwn: (campaign: string, version: string) => boolean;

  /** @param isOwn whether a version of a campaign has the steps that the playbook's own has */
  constructor(isOwn: (campaign: string, version: string) => boolean) {
    this.#isOwn = isOwn;
  }

  happened(entry: TimelineEntry): void {
    this.timeline.push(entry);
  }

  left(message: SimulatedMessage): void {
    this.messages.push(message);
  }

  decided(decision: Decision): void {
    const { profile, journey, deliveries } = decision;
    this.#reach(journey);
    for (const delivery of deliveries) {
      if (delivery.status === 'suppressed') this.stayed(delivery, profile);
    }
    const { campaign, end, trace } = journey;
    const common = { campaign, profileId: profile.profileId };
    const { heldUntil, what: reason } = trace.at(-1) ?? { what: '' };
    if (heldUntil !== undefined) this.outcomes.push({ kind: 'held', ...common, reason });
    const key = `${journey.profileId}\n${journey.journeyId}`;
    if (end === undefined) this.#underWay.set(key, { ...common, what: reason });
    // A goal is noted on a journey that is over.
    if (end === undefined || this.#ended.has(key)) return;
    this.#underWay.delete(key);
    this.#ended.add(key);
    this.outcomes.push({ kind: 'ended', ...common, reason: end });
  }

  refused({ campaign, profile, reason, detail }: RefusedEntry): void {
    this.outcomes.push({ kind: 'notBegun', campaign, profileId: profile.profileId, reason, detail });
  }

  stayed(delivery: Delivery, profile: Profile | undefined): void {
    const { campaign, channel, status, reason, why } = delivery;
    const common = { campaign, channel, profileId: profile?.profileId ?? delivery.profileId };
    const detail = why === null ? {} : { detail: why };
    if (status === 'suppressed')
      this.outcomes.push({ kind: 'suppressed', ...common, reason: reason ?? '', ...detail });
    else this.outcomes.push({ kind: 'failed', ...common, reason: why ?? status });
  }

  /** The journeys that are not over. */
  underWay(): readonly StoryUnderWay[] {
    return [...this.#underWay.values()];
  }

  #reach({ campaign, trace, playbookVersion }: Decision['journey']): void {
    if (!this.#isOwn(campaign, playbookVersion)) return;
    this.reached.add(reachedPlace(campaign));
    for (const { step, arm } of trace) {
      if (step !== undefined) this.reached.add(reachedPlace(campaign, step));
      if (arm !== undefined) this.reached.add(reachedPlace(campaign, step, arm));
    }
  }
}

/** What a campaign, a step of it or an arm of that is called among those reached. */
export function reachedPlace(campaign: string, step?: string, arm?: number): string {
  return JSON.stringify([campaign, step, arm]);
}

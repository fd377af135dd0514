import type { Decision } from '../../domain/campaign/decision.ts';
import type { SimulationObserver } from './simulation-observer.ts';
import type { SimulatedMessage, TimelineEntry } from './timeline.ts';

/** All that happens in a story, and which places of its campaigns it comes to. */
export class StoryRecord implements SimulationObserver {
  readonly explains = true;
  readonly messages: SimulatedMessage[] = [];
  readonly timeline: TimelineEntry[] = [];
  /** Campaigns, steps and arms, by `reachedPlace`. */
  readonly reached = new Set<string>();

  happened(entry: TimelineEntry): void {
    this.timeline.push(entry);
  }

  left(message: SimulatedMessage): void {
    this.messages.push(message);
  }

  decided({ journey: { campaign, trace } }: Decision): void {
    this.reached.add(reachedPlace(campaign));
    for (const { step, arm } of trace) {
      if (step !== undefined) this.reached.add(reachedPlace(campaign, step));
      if (arm !== undefined) this.reached.add(reachedPlace(campaign, step, arm));
    }
  }

  refused(): void {}

  stayed(): void {}
}

/** What a campaign, a step of it or an arm of that is called among those reached. */
export function reachedPlace(campaign: string, step?: string, arm?: number): string {
  return JSON.stringify([campaign, step, arm]);
}

import type { Delivery } from '../../domain/campaign/delivery/delivery.ts';
import type { MissedEvent } from '../../domain/campaign/explain/find-missed.ts';
import type { EntryRefusal } from '../../domain/campaign/journey/decide-entry.ts';
import type { Decision } from '../../domain/campaign/journey/decision.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { SimulatedMessage, TimelineEntry } from './timeline.ts';

/** A journey that did not begin. */
export interface RefusedEntry {
  readonly at: number;
  readonly campaign: string;
  readonly profile: Profile;
  readonly reason: EntryRefusal | MissedEvent['reason'];
  /** One sentence. */
  readonly detail: string;
}

/** Who looks on at a simulation: it keeps nothing of this itself. */
export interface SimulationObserver {
  /** Whether conditions that decided are explained part by part, which takes longer than the decision. */
  readonly explains: boolean;
  happened(entry: TimelineEntry): void;
  /** @param profile of the guest whose journey it is */
  left(message: SimulatedMessage, profile: Profile): void;
  decided(decision: Decision, at: number): void;
  refused(entry: RefusedEntry): void;
  /** A message that was requested and did not leave; `profile` is undefined where nobody is left to send it to. */
  stayed(delivery: Delivery, profile: Profile | undefined, at: number): void;
}

import type { Decision } from '../../domain/campaign/journey/decision.ts';
import type { ConditionAsked } from '../../domain/campaign/journey/journey-conditions.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { Signal } from '../../domain/profile/signal.ts';
import { explainCondition } from '../../domain/segment/explain/explain-condition.ts';
import { DecisionCount } from './decision-count.ts';
import { explanationLines } from './explanation-lines.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import type { SimulatedVersions } from './simulated-versions.ts';
import type { SimulationObserver } from './simulation-observer.ts';
import type { TimelineEntry } from './timeline.ts';

/** What a decision causes: signals to take, and events of the guest's to fold. */
export interface Caused {
  readonly signals: readonly Signal[];
  readonly events: readonly TrackingEvent[];
}

export interface GuestOptions {
  readonly tables: SimulatedTables;
  readonly versions: SimulatedVersions;
  readonly observer: SimulationObserver;
  /** Brings a profile to the playbook now, before anything is decided on it. */
  readonly bringUpToDate: (profile: Profile) => void;
}

/** Guests as decisions find and leave them. */
export class SimulatedGuests {
  readonly #options: GuestOptions;
  readonly #decisions = new DecisionCount();

  constructor(options: GuestOptions) {
    this.#options = options;
  }

  /** The living profile, kept as the playbook now asks for it. */
  readUpToDate(profileId: string): Profile | undefined {
    const { tables, bringUpToDate, versions } = this.#options;
    const profile = tables.readLiving(profileId);
    const { ordinal } = versions.active.program;
    if (profile === undefined || profile.program.ordinal === ordinal) return profile;
    bringUpToDate(profile);
    return tables.readLiving(profileId);
  }

  /** @param told so many things on the journey were told before */
  apply(decision: Decision, now: number, told = 0): Caused {
    this.#decisions.add(decision, now);
    this.#options.tables.applyDecision(decision);
    this.#options.observer.decided(decision, now);
    const { journey, signals, events } = decision;
    for (const { what } of journey.trace.slice(told))
      this.note(now, 'campaign', `${journey.campaign}: ${what}`);
    return { signals, events };
  }

  /** Why a campaign's condition did not hold, part by part. */
  explain({ condition, by }: ConditionAsked, profile: Profile, now: number, enteredAt?: number): void {
    const { tables, observer, versions } = this.#options;
    if (condition === undefined || !observer.explains) return;
    const events = tables.readEvents(Object.keys(profile.identifiers));
    const explanation = explainCondition(by, condition, profile, now, enteredAt, events);
    const { timezone } = versions.active.program;
    for (const line of explanationLines(explanation, timezone)) this.note(now, 'campaign', line);
  }

  note(at: number, kind: TimelineEntry['kind'], what: string): void {
    this.#options.observer.happened({ at, kind, what });
  }
}

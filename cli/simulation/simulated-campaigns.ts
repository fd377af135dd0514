import {
  type Advance,
  type AdvanceInput,
  advanceJourney,
  collapseJourney,
} from '../../domain/campaign/journey/advance-journey.ts';
import { type Beginning, beginJourney } from '../../domain/campaign/journey/begin-journey.ts';
import type { Decision } from '../../domain/campaign/journey/decision.ts';
import { heldAhead } from '../../domain/campaign/journey/held-ahead.ts';
import type { Journey } from '../../domain/campaign/journey/journey.ts';
import { type ConditionAsked, conditionAsked } from '../../domain/campaign/journey/journey-conditions.ts';
import { inTheirTurn } from '../../domain/campaign/journey/line-up-journeys.ts';
import { type CampaignSignal, lineUpSignals } from '../../domain/campaign/journey/line-up-signals.ts';
import { nextLookAt } from '../../domain/campaign/journey/look-out.ts';
import { journeyIdOf, occurrenceOf, type TriggerSignal } from '../../domain/campaign/journey/occurrence.ts';
import { noteForgottenGoal, recordGoal } from '../../domain/campaign/journey/record-goal.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { JourneyEventMatched, Signal } from '../../domain/profile/signal.ts';
import { explainCondition } from '../../domain/segment/explain/explain-condition.ts';
import { DecisionCount } from './decision-count.ts';
import { explanationLines } from './explanation-lines.ts';
import { type ChannelOptions, SimulatedChannels } from './simulated-channels.ts';
import { SimulatedSlots } from './simulated-slots.ts';
import type { TimelineEntry } from './timeline.ts';
import { toldSignal } from './told-signal.ts';

/** What a decision causes: signals to take, and events of the guest's to fold. */
export interface Caused {
  readonly signals: readonly Signal[];
  readonly events: readonly TrackingEvent[];
}

const NOTHING: readonly Caused[] = [];
/** Which condition of the campaign's it was. */
const ENDED_BY = { stopped: 'stopWhen', 'condition failed': 'if' } as const;

/** How a journey is looked at: as it is due, or for what may have come, or before another that is let go. */
type Look = Pick<AdvanceInput, 'isWoken' | 'isLetGo'>;

export interface CampaignOptions extends ChannelOptions {
  /** Brings a profile to the playbook now, before anything is decided on it. */
  readonly bringUpToDate: (profile: Profile) => void;
}

/** Campaigns over tables in memory: what `campaign` and `due` do. */
export class SimulatedCampaigns {
  readonly #options: CampaignOptions;
  readonly #channels: SimulatedChannels;
  readonly #slots = new SimulatedSlots();
  readonly #decisions = new DecisionCount();

  constructor(options: CampaignOptions) {
    this.#options = options;
    this.#channels = new SimulatedChannels(options);
  }

  /** Consumes one signal. */
  take(signal: Signal, now: number): readonly Caused[] {
    const told = toldSignal(signal);
    if (told !== undefined) this.#note(now, 'segment', told);
    switch (signal.type) {
      case 'Message Requested':
        this.#channels.deliver(signal, now);
        return NOTHING;
      case 'Profiles Merged':
      case 'Profile Split':
        return NOTHING;
      default:
        return this.#decideAll(signal, now);
    }
  }

  /** Advances the journeys whose wait is over, each in its turn. */
  advanceDue(now: number, handle: (caused: Caused) => void): void {
    const { tables } = this.#options;
    const due = tables.takeDue(now).map((journey) => {
      const { profileId, journeyId } = journey;
      return { profileId, journeyId, dueAt: nextLookAt(journey) ?? now };
    });
    for (const { profileId, journeyId } of inTheirTurn(this.#active.program, due)) {
      // What an earlier one caused may have taken it on.
      const journey = tables.readJourney(profileId, journeyId);
      for (const caused of journey === undefined ? [] : this.#advance(journey, now, {})) handle(caused);
    }
  }

  #takeOn(
    { watch, journeyProfileId, journeyId, time, isForgotten }: JourneyEventMatched,
    now: number,
  ): readonly Caused[] {
    const { tables } = this.#options;
    const journey = tables.readJourney(journeyProfileId, journeyId);
    if (journey === undefined) return NOTHING;
    if (watch !== 'goal') return this.#advance(journey, now, { isWoken: true });
    const profile = tables.readLiving(journeyProfileId);
    if (profile === undefined) return NOTHING;
    const basis = { journey, profile, now };
    const decision = isForgotten ? noteForgottenGoal(basis) : recordGoal({ ...basis, time });
    return decision === undefined ? NOTHING : [this.#apply(decision, now, journey.trace.length)];
  }

  #advance(read: Journey, now: number, look: Look): readonly Caused[] {
    return [...this.#letGoAhead(read, now, look), ...this.#takeStep(read, now, look)];
  }

  /** What else is held of the guest, and goes before. */
  #letGoAhead(journey: Journey, now: number, { isLetGo }: Look): readonly Caused[] {
    const { tables } = this.#options;
    const profile = tables.readLiving(journey.profileId);
    if (profile === undefined) return NOTHING;
    return heldAhead(this.#active.program, profile, journey, { now, isLetGo }).flatMap((held) => {
      const ahead = tables.readJourney(held.profileId, held.journeyId);
      return ahead === undefined ? NOTHING : this.#advance(ahead, now, { isLetGo: true });
    });
  }

  #takeStep(read: Journey, now: number, look: Look): readonly Caused[] {
    const { tables, versions } = this.#options;
    const profile = this.#readUpToDate(read.profileId);
    // Bringing the guest up to date may have had it looked at.
    const journey = tables.readJourney(read.profileId, read.journeyId);
    if (profile === undefined || journey === undefined) return NOTHING;
    const active = this.#active;
    const begun = versions.begunWith(journey.playbookVersion);
    const campaign = begun.program.campaigns[journey.campaign];
    const event = journey.event && tables.readEvent(journey.event);
    const advance = this.#slots.decide(
      journey.campaign,
      now,
      (slots): Advance =>
        advanceJourney({ active, begun, campaign, journey, profile, now, event, slots, ...look }),
    );
    if (advance.kind !== 'decided') return NOTHING;
    const isRepeated = tables.isRepeated(advance.decision);
    const decision = isRepeated ? collapseJourney({ journey, profile, now }) : advance.decision;
    const caused = this.#apply(decision, now, journey.trace.length);
    const { end } = decision.journey;
    if (campaign !== undefined && (end === 'stopped' || end === 'condition failed')) {
      const asked = conditionAsked({ active, begun, campaign }, ENDED_BY[end]);
      this.#explain(asked, profile, now, journey.enteredAt);
    }
    return [caused];
  }

  #decideAll(first: CampaignSignal, now: number): readonly Caused[] {
    return lineUpSignals(this.#active, first).flatMap(({ campaign, signal }) =>
      signal.type === 'Journey Event Matched'
        ? this.#takeOn(signal, now)
        : this.#begin(campaign, signal, now),
    );
  }

  #begin(campaignId: string, signal: TriggerSignal, now: number): readonly Caused[] {
    const { tables, observer } = this.#options;
    const active = this.#active;
    const campaign = active.program.campaigns[campaignId];
    const profile = this.#readUpToDate(signal.profileId);
    if (campaign === undefined || profile === undefined) return NOTHING;
    const ids = [signal.profileId, profile.profileId, ...profile.formerProfileIds];
    if (tables.hasJourney(ids, journeyIdOf(campaign.id, occurrenceOf(signal, campaign.id)))) return NOTHING;
    const event = signal.event && tables.readEvent(signal.event);
    const beginning = this.#slots.decide(
      campaignId,
      now,
      (slots): Beginning => beginJourney({ active, campaign, profile, signal, now, event, slots }),
    );
    if (beginning.kind === 'decided') {
      return tables.isRepeated(beginning.decision) ? NOTHING : [this.#apply(beginning.decision, now)];
    }
    const detail = beginning.kind === 'refused' ? beginning.detail : beginning.kind;
    this.#note(now, 'campaign', `${campaignId}: did not begin, ${detail}`);
    if (beginning.kind !== 'refused') return NOTHING;
    const { reason } = beginning;
    observer.refused({ at: now, campaign: campaignId, profile, reason, detail });
    if (reason === 'if') this.#explain({ condition: campaign.if, by: active }, profile, now);
    return NOTHING;
  }

  /** Why a campaign's condition did not hold, part by part. */
  #explain({ condition, by }: ConditionAsked, profile: Profile, now: number, enteredAt?: number): void {
    const { tables, observer } = this.#options;
    if (condition === undefined || !observer.explains) return;
    const events = tables.readEvents(Object.keys(profile.identifiers));
    const explanation = explainCondition(by, condition, profile, now, enteredAt, events);
    const { timezone } = this.#active.program;
    for (const line of explanationLines(explanation, timezone)) this.#note(now, 'campaign', line);
  }

  get #active(): ActiveProgram {
    return this.#options.versions.active;
  }

  /** The living profile, kept as the playbook now asks for it. */
  #readUpToDate(profileId: string): Profile | undefined {
    const { tables, bringUpToDate } = this.#options;
    const profile = tables.readLiving(profileId);
    const { ordinal } = this.#active.program;
    if (profile === undefined || profile.program.ordinal === ordinal) return profile;
    bringUpToDate(profile);
    return tables.readLiving(profileId);
  }

  /** @param told so many things on the journey were told before */
  #apply(decision: Decision, now: number, told = 0): Caused {
    this.#decisions.add(decision, now);
    this.#options.tables.applyDecision(decision);
    this.#options.observer.decided(decision, now);
    const { journey, signals, events } = decision;
    for (const { what } of journey.trace.slice(told))
      this.#note(now, 'campaign', `${journey.campaign}: ${what}`);
    return { signals, events };
  }

  #note(at: number, kind: TimelineEntry['kind'], what: string): void {
    this.#options.observer.happened({ at, kind, what });
  }
}

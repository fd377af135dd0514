import {
  type Advance,
  type AdvanceInput,
  advanceJourney,
  collapseJourney,
} from '../../domain/campaign/journey/advance-journey.ts';
import { type Beginning, beginJourney } from '../../domain/campaign/journey/begin-journey.ts';
import type { GoingAhead } from '../../domain/campaign/journey/going-ahead.ts';
import { heldAhead } from '../../domain/campaign/journey/held-ahead.ts';
import type { Journey } from '../../domain/campaign/journey/journey.ts';
import { conditionAsked } from '../../domain/campaign/journey/journey-conditions.ts';
import { inTheirTurn } from '../../domain/campaign/journey/line-up-journeys.ts';
import { type CampaignSignal, lineUpSignals } from '../../domain/campaign/journey/line-up-signals.ts';
import { nextLookAt } from '../../domain/campaign/journey/look-out.ts';
import { momentOf } from '../../domain/campaign/journey/moment-of.ts';
import { journeyIdOf, occurrenceOf, type TriggerSignal } from '../../domain/campaign/journey/occurrence.ts';
import { noteForgottenGoal, recordGoal } from '../../domain/campaign/journey/record-goal.ts';
import type { Slots } from '../../domain/campaign/journey/slot.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import type { JourneyEventMatched, Signal } from '../../domain/profile/signal.ts';
import { GoingFirst } from './going-first.ts';
import { type ChannelOptions, SimulatedChannels } from './simulated-channels.ts';
import { type Caused, type GuestOptions, SimulatedGuests } from './simulated-guests.ts';
import { SimulatedSlots } from './simulated-slots.ts';
import { toldSignal } from './told-signal.ts';

const NOTHING: readonly Caused[] = [];
/** Which condition of the campaign's it was. */
const ENDED_BY = { stopped: 'stopWhen', 'condition failed': 'if' } as const;

/** How a journey is looked at: as it is due, or for what may have come, or before another that is let go. */
type Look = Pick<AdvanceInput, 'isWoken' | 'isLetGo'>;

export interface CampaignOptions extends ChannelOptions, GuestOptions {
  /** Whether a broadcast is told at a moment. */
  readonly isToldAt: (broadcast: string, moment: number) => boolean;
}

/** Campaigns over tables in memory: what `campaign` and `due` do. */
export class SimulatedCampaigns {
  readonly #options: CampaignOptions;
  readonly #channels: SimulatedChannels;
  readonly #slots = new SimulatedSlots();
  readonly #guests: SimulatedGuests;

  constructor(options: CampaignOptions) {
    this.#options = options;
    this.#channels = new SimulatedChannels(options);
    this.#guests = new SimulatedGuests(options);
  }

  /** Consumes one signal. */
  take(signal: Signal, now: number): readonly Caused[] {
    const told = toldSignal(signal);
    if (told !== undefined) this.#guests.note(now, 'segment', told);
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
      const first = this.#goingFirst();
      for (const caused of journey === undefined ? [] : this.#advance(journey, now, {}, first))
        handle(caused);
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
    return decision === undefined ? NOTHING : [this.#guests.apply(decision, now, journey.trace.length)];
  }

  #advance(read: Journey, now: number, look: Look, first?: GoingFirst): readonly Caused[] {
    return [...this.#letGoAhead(read, now, look), ...this.#takeStep(read, now, look, first)];
  }

  #goingFirst(): GoingFirst {
    return new GoingFirst(this.#options.isToldAt);
  }

  /** What goes ahead, as it would go by itself. */
  #decideAhead(ahead: readonly GoingAhead[], now: number): readonly Caused[] {
    return ahead.flatMap((one) => {
      if (one.kind !== 'waits') return this.#begin(one.campaign, one.signal, now);
      const journey = this.#options.tables.readJourney(one.profileId, one.journeyId);
      return journey === undefined ? NOTHING : this.#advance(journey, now, {});
    });
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

  #takeStep(read: Journey, now: number, look: Look, first?: GoingFirst): readonly Caused[] {
    const { tables, versions } = this.#options;
    const profile = this.#guests.readUpToDate(read.profileId);
    // Bringing the guest up to date may have had it looked at.
    const journey = tables.readJourney(read.profileId, read.journeyId);
    if (profile === undefined || journey === undefined) return NOTHING;
    const active = this.#active;
    const begun = versions.begunWith(journey.playbookVersion);
    const campaign = begun.program.campaigns[journey.campaign];
    const event = journey.event && tables.readEvent(journey.event);
    const decide = (slots: Slots): Advance =>
      advanceJourney({ active, begun, campaign, journey, profile, now, event, slots, ...look });
    const coming = { active, profile, campaign: journey.campaign, definition: campaign };
    const ahead = first?.before({ ...coming, moment: journey.dueAt, now, decide }) ?? [];
    if (ahead.length > 0)
      return [...this.#decideAhead(ahead, now), ...this.#takeStep(read, now, look, first)];
    const advance = this.#slots.decide(journey.campaign, now, decide);
    if (advance.kind !== 'decided') return NOTHING;
    const isRepeated = tables.isRepeated(advance.decision);
    const decision = isRepeated ? collapseJourney({ journey, profile, now }) : advance.decision;
    const caused = this.#guests.apply(decision, now, journey.trace.length);
    const { end } = decision.journey;
    if (campaign !== undefined && (end === 'stopped' || end === 'condition failed')) {
      const asked = conditionAsked({ active, begun, campaign }, ENDED_BY[end]);
      this.#guests.explain(asked, profile, now, journey.enteredAt);
    }
    return [caused];
  }

  #decideAll(first: CampaignSignal, now: number): readonly Caused[] {
    const goingFirst = this.#goingFirst();
    return lineUpSignals(this.#active, first).flatMap(({ campaign, signal }) =>
      signal.type === 'Journey Event Matched'
        ? this.#takeOn(signal, now)
        : this.#begin(campaign, signal, now, goingFirst),
    );
  }

  #begin(campaignId: string, signal: TriggerSignal, now: number, first?: GoingFirst): readonly Caused[] {
    const { tables, observer } = this.#options;
    const active = this.#active;
    const campaign = active.program.campaigns[campaignId];
    const profile = this.#guests.readUpToDate(signal.profileId);
    if (campaign === undefined || profile === undefined) return NOTHING;
    const ids = [signal.profileId, profile.profileId, ...profile.formerProfileIds];
    if (tables.hasJourney(ids, journeyIdOf(campaign.id, occurrenceOf(signal, campaign.id)))) return NOTHING;
    const event = signal.event && tables.readEvent(signal.event);
    const decide = (slots: Slots): Beginning =>
      beginJourney({ active, campaign, profile, signal, now, event, slots });
    const coming = { active, profile, campaign: campaignId, definition: campaign };
    const moment = momentOf(signal, profile.contacts);
    const ahead = first?.before({ ...coming, moment, now, decide }) ?? [];
    if (ahead.length > 0)
      return [...this.#decideAhead(ahead, now), ...this.#begin(campaignId, signal, now, first)];
    const beginning = this.#slots.decide(campaignId, now, decide);
    if (beginning.kind === 'decided') {
      return tables.isRepeated(beginning.decision) ? NOTHING : [this.#guests.apply(beginning.decision, now)];
    }
    // What goes ahead is told of once more by its own signal.
    if (first === undefined) return NOTHING;
    const detail = beginning.kind === 'refused' ? beginning.detail : beginning.kind;
    this.#guests.note(now, 'campaign', `${campaignId}: did not begin, ${detail}`);
    if (beginning.kind !== 'refused') return NOTHING;
    const { reason } = beginning;
    observer.refused({ at: now, campaign: campaignId, profile, reason, detail });
    if (reason === 'if') this.#guests.explain({ condition: campaign.if, by: active }, profile, now);
    return NOTHING;
  }

  get #active(): ActiveProgram {
    return this.#options.versions.active;
  }
}

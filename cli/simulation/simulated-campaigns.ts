import { advanceJourney, collapseJourney } from '../../domain/campaign/advance-journey.ts';
import { beginJourney } from '../../domain/campaign/begin-journey.ts';
import { buildMessage, type MessageInput } from '../../domain/campaign/build-message.ts';
import { decideDelivery } from '../../domain/campaign/decide-delivery.ts';
import type { Decision } from '../../domain/campaign/decision.ts';
import type { Delivery } from '../../domain/campaign/delivery.ts';
import type { Renderer } from '../../domain/campaign/message.ts';
import { journeyIdOf, occurrenceOf, type TriggerSignal } from '../../domain/campaign/occurrence.ts';
import { MaitredError } from '../../domain/error/maitred-error.ts';
import { type ActiveProgram, campaignsTriggeredBySegment } from '../../domain/playbook/active-program.ts';
import type { TemplateSet } from '../../domain/playbook/program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { MessageRequested, Signal } from '../../domain/profile/signal.ts';
import type { Condition } from '../../domain/segment/condition/condition.ts';
import { explainCondition } from '../../domain/segment/explain/explain-condition.ts';
import { describeMessage } from './describe-message.ts';
import { explanationLines } from './explanation-lines.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import type { SimulatedMessage, TimelineEntry } from './timeline.ts';

interface Options {
  readonly active: ActiveProgram;
  readonly templates: TemplateSet;
  readonly renderer: Renderer;
  readonly tables: SimulatedTables;
  readonly log: TimelineEntry[];
  readonly messages: SimulatedMessage[];
}

/** Campaigns and channels over tables in memory: what `campaign`, `due` and the channels' functions do. */
export class SimulatedCampaigns {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Consumes one signal. @returns the signals of what was decided */
  take(signal: Signal, now: number): readonly Signal[] {
    switch (signal.type) {
      case 'Message Requested':
        this.#deliver(signal, now);
        return [];
      case 'Profiles Merged':
        this.#note(now, 'segment', `two profiles became one`);
        return [];
      case 'Date Reached':
        return signal.campaigns.flatMap((campaign) => this.#begin(campaign, signal, now));
      case 'Schedule Reached':
        return this.#begin(signal.campaign, signal, now);
      case 'Journey Event Matched':
        return [];
      case 'Profile Split':
        this.#note(now, 'segment', `one profile became two`);
        return [];
      case 'Event Matched':
      case 'Member Included':
        return signal.campaigns.flatMap((campaign) => this.#begin(campaign, signal, now));
      case 'Segment Entered':
      case 'Segment Left': {
        const on = signal.type === 'Segment Entered' ? 'entry' : 'exit';
        this.#note(now, 'segment', `${on === 'entry' ? 'entered' : 'left'} ${signal.segment}`);
        const campaigns = campaignsTriggeredBySegment(this.#options.active, signal.segment, on);
        return campaigns.flatMap((campaign) => this.#begin(campaign, signal, now));
      }
    }
  }

  /** Advances the journeys whose wait is over. */
  advanceDue(now: number, handle: (signals: readonly Signal[]) => void): void {
    const { active, tables } = this.#options;
    for (const journey of tables.waitingJourneys()) {
      const profile = tables.readLiving(journey.profileId);
      if (profile === undefined) continue;
      const campaign = active.program.campaigns[journey.campaign];
      const advance = advanceJourney({ active, campaign, journey, profile, now });
      if (advance.kind !== 'decided') continue;
      const isRepeated = tables.isRepeated(advance.decision);
      const decision = isRepeated ? collapseJourney({ journey, profile, now }) : advance.decision;
      const signals = this.#apply(decision, now);
      const { end } = decision.journey;
      if (end === 'stopped') this.#explain(campaign?.stopWhen, profile, now, journey.enteredAt);
      if (end === 'condition failed') this.#explain(campaign?.if, profile, now, journey.enteredAt);
      handle(signals);
    }
  }

  #begin(campaignId: string, signal: TriggerSignal, now: number): readonly Signal[] {
    const { active, tables } = this.#options;
    const campaign = active.program.campaigns[campaignId];
    const profile = tables.readLiving(signal.profileId);
    if (campaign === undefined || profile === undefined) return [];
    const ids = [signal.profileId, profile.profileId, ...profile.formerProfileIds];
    if (tables.hasJourney(ids, journeyIdOf(campaign.id, occurrenceOf(signal, campaign.id)))) return [];
    const beginning = beginJourney({ active, campaign, profile, signal, now });
    if (beginning.kind === 'decided') {
      return tables.isRepeated(beginning.decision) ? [] : this.#apply(beginning.decision, now);
    }
    const why = beginning.kind === 'refused' ? beginning.detail : beginning.kind;
    this.#note(now, 'campaign', `${campaignId}: did not begin, ${why}`);
    this.#explain(campaign.if, profile, now);
    return [];
  }

  /** Why a campaign's condition did not hold, part by part. */
  #explain(condition: Condition | undefined, profile: Profile, now: number, enteredAt?: number): void {
    if (condition === undefined) return;
    const { active, tables } = this.#options;
    const events = tables.readEvents(Object.keys(profile.identifiers));
    const explanation = explainCondition(active, condition, profile, now, enteredAt, events);
    const lines = explanationLines(explanation, active.program.timezone);
    for (const line of lines) this.#note(now, 'campaign', line);
  }

  #apply(decision: Decision, now: number): readonly Signal[] {
    this.#options.tables.applyDecision(decision);
    const { journey, signals } = decision;
    for (const { at, what } of journey.trace) {
      if (at === now) this.#note(at, 'campaign', `${journey.campaign}: ${what}`);
    }
    return signals;
  }

  #deliver(request: MessageRequested, now: number): void {
    const { active, tables } = this.#options;
    const delivery = tables.readDelivery(request.deliveryProfileId, request.deliveryId);
    if (delivery === undefined) return;
    const campaign = active.program.campaigns[delivery.campaign];
    const profile = tables.readLiving(request.profileId);
    const claim = { kind: 'claimed', delivery } as const;
    const decided = decideDelivery({ claim, program: active.program, campaign, profile, now });
    if (decided.kind === 'conclude') this.#conclude(delivery, decided, now);
    if (decided.kind === 'send' && profile !== undefined) this.#send(delivery, { ...decided, profile, now });
  }

  #send(delivery: Delivery, decided: Pick<MessageInput, 'campaign' | 'step' | 'profile' | 'now'>): void {
    const { now } = decided;
    const event = delivery.event === undefined ? undefined : this.#options.tables.readEvent(delivery.event);
    try {
      const message = buildMessage({ ...this.#options, ...decided, delivery, event });
      this.#options.messages.push({ at: now, campaign: delivery.campaign, ...describeMessage(message) });
      this.#conclude(delivery, { status: 'sent', why: null }, now);
    } catch (error) {
      if (!(error instanceof MaitredError)) throw error;
      this.#conclude(delivery, { status: 'failed', why: error.message }, now);
    }
  }

  #conclude(delivery: Delivery, came: Pick<Delivery, 'status' | 'why' | 'reason'>, now: number): void {
    const { status, why, reason } = came;
    this.#options.tables.putDelivery({ ...delivery, status, why, ...(reason !== undefined && { reason }) });
    this.#note(
      now,
      'message',
      `${delivery.campaign}: ${delivery.channel} ${status}${why === null ? '' : `, ${why}`}`,
    );
  }

  #note(at: number, kind: TimelineEntry['kind'], what: string): void {
    this.#options.log.push({ at, kind, what });
  }
}

import { createHash } from 'node:crypto';
import type { Renderer } from '../../domain/campaign/message.ts';
import { MaitredError } from '../../domain/error/maitred-error.ts';
import { acceptMessage } from '../../domain/event/accept-message.ts';
import type { JsonObject } from '../../domain/event/json.ts';
import type { EventType, TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../domain/playbook/active-program.ts';
import type { Program, TemplateSet } from '../../domain/playbook/program.ts';
import { planResolution } from '../../domain/profile/plan-resolution.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { ProfileWrite } from '../../domain/profile/profile-write.ts';
import type { Signal } from '../../domain/profile/signal.ts';
import { refoldProfile, type Touched, touchProfile } from '../../domain/profile/touch-profile.ts';
import { findMissedTriggers } from './missed-triggers.ts';
import { SimulatedBroadcasts } from './simulated-broadcasts.ts';
import { type Caused, SimulatedCampaigns } from './simulated-campaigns.ts';
import { RememberedEvents, type SimulatedEvents } from './simulated-events.ts';
import { SimulatedProviders } from './simulated-providers.ts';
import { SimulatedTables } from './simulated-tables.ts';
import { SimulatedVersions } from './simulated-versions.ts';
import type { SimulationObserver } from './simulation-observer.ts';

/** Whether a person may have this seed: it decides all that they draw. */
export type SeedTest = (seed: string) => boolean;

/** What one in ten thousand draws is found with all but certainty. */
const MAXIMUM_TRIES = 100_000;

/** Thrown where somebody is asked for of whom there is hardly one in so many. */
class UnlikelyDrawsError extends MaitredError {
  constructor() {
    super('of 100,000 guests none draws so', {
      code: 'unlikely-draws',
      retryable: false,
      hint: 'Ask for fewer draws at once: tell a story for each.',
    });
  }
}

/** Hexadecimal digits: with millions of people two would rarely meet. */
const ID_LENGTH = 16;

export interface SimulationOptions {
  readonly program: Program;
  readonly templates: TemplateSet;
  readonly renderer: Renderer;
  /** When it begins, in milliseconds since the epoch. */
  readonly start: number;
  readonly observer: SimulationObserver;
  /** Where events are kept; absent: in memory. */
  readonly events?: SimulatedEvents;
}

/**
 * The whole flow over tables in memory, on a clock that stands until it is moved: the decisions are those of the
 * functions, since both run `domain/`. What is due is done at the very moment; deployed, within the minute.
 */
export class Simulation {
  readonly providers = new SimulatedProviders();
  readonly #tables: SimulatedTables;
  readonly #observer: SimulationObserver;
  readonly #campaigns: SimulatedCampaigns;
  readonly #versions = new SimulatedVersions();
  readonly #broadcasts = new SimulatedBroadcasts();
  #now: number;
  #messages = 0;

  constructor(options: SimulationOptions) {
    this.#versions.deploy(options.program, options.start);
    this.#now = options.start;
    this.#observer = options.observer;
    this.#tables = new SimulatedTables(options.events ?? new RememberedEvents());
    this.#broadcasts.deploy(this.active.program, options.start);
    this.#campaigns = new SimulatedCampaigns({
      ...options,
      versions: this.#versions,
      bringUpToDate: (profile) => this.#applyTouched(touchProfile(this.active, profile, this.#now), profile),
      tables: this.#tables,
      providers: this.providers,
    });
  }

  /** The playbook now. */
  get active(): ActiveProgram {
    return this.#versions.active;
  }

  /**
   * Makes another playbook the one now: journeys under way keep theirs.
   * @param what it changes, in words
   */
  deploy(program: Program, what = program.version): void {
    this.#versions.deploy(program, this.#now);
    this.#broadcasts.deploy(this.active.program, this.#now);
    this.#observer.happened({ at: this.#now, kind: 'deploy', what });
  }

  /** Brings everybody to the playbook now, as `maitred deploy` does once it is the active one. */
  backfill(): void {
    for (const profile of this.#tables.livingProfiles())
      this.#applyTouched(touchProfile(this.active, profile, this.#now), profile);
  }

  get now(): number {
    return this.#now;
  }

  /**
   * Sends one message of Segment's tracking API, and does all that it causes.
   * @param type undefined where the message says it, as in a batch
   * @param isSeed whether somebody whom it makes known may have this seed
   * @throws {InvalidInputError} where the collector would refuse it
   */
  send(type: EventType | undefined, message: JsonObject, isSeed: SeedTest = () => true): void {
    const { identity, consent } = this.active.program;
    const event = acceptMessage(
      { messageId: `message-${++this.#messages}`, ...message },
      { receivedAt: this.#now, source: 'story', rules: { identity, consent }, ...(type && { type }) },
    );
    this.#observer.happened({ at: this.#now, kind: 'event', what: event.name ?? event.type });
    if (!this.#tables.putEventOnce(event)) return;
    this.#resolve([event], isSeed);
    if (this.#observer.explains) this.#tellMissed(event);
  }

  /** What came too late gives no signal: that it began nothing is said of the event. */
  #tellMissed(event: TrackingEvent): void {
    const profile = this.#tables.findByIdentifier(event.key.identifier);
    if (profile === undefined) return;
    for (const missed of findMissedTriggers(this.active, profile, event, this.#now)) {
      this.#observer.refused(missed);
      const what = `${missed.campaign}: did not begin, ${missed.detail}`;
      this.#observer.happened({ at: this.#now, kind: 'campaign', what });
    }
  }

  /** Moves the clock forward, doing what falls due on the way at its own moment. */
  advanceTo(moment: number): void {
    for (let due = this.#nextDue(); due !== undefined && due <= moment; due = this.#nextDue()) {
      this.#now = Math.max(this.#now, due);
      this.#wakeProfiles();
      this.#broadcasts.tell(this.#now, this.#tables, (signals) => this.#handle(signals));
      this.#campaigns.advanceDue(this.#now, (caused) => this.#follow(caused));
    }
    this.#now = Math.max(this.#now, moment);
  }

  /** The living profile of an identifier, `namespace#value`. */
  find(identifier: string): Profile | undefined {
    return this.#tables.findByIdentifier(identifier);
  }

  /** All events of a person. */
  eventsOf({ identifiers }: Profile): readonly TrackingEvent[] {
    return this.#tables.readEvents(Object.keys(identifiers));
  }

  /** The goals that a person has reached, whichever of their profiles the journeys began under. */
  goalsReached({
    profileId,
    formerProfileIds,
  }: Profile): readonly { readonly campaign: string; readonly at: number }[] {
    return this.#tables.goalsReached([profileId, ...formerProfileIds]);
  }

  /** How many people there are. */
  guests(): number {
    return this.#tables.livingProfiles().length;
  }

  /** By campaign: how many journeys wait, and when the next of them goes on, in milliseconds since the epoch. */
  waiting(): ReadonlyMap<string, { readonly journeys: number; readonly next: number }> {
    return this.#tables.waitingByCampaign();
  }

  #resolve(events: readonly TrackingEvent[], isSeed: SeedTest = () => true): void {
    const moment = { now: this.#now, newId: () => this.#newProfileId(events, isSeed) };
    let plan = planResolution(this.active, this.#tables.workspace([]), events, moment);
    const history = new Set<string>();
    while (plan.kind === 'history needed') {
      for (const identifier of plan.identifiers) history.add(identifier);
      plan = planResolution(this.active, this.#tables.workspace([...history]), events, moment);
    }
    for (const write of plan.writes) this.#apply(write);
    if (plan.rest.length > 0) this.#resolve(plan.rest, isSeed);
  }

  /** Of whom first comes by the same identifier the draws are always the same, whoever came before. */
  #newProfileId([event]: readonly TrackingEvent[], isSeed: SeedTest): string {
    const identifier = event?.key.identifier ?? '';
    const digest = createHash('sha256').update(identifier).digest('hex').slice(0, ID_LENGTH);
    const first = `profile-${digest}`;
    // The id of somebody new is their seed.
    for (let id = first, tries = 1; tries <= MAXIMUM_TRIES; tries += 1, id = `${first}-${tries}`) {
      if (!this.#tables.hasProfile(id) && isSeed(id)) return id;
    }
    throw new UnlikelyDrawsError();
  }

  #wakeProfiles(): void {
    for (const profile of this.#tables.takeWaking(this.#now)) {
      this.#applyTouched(touchProfile(this.active, profile, this.#now), profile);
    }
  }

  #applyTouched(touched: Touched, profile: Profile): void {
    if (touched.kind === 'planned') {
      this.#apply(touched.write);
    } else if (touched.kind !== 'unchanged') {
      const history = this.#tables.readEvents(Object.keys(profile.identifiers));
      this.#applyTouched(refoldProfile(this.active, profile, this.#now, history), profile);
    }
  }

  #apply(write: ProfileWrite): void {
    this.#tables.applyWrite(write);
    this.#handle(write.signals);
  }

  #handle(signals: readonly Signal[]): void {
    for (const signal of signals) {
      for (const caused of this.#campaigns.take(signal, this.#now)) this.#follow(caused);
    }
  }

  #follow({ signals, events }: Caused): void {
    this.#handle(signals);
    if (events.length > 0) this.#resolve(events);
  }

  #nextDue(): number | undefined {
    const next = Math.min(this.#broadcasts.nextAt, this.#tables.nextAt);
    return Number.isFinite(next) ? next : undefined;
  }
}

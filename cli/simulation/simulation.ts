import type { Renderer } from '../../domain/campaign/delivery/message.ts';
import { acceptMessage } from '../../domain/event/accept-message.ts';
import type { JsonObject } from '../../domain/event/json.ts';
import type { EventType, TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import type { Program, TemplateSet } from '../../domain/playbook/program/program.ts';
import { groupEvents } from '../../domain/profile/group-events.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { ProfileWrite } from '../../domain/profile/profile-write.ts';
import type { Signal } from '../../domain/profile/signal.ts';
import { refoldProfile, type Touched, touchProfile } from '../../domain/profile/touch-profile.ts';
import { foldEvents } from './fold-events.ts';
import { tellMissedTriggers } from './missed-triggers.ts';
import type { SeedTest } from './new-profile-id.ts';
import { SimulatedBroadcasts } from './simulated-broadcasts.ts';
import { SimulatedCampaigns } from './simulated-campaigns.ts';
import { RememberedEvents, type SimulatedEvents } from './simulated-events.ts';
import type { Caused } from './simulated-guests.ts';
import { SimulatedProviders } from './simulated-providers.ts';
import { SimulatedTables } from './simulated-tables.ts';
import { SimulatedVersions } from './simulated-versions.ts';
import type { SimulationObserver } from './simulation-observer.ts';

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
      isToldAt: (broadcast, moment) => this.#broadcasts.isToldAt(broadcast, moment),
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
  send(type: EventType | undefined, message: JsonObject, isSeed?: SeedTest): void {
    this.take([this.accept(type, message)], isSeed);
  }

  /** Makes an event of a message, for `take`; else as `send`. */
  accept(type: EventType | undefined, message: JsonObject): TrackingEvent {
    const { identity, consent } = this.active.program;
    return acceptMessage(
      { messageId: `message-${++this.#messages}`, ...message },
      { receivedAt: this.#now, source: 'story', rules: { identity, consent }, ...(type && { type }) },
    );
  }

  /** Takes what came in one call, and does all that it causes. @param isSeed as of `send` */
  take(accepted: readonly TrackingEvent[], isSeed?: SeedTest): void {
    for (const { name, type } of accepted)
      this.#observer.happened({ at: this.#now, kind: 'event', what: name ?? type });
    const events = accepted.filter((event) => this.#tables.putEventOnce(event));
    for (const group of groupEvents(this.#tables.workspace([]), events)) this.#resolve(group, isSeed);
    const find = (identifier: string) => this.find(identifier);
    tellMissedTriggers(this.#observer, this.active, find, events, this.#now);
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

  /** Events that share people: what they cause is done once all of them are counted. */
  #resolve(events: readonly TrackingEvent[], isSeed?: SeedTest): void {
    const writes = foldEvents(this.active, this.#tables, events, { now: this.#now, isSeed });
    this.#handle(writes.flatMap(({ signals }) => signals));
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

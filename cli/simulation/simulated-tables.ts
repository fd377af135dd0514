import type { Delivery } from '../../domain/campaign/delivery/delivery.ts';
import { type Decision, rowsOfSameStay } from '../../domain/campaign/journey/decision.ts';
import type { Journey } from '../../domain/campaign/journey/journey.ts';
import { nextLookAt } from '../../domain/campaign/journey/look-out.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { IdentityRecord } from '../../domain/identity/identity-record.ts';
import { isTombstone, type Profile, type ProfileRecord } from '../../domain/profile/profile.ts';
import { type ProfileWrite, recordsOf } from '../../domain/profile/profile-write.ts';
import type { Workspace } from '../../domain/profile/workspace.ts';
import { DueQueue } from './due-queue.ts';
import type { SimulatedEvents } from './simulated-events.ts';

/** The tables of the house, in memory. One writer at a time, so no condition can fail. */
export class SimulatedTables {
  readonly #events: SimulatedEvents;
  readonly #identities = new Map<string, IdentityRecord>();
  readonly #profiles = new Map<string, ProfileRecord>();
  readonly #journeys = new Map<string, Journey>();
  readonly #deliveries = new Map<string, Delivery>();
  readonly #wakes = new DueQueue();
  readonly #waits = new DueQueue();

  constructor(events: SimulatedEvents) {
    this.#events = events;
  }

  /** When the next profile or journey is to be looked at; infinity: never. */
  get nextAt(): number {
    return Math.min(this.#wakes.nextAt, this.#waits.nextAt);
  }

  /** @returns whether it was new */
  putEventOnce(event: TrackingEvent): boolean {
    return this.#events.putOnce(event);
  }

  readEvent(key: TrackingEvent['key']): TrackingEvent | undefined {
    return this.#events.read(key);
  }

  readEvents(identifiers: readonly string[]): TrackingEvent[] {
    return identifiers.flatMap((identifier) => this.#events.readAll(identifier));
  }

  /** All rows: the domain takes from them what it needs. */
  workspace(historyOf: readonly string[]): Workspace {
    const history = new Map(historyOf.map((identifier) => [identifier, this.readEvents([identifier])]));
    return {
      identities: this.#identities,
      profiles: this.#profiles,
      ...(historyOf.length > 0 && { history }),
    };
  }

  /** The living profile that an id leads to. */
  readLiving(profileId: string): Profile | undefined {
    const record = this.#profiles.get(profileId);
    if (record === undefined) return undefined;
    return isTombstone(record) ? this.readLiving(record.mergedInto) : record;
  }

  hasProfile(profileId: string): boolean {
    return this.#profiles.has(profileId);
  }

  findByIdentifier(identifier: string): Profile | undefined {
    const row = this.#identities.get(identifier);
    return row === undefined ? undefined : this.readLiving(row.profileId);
  }

  livingProfiles(): Profile[] {
    return [...this.#profiles.values()].filter((record): record is Profile => !isTombstone(record));
  }

  applyWrite(write: ProfileWrite): void {
    for (const record of recordsOf(write)) this.#putProfile(record);
    for (const { record } of write.identities) this.#identities.set(record.identifier, record);
  }

  applyDecision(decision: Decision): void {
    const { profile, journey, deliveries, events } = decision;
    this.#putProfile(profile);
    const key = keyOf(journey.profileId, journey.journeyId);
    this.#journeys.set(key, journey);
    this.#waits.set(key, nextLookAt(journey));
    for (const delivery of deliveries) this.putDelivery(delivery);
    for (const event of events) this.putEventOnce(event);
  }

  /** Whether a journey stands under any of these profiles. */
  hasJourney(profileIds: readonly string[], journeyId: string): boolean {
    return profileIds.some((profileId) => this.#journeys.has(keyOf(profileId, journeyId)));
  }

  /** Whether what it would write was said before, under another id of the person or another name of the stay. */
  isRepeated(decision: Decision): boolean {
    const { deliveries, otherProfileIds } = decision;
    const isSaid = otherProfileIds.some((profileId) =>
      deliveries.some(({ deliveryId }) => this.readDelivery(profileId, deliveryId) !== undefined),
    );
    const rows = rowsOfSameStay(decision).map(({ profileId, deliveryId }) =>
      this.readDelivery(profileId, deliveryId),
    );
    return isSaid || rows.some((row) => row !== undefined && row.status !== 'suppressed');
  }

  readJourney(profileId: string, journeyId: string): Journey | undefined {
    return this.#journeys.get(keyOf(profileId, journeyId));
  }

  /** Profiles whose moment has come: each is given once, until it is written again. */
  takeWaking(now: number): Profile[] {
    return this.#wakes.take(now).flatMap((profileId) => this.readLiving(profileId) ?? []);
  }

  /** Journeys whose wait is over, likewise. */
  takeDue(now: number): Journey[] {
    return this.#waits.take(now).flatMap((key) => this.#journeys.get(key) ?? []);
  }

  /** How many journeys of each campaign wait, and when the next of them goes on. */
  waitingByCampaign(): Map<string, { journeys: number; next: number }> {
    const waiting = new Map<string, { journeys: number; next: number }>();
    for (const { campaign, status, dueAt } of this.#journeys.values()) {
      if (status !== 'waiting' || dueAt === null) continue;
      const { journeys, next } = waiting.get(campaign) ?? { journeys: 0, next: Number.POSITIVE_INFINITY };
      waiting.set(campaign, { journeys: journeys + 1, next: Math.min(next, dueAt) });
    }
    return waiting;
  }

  /** Conversions of journeys that began under any of these profiles. */
  goalsReached(profileIds: readonly string[]): { campaign: string; at: number }[] {
    return [...this.#journeys.values()].flatMap(({ profileId, campaign, convertedAt }) =>
      convertedAt !== undefined && profileIds.includes(profileId) ? [{ campaign, at: convertedAt }] : [],
    );
  }

  readDelivery(profileId: string, deliveryId: string): Delivery | undefined {
    return this.#deliveries.get(keyOf(profileId, deliveryId));
  }

  putDelivery(delivery: Delivery): void {
    this.#deliveries.set(keyOf(delivery.profileId, delivery.deliveryId), delivery);
  }

  #putProfile(record: ProfileRecord): void {
    this.#profiles.set(record.profileId, record);
    this.#wakes.set(record.profileId, isTombstone(record) ? null : record.wakeAt);
  }
}

/** Neither part has a line break. */
const keyOf = (profileId: string, id: string) => `${profileId}\n${id}`;

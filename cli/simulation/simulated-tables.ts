import { type Decision, rowsOfSameStay } from '../../domain/campaign/decision.ts';
import type { Delivery } from '../../domain/campaign/delivery.ts';
import type { Journey } from '../../domain/campaign/journey.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { IdentityRecord } from '../../domain/identity/identity-record.ts';
import { isTombstone, type Profile, type ProfileRecord } from '../../domain/profile/profile.ts';
import { type ProfileWrite, recordsOf } from '../../domain/profile/profile-write.ts';
import type { Workspace } from '../../domain/profile/workspace.ts';

/** The tables of the house, in memory. One writer at a time, so no condition can fail. */
export class SimulatedTables {
  readonly #events = new Map<string, Map<string, TrackingEvent>>();
  readonly #identities = new Map<string, IdentityRecord>();
  readonly #profiles = new Map<string, ProfileRecord>();
  readonly #journeys = new Map<string, Journey>();
  readonly #deliveries = new Map<string, Delivery>();

  /** @returns whether it was new */
  putEventOnce(event: TrackingEvent): boolean {
    const { identifier, sort } = event.key;
    const partition = this.#events.get(identifier) ?? new Map<string, TrackingEvent>();
    this.#events.set(identifier, partition);
    if (partition.has(sort)) return false;
    partition.set(sort, event);
    return true;
  }

  readEvent({ identifier, sort }: TrackingEvent['key']): TrackingEvent | undefined {
    return this.#events.get(identifier)?.get(sort);
  }

  readEvents(identifiers: readonly string[]): TrackingEvent[] {
    return identifiers.flatMap((identifier) => [...(this.#events.get(identifier)?.values() ?? [])]);
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

  findByIdentifier(identifier: string): Profile | undefined {
    const row = this.#identities.get(identifier);
    return row === undefined ? undefined : this.readLiving(row.profileId);
  }

  livingProfiles(): Profile[] {
    return [...this.#profiles.values()].filter((record): record is Profile => !isTombstone(record));
  }

  applyWrite(write: ProfileWrite): void {
    for (const record of recordsOf(write)) this.#profiles.set(record.profileId, record);
    for (const { record } of write.identities) this.#identities.set(record.identifier, record);
  }

  applyDecision(decision: Decision): void {
    const { profile, journey, deliveries, events } = decision;
    this.#profiles.set(profile.profileId, profile);
    this.#journeys.set(keyOf(journey.profileId, journey.journeyId), journey);
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

  waitingJourneys(): Journey[] {
    return [...this.#journeys.values()].filter(({ status }) => status === 'waiting');
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
}

/** Neither part has a line break. */
const keyOf = (profileId: string, id: string) => `${profileId}\n${id}`;

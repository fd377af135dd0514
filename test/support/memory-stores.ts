import type { Conclusion } from '../../domain/campaign/delivery/conclude-delivery.ts';
import type { Claim } from '../../domain/campaign/delivery/decide-delivery.ts';
import type { Delivery, DeliveryStatus } from '../../domain/campaign/delivery/delivery.ts';
import { type Decision, rowsOfSameStay } from '../../domain/campaign/journey/decision.ts';
import type { Journey } from '../../domain/campaign/journey/journey.ts';
import { VersionConflictError } from '../../domain/error/maitred-error.ts';
import { mergeContacts } from '../../domain/profile/merge-contacts.ts';
import { mergeMemberships } from '../../domain/profile/merge-memberships.ts';
import { isTombstone, type Profile, type ProfileRecord } from '../../domain/profile/profile.ts';
import type { ProfileWrite } from '../../domain/profile/profile-write.ts';
import type { MessageRequested } from '../../domain/profile/signal.ts';
import type { DecisionStore, WriteResult } from '../../lambdas/adapters/decision-store.ts';
import type { DeliveryStore } from '../../lambdas/adapters/delivery-store.ts';
import { aProgram } from './a-program.ts';

/** A commit of a ledger row, in the order in which all commits happened. */
export interface Commit {
  readonly order: number;
  readonly delivery: Delivery;
}

const keyOf = (profileId: string, id: string) => `${profileId}/${id}`;

/**
 * The tables in memory, with the conditions that the real ones keep. Every call first waits for `turn`, so that a test
 * decides who comes first; what follows the wait happens as a whole.
 */
export class MemoryStores {
  readonly records = new Map<string, ProfileRecord>();
  readonly journeyRows = new Map<string, Journey>();
  readonly ledger = new Map<string, Delivery>();
  readonly commits: Commit[] = [];
  readonly outbox: MessageRequested[] = [];
  /** The order of the merge's commit; undefined: there was none. */
  mergedAt: number | undefined;
  readonly #turn: () => Promise<void>;
  readonly #claims = new Map<string, string>();
  #order = 0;

  constructor(profiles: readonly Profile[], turn: () => Promise<void> = async () => {}) {
    for (const profile of profiles) this.records.set(profile.profileId, profile);
    this.#turn = turn;
  }

  readonly profiles = {
    readLiving: async (profileId: string): Promise<Profile | undefined> => {
      await this.#turn();
      return this.living(profileId);
    },
    write: async ({ profile }: Pick<ProfileWrite, 'profile'>): Promise<void> => {
      await this.#turn();
      if (this.records.get(profile.profileId)?.version !== profile.version - 1)
        throw new VersionConflictError(profile.profileId);
      this.records.set(profile.profileId, profile);
    },
  };

  readonly journeys = {
    read: async ({ profileId, journeyId }: { profileId: string; journeyId: string }) => {
      await this.#turn();
      return this.journeyRows.get(keyOf(profileId, journeyId));
    },
  };

  readonly decisions: DecisionStore = {
    write: async (decision) => {
      await this.#turn();
      return this.#write(decision);
    },
    noteRefusal: async ({ profile, journey, otherProfileIds }) => {
      await this.#turn();
      if (this.records.get(profile.profileId)?.version !== profile.version - 1) return 'conflict';
      const ids = [journey.profileId, ...otherProfileIds];
      if (ids.some((id) => this.journeyRows.has(keyOf(id, journey.journeyId)))) return 'repeated';
      this.records.set(profile.profileId, profile);
      return 'written';
    },
  };

  readonly deliveries: Pick<DeliveryStore, 'claim' | 'conclude' | 'read'> = {
    read: async ({ profileId, deliveryId }) => {
      await this.#turn();
      return this.ledger.get(keyOf(profileId, deliveryId));
    },
    claim: async ({ profileId, deliveryId }, request) => {
      await this.#turn();
      const key = keyOf(profileId, deliveryId);
      const row = this.ledger.get(key);
      if (row === undefined) throw new Error(`no row ${key}`);
      if (row.status !== 'requested') {
        return { kind: 'found', delivery: row, claimId: this.#claims.get(key) ?? '' };
      }
      const claimed: Delivery = { ...row, status: 'sending', attempts: row.attempts + 1, dueAt: null };
      this.ledger.set(key, claimed);
      this.#claims.set(key, request.claimId);
      return { kind: 'claimed', delivery: claimed, claimId: request.claimId };
    },
    conclude: async (
      { delivery, claimId }: Claim,
      conclusion: Conclusion,
      from: readonly DeliveryStatus[],
    ) => {
      await this.#turn();
      const key = keyOf(delivery.profileId, delivery.deliveryId);
      const row = this.ledger.get(key);
      if ((this.#claims.get(key) ?? '') !== claimId) return false;
      if (row === undefined || !from.includes(row.status)) return false;
      const { status, why, reason, dueAt } = conclusion;
      this.ledger.set(key, { ...row, status, why, dueAt, ...(reason !== undefined && { reason }) });
      return true;
    },
  };

  living(profileId: string): Profile | undefined {
    const record = this.records.get(profileId);
    return record !== undefined && isTombstone(record) ? this.living(record.mergedInto) : record;
  }

  /** Makes the second person part of the first, as resolve does, unless somebody writes meanwhile. */
  async merge(survivorId: string, otherId: string, now: number): Promise<void> {
    const [survivor, other] = [this.living(survivorId), this.living(otherId)];
    if (survivor === undefined || other === undefined || survivor === other) return;
    await this.#turn();
    if (!this.#isCurrent(survivor) || !this.#isCurrent(other)) return this.merge(survivorId, otherId, now);
    this.records.set(survivor.profileId, {
      ...survivor,
      version: survivor.version + 1,
      segments: mergeMemberships(survivor, other),
      contacts: mergeContacts(survivor.contacts, other.contacts, aProgram()),
      formerProfileIds: [...survivor.formerProfileIds, ...other.formerProfileIds, other.profileId],
    });
    const { profileId, version, createdAt } = other;
    this.records.set(profileId, {
      profileId,
      version: version + 1,
      createdAt,
      mergedInto: survivor.profileId,
      mergedAt: now,
    });
    this.#order += 1;
    this.mergedAt = this.#order;
  }

  #isCurrent({ profileId, version }: Profile): boolean {
    return this.records.get(profileId)?.version === version;
  }

  #write(decision: Decision): WriteResult {
    const { profile, signals, journey, deliveries, otherProfileIds } = decision;
    const before = this.records.get(profile.profileId);
    if (before?.version !== profile.version - 1) return 'conflict';
    const stored = this.journeyRows.get(keyOf(journey.profileId, journey.journeyId));
    if (journey.revision === 1 && stored !== undefined) return 'repeated';
    if (journey.revision > 1 && stored?.revision !== journey.revision - 1) return 'conflict';
    const isDecidedElsewhere = otherProfileIds.some((id) =>
      journey.revision === 1
        ? this.journeyRows.has(keyOf(id, journey.journeyId))
        : deliveries.some((delivery) => this.ledger.has(keyOf(id, delivery.deliveryId))),
    );
    const isDecided = deliveries.some((row) => this.ledger.has(keyOf(row.profileId, row.deliveryId)));
    const isSaidOfSameStay = rowsOfSameStay(decision).some((row) => {
      const status = this.ledger.get(keyOf(row.profileId, row.deliveryId))?.status;
      return status !== undefined && status !== 'suppressed';
    });
    if (isDecidedElsewhere || isDecided || isSaidOfSameStay) return 'repeated';
    this.records.set(profile.profileId, profile);
    this.journeyRows.set(keyOf(journey.profileId, journey.journeyId), journey);
    this.#order += 1;
    for (const delivery of deliveries) {
      this.ledger.set(keyOf(delivery.profileId, delivery.deliveryId), delivery);
      this.commits.push({ order: this.#order, delivery });
    }
    this.outbox.push(...signals);
    return 'written';
  }
}

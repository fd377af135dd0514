import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { IdentityRecord } from '../../../domain/identity/identity-record.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { isTombstone, type Profile } from '../../../domain/profile/profile.ts';
import { decodeEvent } from '../../../lambdas/adapters/event-record.ts';
import { decodeIdentity } from '../../../lambdas/adapters/identity-row.ts';
import { decodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { observePeople } from '../observe-people.ts';
import type { OraclePerson } from '../profile-oracle.ts';
import { POISONED, type SimulatedHouse } from './simulated-house.ts';

/** What a house holds when everything has come to rest. */
export interface Outcome {
  readonly events: readonly TrackingEvent[];
  readonly living: readonly Profile[];
  readonly rows: ReadonlyMap<string, IdentityRecord>;
  /** The living in the oracle's words. */
  readonly people: readonly OraclePerson[];
  readonly now: number;
}

/** Reads what a house holds. */
export function outcomeOf(house: SimulatedHouse): Outcome {
  const now = house.world.scheduler.now;
  const records = house.tables.table('Profiles').all().map(decodeProfile);
  const living = records.filter((record): record is Profile => !isTombstone(record));
  const rows = house.tables.table('Identities').all().map(decodeIdentity);
  return {
    events: house.tables
      .table('Events')
      .all()
      .filter(({ identifier }) => identifier !== POISONED)
      .map(decodeEvent),
    living,
    rows: new Map(rows.map((row) => [row.identifier, row])),
    people: observePeople(activateProgram(house.program), living, now),
    now,
  };
}

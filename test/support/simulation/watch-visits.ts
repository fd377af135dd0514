import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { journeyIdOf } from '../../../domain/campaign/journey/occurrence.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { guestOf, personOf } from './watch-people.ts';

/**
 * Looks at every journey of a campaign that is once per visit in the moment in which it begins, and at its messages: the person,
 * under all the ids that are theirs by then, is in no other of the visit that is under way, and has had no message of one.
 * @returns what was wrong, in words
 */
export function watchVisits(tables: SimulatedTables, program: Program): string[] {
  const wrongs: string[] = [];
  const active = activateProgram(program);
  const begun: Journey[] = [];
  const rows: Delivery[] = [];
  /** When the visit began that is under way at a moment. */
  const visitOf = (of: Pick<Journey, 'profileId' | 'event' | 'campaign'>, at: number) => {
    const frequency = program.campaigns[of.campaign]?.frequency;
    if (frequency?.kind !== 'once per visit') return undefined;
    const state = guestOf(tables, of)?.aggregates[frequency.aggregate];
    return active.aggregates.get(frequency.aggregate)?.value(state, at) as number | undefined;
  };
  const othersIn = (visit: number | undefined, journey: Journey) =>
    begun.filter(
      (other) =>
        visit !== undefined &&
        other.campaign === journey.campaign &&
        other.journeyId !== journey.journeyId &&
        other.enteredAt >= visit &&
        personOf(tables, other) === personOf(tables, journey),
    );
  tables.table('Journeys').onWrite((after, before) => {
    if (after === undefined || before !== undefined || after.profileId === '#broadcast') return;
    const journey = decodeJourney(after);
    for (const other of othersIn(visitOf(journey, journey.enteredAt), journey))
      wrongs.push(`${journey.profileId} ${journey.journeyId} begins in the visit of ${other.journeyId}`);
    begun.push(journey);
  });
  tables.table('Deliveries').onWrite((after, before) => {
    if (after === undefined || before !== undefined || after.status === 'suppressed') return;
    const row = decodeDelivery(after);
    const visit = visitOf(row, row.at);
    // What began in an earlier visit goes on.
    const journey = begun.find((one) => isOf(one, row));
    rows.push(row);
    if (journey === undefined || visit === undefined || journey.enteredAt < visit) return;
    for (const other of othersIn(visit, journey))
      if (rows.some((had) => had.step === row.step && isOf(other, had)))
        wrongs.push(`${row.profileId} ${row.deliveryId} is decided in the visit of ${other.journeyId}`);
  });
  return wrongs;
}

const isOf = ({ profileId, journeyId }: Journey, row: Delivery) =>
  profileId === row.profileId && journeyId === journeyIdOf(row.campaign, row.occurrence);

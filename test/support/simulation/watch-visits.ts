import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { journeyIdOf } from '../../../domain/campaign/journey/occurrence.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { guestOf, personOf } from './watch-people.ts';

/** From the first event of a visit to the last. */
type Visit = readonly [start: number, end: number];

/**
 * Looks at every journey of a campaign that is once per visit in the moment in which it begins, and at its messages: what began it
 * came in the latest visit; the person, under all the ids that are theirs by then, is in no other of it, and has had no message
 * of one.
 * @returns what was wrong, in words
 */
export function watchVisits(tables: SimulatedTables, program: Program): string[] {
  const wrongs: string[] = [];
  const begun: Journey[] = [];
  const rows: Delivery[] = [];
  /** The latest visit of the guest, as their state says it, in a campaign that is once per visit. */
  const visitOf = (of: Pick<Journey, 'profileId' | 'event' | 'campaign'>): Visit | undefined => {
    const frequency = program.campaigns[of.campaign]?.frequency;
    if (frequency?.kind !== 'once per visit') return undefined;
    const visits = (guestOf(tables, of)?.aggregates[frequency.aggregate] ?? []) as unknown as Visit[];
    return visits.toSorted(([one], [other]) => other - one)[0] ?? NO_VISIT;
  };
  const outlastsOf = (campaign: string) => {
    const frequency = program.campaigns[campaign]?.frequency;
    const spec = frequency?.kind === 'once per visit' ? program.aggregates[frequency.aggregate] : undefined;
    return spec?.kind === 'visit' ? spec.visit.endsAfterMilliseconds : 0;
  };
  const othersIn = ([start]: Visit, journey: Journey) =>
    begun.filter(
      (other) =>
        other.campaign === journey.campaign &&
        other.journeyId !== journey.journeyId &&
        other.enteredAt >= start &&
        personOf(tables, other) === personOf(tables, journey),
    );
  tables.table('Journeys').onWrite((after, before) => {
    if (after === undefined || before !== undefined || after.profileId === '#broadcast') return;
    const journey = decodeJourney(after);
    const visit = visitOf(journey);
    if (visit === undefined) return;
    if (journey.enteredAt < visit[0])
      wrongs.push(
        `${journey.profileId} ${journey.journeyId} begins with what came in no visit, or an earlier one`,
      );
    for (const other of othersIn(visit, journey))
      wrongs.push(`${journey.profileId} ${journey.journeyId} begins in the visit of ${other.journeyId}`);
    begun.push(journey);
  });
  tables.table('Deliveries').onWrite((after, before) => {
    if (after === undefined || before !== undefined || after.status === 'suppressed') return;
    const row = decodeDelivery(after);
    const visit = visitOf(row);
    const isOver = visit === undefined || row.at >= visit[1] + outlastsOf(row.campaign);
    // What began in an earlier visit goes on.
    const journey = begun.find((one) => isOf(one, row));
    rows.push(row);
    if (journey === undefined || isOver || journey.enteredAt < visit[0]) return;
    for (const other of othersIn(visit, journey))
      if (rows.some((had) => had.step === row.step && isOf(other, had)))
        wrongs.push(`${row.profileId} ${row.deliveryId} is decided in the visit of ${other.journeyId}`);
  });
  return wrongs;
}

/** Nothing comes in it. */
const NO_VISIT: Visit = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

const isOf = ({ profileId, journeyId }: Journey, row: Delivery) =>
  profileId === row.profileId && journeyId === journeyIdOf(row.campaign, row.occurrence);

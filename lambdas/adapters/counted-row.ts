import type { CountedRow } from '../../domain/campaign/report/campaign-counts.ts';
import { countDelivery } from '../../domain/campaign/report/count-delivery.ts';
import { countJourney } from '../../domain/campaign/report/count-journey.ts';
import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import { decodeDelivery } from './delivery-record.ts';
import { decodeJourney } from './journey-store.ts';

/**
 * What a row of Journeys or of Deliveries counts for.
 * @throws {InvalidInputError} where it is neither
 */
export function decodeCounted(item: Record<string, unknown>): CountedRow {
  if (typeof item.campaign !== 'string') throw new InvalidInputError('this row is of no campaign');
  return typeof item.deliveryId === 'string'
    ? countDelivery(decodeDelivery(item))
    : countJourney(decodeJourney(item));
}

import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import { chooseName, rowsOfOtherNames } from '../../../domain/campaign/journey/choose-name.ts';
import { UnavailableError } from '../../../domain/error/maitred-error.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { DeliveryStore } from '../../adapters/delivery-store.ts';
import { mapBounded } from '../../runtime/map-bounded.ts';

const ROWS_AT_ONCE = 10;

/**
 * Looks whether a message is said under another name of the stay that it came from. Reads only where the stay has several
 * names, and once the message is in hand: of two at once at least one sees the other.
 * @returns why it is not said; undefined if it is to be said
 * @throws {UnavailableError} where what may have been said is in somebody's hands
 */
export async function findSaid(
  deliveries: Pick<DeliveryStore, 'read'>,
  profile: Profile,
  delivery: Delivery,
): Promise<string | undefined> {
  const keys = rowsOfOtherNames(profile, delivery);
  if (keys.length === 0) return undefined;
  const rows = await mapBounded(keys, ROWS_AT_ONCE, (key) => deliveries.read(key));
  const choice = chooseName(
    profile,
    delivery,
    rows.filter((row) => row !== undefined),
  );
  if (choice === 'leaves') return undefined;
  if (choice === 'wait') throw new UnavailableError('the same message under another id of the person');
  return 'said under another id of the same person';
}

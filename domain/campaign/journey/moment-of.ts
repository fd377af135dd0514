import type { Contacts } from '../contacts/contacts.ts';
import type { TriggerSignal } from './occurrence.ts';

/**
 * The moment at which time alone brought what a signal tells, in milliseconds since the epoch: others come to the guest at the
 * same.
 * @returns undefined where an event, or a deploy, did; and of what is so old that the guest's profile has forgotten it
 */
export function momentOf(signal: TriggerSignal, { came = [] }: Contacts): number | undefined {
  switch (signal.type) {
    case 'Schedule Reached':
      return signal.moment;
    case 'Date Reached':
      return came.findLast(
        ({ signal: one }) =>
          one.type === 'Date Reached' &&
          one.trait === signal.trait &&
          one.date === signal.date &&
          one.place === signal.place,
      )?.moment;
    case 'Segment Entered':
    case 'Segment Left':
      return came.findLast(({ signal: one }) => one.type === signal.type && one.stay === signal.stay)?.moment;
    default:
      return undefined;
  }
}

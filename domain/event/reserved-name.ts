import { InvalidInputError } from '../error/maitred-error.ts';
import { LIST_CHANGED } from '../list/list-changed.ts';
import type { TrackingEvent } from './tracking-event.ts';

/**
 * What Maitred, a provider or a till learns of a guest, and no page or app of theirs. `Push Notification Tapped` is not among
 * them: only the app knows, and its key is public.
 */
export const LEARNT_EVENTS: ReadonlySet<string> = new Set([
  'Email Delivered',
  'Email Opened',
  'Email Link Clicked',
  'Email Bounced',
  'Email Marked as Spam',
  'SMS Delivered',
  'Push Delivered',
  'Unsubscribed',
  'Offer Granted',
  'Offer Redeemed',
  'Referral Earned',
  'Consent Changed',
  'Alert Done',
  'Visit Started',
  'Visit Ended',
]);
/** What else Maitred tells by these names, on the bus. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['Message Requested', 'Journey Ended']);

/**
 * Keeps events out that only Maitred may tell: else whoever has a key could put anybody on a list. Of a key that anybody can
 * read, also those that only a server can know: segments of messages and offers ask for them.
 * @param isPublicKey whether a browser's key sends it, whatever it proves of who its user is
 * @throws {InvalidInputError} for such a name
 */
export function requireFreeName({ name = '' }: Pick<TrackingEvent, 'name'>, isPublicKey: boolean): void {
  if (name === LIST_CHANGED) {
    throw new InvalidInputError(
      `the event \`${LIST_CHANGED}\` is made by loading a list, and cannot be sent`,
      {
        field: 'event',
        hint: 'Use another name, or `maitred list load`.',
      },
    );
  }
  if (!isPublicKey || !(LEARNT_EVENTS.has(name) || TOLD_ELSEWHERE.has(name))) return;
  throw new InvalidInputError(`the event \`${name}\` cannot be sent with a browser key`, {
    field: 'event',
    hint:
      name === 'Consent Changed'
        ? 'Send the choice to `POST /v1/consent`, or in context.consent of another event.'
        : 'Use another name, or send it from a server: a browser cannot know this.',
  });
}

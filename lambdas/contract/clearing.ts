/** Buckets that a disposable deployment may empty are marked by this tag; taking the mark away keeps what they hold. */
export const DISPOSABLE_TAG = 'maitred:disposable';

/** What `clear` is told when its deployment is destroyed, as properties of a custom resource. */
export interface ClearingProperties {
  readonly buckets: readonly string[];
  /** Staff's topics are named `<prefix><venueId>`. */
  readonly topicPrefix: string;
}

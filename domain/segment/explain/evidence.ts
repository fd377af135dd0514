import type { TrackingEvent } from '../../event/tracking-event.ts';

/** An event that counts for a condition. */
export interface Evidence {
  readonly messageId: string;
  /** Its name; the type of a call that has none. */
  readonly event: string;
  readonly time: number;
  /** Of a sequence: which step it is, or forbids, from 1. */
  readonly step?: number;
  /** Of a sequence: it happened where it must not. */
  readonly breaks?: true;
}

/** An event as it is told. */
export function asEvidence({ messageId, name, type, time }: TrackingEvent): Evidence {
  return { messageId, event: name ?? type, time };
}

/** One thing that happened, for whoever reads the story afterwards. */
export interface TimelineEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: 'event' | 'segment' | 'campaign' | 'message' | 'deploy';
  readonly what: string;
}

/** A message that would have left. */
export interface SimulatedMessage {
  readonly at: number;
  readonly channel: string;
  readonly campaign: string;
  /** Addresses: of the guest, of their devices, of a destination, or a role at a venue. */
  readonly to: readonly string[];
  /** Every text in it. */
  readonly texts: readonly string[];
}

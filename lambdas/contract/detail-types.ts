/** What events on the bus say they come from. */
export const BUS_SOURCE = 'maitred';

/** The detail types on the bus: a documented, versioned interface (docs/bus.md). */
export const DETAIL_TYPES = {
  segmentEntered: 'Segment Entered',
  segmentLeft: 'Segment Left',
  memberIncluded: 'Member Included',
  eventMatched: 'Event Matched',
  dateReached: 'Date Reached',
  journeyEventMatched: 'Journey Event Matched',
  profilesMerged: 'Profiles Merged',
  profileSplit: 'Profile Split',
  messageRequested: 'Message Requested',
} as const;

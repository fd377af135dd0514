import * as fc from 'fast-check';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { anEvent } from './an-event.ts';

/** Most trusted first. */
const TRUST = [
  'userId#1',
  'userId#2',
  'userId#3',
  'email#a',
  'email#b',
  'crmId#x',
  'crmId#y',
  'anonymousId#p',
];

/** Batches of messages that name anybody with anybody. */
export const arbitraryTangle: fc.Arbitrary<TrackingEvent[][]> = fc
  .array(fc.tuple(fc.subarray(TRUST, { minLength: 1, maxLength: 4 }), fc.boolean()), {
    minLength: 1,
    maxLength: 25,
  })
  .map((drafts) => {
    const batches: TrackingEvent[][] = [[]];
    for (const [index, [identifiers, isLast]] of drafts.entries()) {
      batches.at(-1)?.push(anEvent({ messageId: `m-${index}`, identifiers }));
      if (isLast) batches.push([]);
    }
    return batches;
  });

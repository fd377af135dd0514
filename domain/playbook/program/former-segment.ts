import type { Condition } from '../../segment/condition/condition.ts';
import { contentHash } from './content-hash.ts';

/** No segment of a playbook is called so. */
const MARK = '@';
/** 48 bits: a segment has some definitions in its life. */
const DIGEST_LENGTH = 12;

/**
 * Names an earlier definition of a segment, which is kept up for the journeys that may end as it is entered or left. Nobody is
 * told of its members but these.
 */
export function formerSegmentId(segment: string, when: Condition): string {
  return `${segment}${MARK}${contentHash(when, DIGEST_LENGTH)}`;
}

/** Tells whether a membership is one of these. */
export function isFormerSegment(id: string): boolean {
  return id.includes(MARK);
}

/** The segment that it was the definition of; of any other the segment itself. */
export function presentSegmentOf(id: string): string {
  return id.split(MARK, 1)[0] ?? id;
}

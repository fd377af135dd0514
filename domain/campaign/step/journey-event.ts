import { createHash } from 'node:crypto';
import { makeOwnEvent } from '../../event/own-event.ts';
import { traceOf } from '../../event/trace.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import { rankIdentifiers } from '../../identity/rank-identifiers.ts';
import type { Progress, StepInput } from '../journey/progress.ts';

/** Longer than this, an id is its hash: keys have an end. */
const MAXIMUM_ID_LENGTH = 200;

/**
 * An event of the guest's that a step makes, under the identifier that they are trusted most by. Of one step of one journey
 * its messageId is always the same.
 */
export function journeyEvent(
  { active, profile, event: trigger, now }: StepInput,
  { journey, events }: Progress,
  stepId: string,
  event: Pick<TrackingEvent, 'type'> & Partial<Pick<TrackingEvent, 'name' | 'properties' | 'traits'>>,
): TrackingEvent {
  const [identifier] = rankIdentifiers(active.program.identity, Object.keys(profile.identifiers));
  if (identifier === undefined) throw new Error(`profile ${profile.profileId} has no identifier`);
  const { name, ...own } = makeOwnEvent({
    name: '',
    identifier,
    messageId: messageIdOfStep(`${journey.journeyId}#${stepId}`),
    at: momentOf(now, [
      journey.enteredAt,
      profile.lastSeen,
      trigger?.time ?? 0,
      ...events.map(({ time }) => time),
    ]),
    source: 'maitred',
    context: { hops: (journey.hops ?? 0) + 1 },
    ...traceOf(journey),
  });
  return { ...own, ...event };
}

/**
 * What comes of something comes after it, and after all that the guest did before: of two events at one moment the messageIds
 * would decide.
 */
function momentOf(now: number, before: readonly number[]): number {
  return Math.max(now, ...before.map((moment) => moment + 1));
}

function messageIdOfStep(id: string): string {
  return id.length <= MAXIMUM_ID_LENGTH ? id : createHash('sha256').update(id).digest('hex');
}

import type { JsonObject } from '../../domain/event/json.ts';
import type { EventType } from '../../domain/event/tracking-event.ts';
import type { StoryPerson, StoryStep } from '../../domain/playbook/playbook-story.ts';

/** A step that tells of something that somebody does. */
export type EventStep = Extract<StoryStep, { readonly who: StoryPerson }>;

/** The call that a step stands for, but for whose it is. */
export function messageOf(step: EventStep): { type: EventType; message: JsonObject } {
  if (step.kind === 'consent') {
    const context = { consent: { categoryPreferences: { ...step.choices } } };
    return { type: 'track', message: { event: 'Consent Changed', context } };
  }
  const { context, timestamp, messageId } = step;
  const common = {
    context,
    ...(timestamp !== undefined && { timestamp: new Date(timestamp).toISOString() }),
    ...(messageId !== undefined && { messageId }),
  };
  if (step.kind === 'identify') return { type: 'identify', message: { ...common, traits: step.traits } };
  const name = step.kind === 'track' ? { event: step.event } : { name: step.event };
  return { type: step.kind, message: { ...common, ...name, properties: step.properties } };
}

/** The identifiers of a person, as a message carries them. */
export function whoIs({ userId, anonymousId, ...identifiers }: StoryPerson): JsonObject {
  return {
    ...(userId !== undefined && { userId }),
    ...(anonymousId !== undefined && { anonymousId }),
    ...(Object.keys(identifiers).length > 0 && { identifiers }),
  };
}

import type { JsonObject } from '../../event/json.ts';
import { parseMoment } from '../../time/moment.ts';
import { known } from '../known.ts';
import type { StoryEvent, StoryPerson } from '../playbook-story.ts';
import type { PathStep } from '../problem/problem.ts';
import type { StoryEventSource } from '../schema/story-schema.ts';

/** Compiles something that somebody does. @param path where it stands in its file */
export function compileStoryEvent(
  source: StoryEventSource,
  path: readonly PathStep[],
  who: StoryPerson,
  zone: string,
): StoryEvent {
  if ('consent' in source) return { kind: 'consent', path, who, choices: source.consent };
  const base = {
    path,
    who,
    context: (source.context ?? {}) as JsonObject,
    ...(source.timestamp !== undefined && { timestamp: known(parseMoment(source.timestamp, zone)) }),
    ...(source.messageId !== undefined && { messageId: source.messageId }),
    ...(source.draws !== undefined && { draws: source.draws }),
  };
  if ('identify' in source)
    return { ...base, kind: 'identify', traits: (source.identify.traits ?? {}) as JsonObject };
  const properties = (source.properties ?? {}) as JsonObject;
  if ('track' in source) return { ...base, kind: 'track', event: source.track, properties };
  if ('page' in source) return { ...base, kind: 'page', event: source.page, properties };
  return { ...base, kind: 'screen', event: source.screen, properties };
}

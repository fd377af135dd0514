import type { Channel } from '../../campaign/channel.ts';
import type { JsonObject } from '../../event/json.ts';
import { parseMoment } from '../../time/moment.ts';
import { known } from '../known.ts';
import { milliseconds } from '../milliseconds.ts';
import type { SourceFile } from '../playbook-source.ts';
import type { PlaybookStory, StoryPerson, StoryStep } from '../playbook-story.ts';
import type { Program } from '../program/program.ts';
import type { DeploySource } from '../schema/deploy-schema.ts';
import type { PersonSource } from '../schema/person-schema.ts';
import type { StorySource, StoryStepSource } from '../schema/story-schema.ts';
import { compileExpectation } from './compile-expectation.ts';

/**
 * Compiles a story. A step that names nobody is about the last person named.
 * @param programs what it deploys, by step
 */
export function compileStory(
  { id, file, source }: SourceFile<StorySource>,
  zone: string,
  programs: ReadonlyMap<number, Program> = new Map(),
): PlaybookStory {
  let who: StoryPerson = {};
  const steps = source.steps.map((step, index) => {
    who = personOf(step) ?? who;
    if ('deploy' in step) return compileDeployed(step.deploy, index, programs);
    return compileStep(step, ['steps', index], who, zone);
  });
  const { story, draws = {} } = source;
  return { id, file, story, start: moment(source.start, zone), draws, steps };
}

/** The person that a step names, if it names one. */
function personOf(step: StoryStepSource): StoryPerson | undefined {
  if ('identify' in step) {
    const { traits: _, ...identifiers } = step.identify;
    return person({ ...step.as, ...(identifiers as PersonSource) });
  }
  const named = 'as' in step ? step.as : 'expect' in step ? step.expect.of : undefined;
  return named === undefined ? undefined : person(named);
}

function compileDeployed(
  deploy: DeploySource,
  index: number,
  programs: ReadonlyMap<number, Program>,
): StoryStep {
  const program = known(programs.get(index));
  return { kind: 'deploy', path: ['steps', index], program, what: describeChanges(deploy) };
}

function describeChanges(deploy: DeploySource): string {
  const changed = Object.entries(deploy).map(([kind, changes]) =>
    kind === 'playbook' ? 'playbook.yaml' : `${kind} ${Object.keys(changes ?? {}).join(', ')}`,
  );
  return changed.length === 0 ? 'the folder’s own again' : `changes ${changed.join('; ')}`;
}

function compileStep(
  step: Exclude<StoryStepSource, { deploy: unknown }>,
  path: (string | number)[],
  who: StoryPerson,
  zone: string,
): StoryStep {
  if ('after' in step) return { kind: 'after', path, milliseconds: milliseconds(step.after) };
  if ('at' in step) return { kind: 'at', path, at: moment(step.at, zone) };
  if ('consent' in step) return { kind: 'consent', path, who, choices: step.consent };
  if ('failing' in step) return { kind: 'failing', path, ...compileFailing(step.failing) };
  if ('expect' in step)
    return { kind: 'expect', path, of: who, expected: compileExpectation(step.expect, zone) };
  const base = {
    path,
    who,
    context: (step.context ?? {}) as JsonObject,
    ...(step.timestamp !== undefined && { timestamp: moment(step.timestamp, zone) }),
    ...(step.messageId !== undefined && { messageId: step.messageId }),
    ...(step.draws !== undefined && { draws: step.draws }),
  };
  if ('identify' in step)
    return { ...base, kind: 'identify', traits: (step.identify.traits ?? {}) as JsonObject };
  const properties = (step.properties ?? {}) as JsonObject;
  if ('track' in step) return { ...base, kind: 'track', event: step.track, properties };
  if ('page' in step) return { ...base, kind: 'page', event: step.page, properties };
  return { ...base, kind: 'screen', event: step.screen, properties };
}

type FailingSource = Extract<StoryStepSource, { failing: unknown }>['failing'];

function compileFailing(source: FailingSource): { channels: readonly Channel[]; reason: string } {
  if (source === 'none') return { channels: [], reason: '' };
  return { channels: [source.channel].flat(), reason: source.reason ?? 'the provider refuses it' };
}

function person(source: PersonSource): StoryPerson {
  return Object.fromEntries(Object.entries(source).map(([namespace, value]) => [namespace, String(value)]));
}

function moment(text: string, zone: string): number {
  return known(parseMoment(text, zone));
}

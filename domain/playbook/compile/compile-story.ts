import type { Channel } from '../../campaign/channel.ts';
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
import { compileStoryEvent } from './compile-story-event.ts';

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
  const steps = source.steps.map((step, index): StoryStep => {
    const path = ['steps', index];
    if ('deploy' in step) return compileDeployed(step.deploy, index, programs);
    if ('batch' in step) {
      const events = step.batch.map((event, place) => {
        who = personOf(event) ?? who;
        return compileStoryEvent(event, [...path, 'batch', place], who, zone);
      });
      return { kind: 'batch', path, events };
    }
    who = personOf(step) ?? who;
    return compileStep(step, path, who, zone);
  });
  const { story, draws = {} } = source;
  return { id, file, story, start: moment(source.start, zone), draws, steps };
}

type PlainStepSource = Exclude<StoryStepSource, { deploy: unknown } | { batch: unknown }>;

/** The person that a step names, if it names one. */
function personOf(step: PlainStepSource): StoryPerson | undefined {
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
  step: PlainStepSource,
  path: (string | number)[],
  who: StoryPerson,
  zone: string,
): StoryStep {
  if ('after' in step) return { kind: 'after', path, milliseconds: milliseconds(step.after) };
  if ('at' in step) return { kind: 'at', path, at: moment(step.at, zone) };
  if ('failing' in step) return { kind: 'failing', path, ...compileFailing(step.failing) };
  if ('expect' in step)
    return { kind: 'expect', path, of: who, expected: compileExpectation(step.expect, zone) };
  return compileStoryEvent(step, path, who, zone);
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

import { DateTime } from 'luxon';
import { topicChoiceOf } from '../../campaign/permission/topics.ts';
import { parseDurationMilliseconds } from '../../time/duration.ts';
import { parseMoment } from '../../time/moment.ts';
import type { SourceFile } from '../playbook-source.ts';
import type { PathStep, Problem } from '../problem/problem.ts';
import type { StorySource, StoryStepSource } from '../schema/story-schema.ts';
import { NOT_YET } from '../schema/strict-object.ts';
import { checkExpectation } from './check-expectation.ts';
import { checkName, type Names } from './check-name.ts';
import { outcomesIn } from './outcomes-in.ts';

/** What a choice about a topic begins with. */
const TOPIC = topicChoiceOf('');

/** Finds names in a story that nobody declared, and steps that are about nobody. */
export function checkStory({ file, source }: SourceFile<StorySource>, own: Names, zone: string): Problem[] {
  const names = withDeployed(own, source);
  const problems = checkClock(file, source, zone);
  let isSomebodyNamed = false;
  for (const [step, path] of stepsIn(source)) {
    const people = peopleOf(step, path);
    isSomebodyNamed ||= people.length > 0;
    for (const [namespace, where] of people) {
      problems.push(...checkName('namespace', namespace, names.namespaces, { file, path: where, at: 'key' }));
    }
    if (!isSomebodyNamed && needsSomebody(step)) {
      const hint = 'add `as: { userId: john }`';
      problems.push({ file, path, at: 'value', message: 'this step does not say whose it is', hint });
    }
    problems.push(...checkStep(step, { file, path, names }));
  }
  return problems;
}

/** A step of a story, or an event of one that has several. */
type OneStep = Exclude<StoryStepSource, { batch: unknown }>;

/** Each with its place. */
function stepsIn({ steps }: StorySource): [OneStep, PathStep[]][] {
  return steps.flatMap((step, index): [OneStep, PathStep[]][] => {
    if (!('batch' in step)) return [[step, ['steps', index]]];
    return step.batch.map((event, place) => [event, ['steps', index, 'batch', place]]);
  });
}

/** A story's clock goes forward alone. */
function checkClock(file: string, { start, steps }: StorySource, zone: string): Problem[] {
  let now = parseMoment(start, zone) ?? 0;
  return steps.flatMap((step, index) => {
    if ('after' in step) now += parseDurationMilliseconds(step.after) ?? 0;
    if (!('at' in step)) return [];
    const at = parseMoment(step.at, zone) ?? 0;
    if (at < now) return [inThePast(file, index, DateTime.fromMillis(now, { zone }))];
    now = at;
    return [];
  });
}

function inThePast(file: string, index: number, now: DateTime): Problem {
  const clock = now.toISO({ suppressMilliseconds: true });
  const message = `this is in the past: the story has come to ${clock}`;
  return { file, path: ['steps', index, 'at'], at: 'value', message, hint: 'a story goes forward' };
}

/** What a story deploys it may name. */
function withDeployed(names: Names, { steps }: StorySource): Names {
  const deploys = steps.flatMap((step) => ('deploy' in step ? [step.deploy] : []));
  if (deploys.length === 0) return names;
  const idsOf = (kind: 'campaigns' | 'segments') =>
    new Set([...names[kind], ...deploys.flatMap((deploy) => Object.keys(deploy[kind] ?? {}))]);
  const withGoal = deploys.flatMap(({ campaigns = {} }) =>
    Object.entries(campaigns).flatMap(([id, change]) => (change?.goal === undefined ? [] : [id])),
  );
  const withoutGoal = new Set([...names.withoutGoal].filter((id) => !withGoal.includes(id)));
  return { ...names, campaigns: idsOf('campaigns'), segments: idsOf('segments'), withoutGoal };
}

interface StepPlace {
  readonly file: string;
  readonly path: readonly PathStep[];
  readonly names: Names;
}

function checkStep(step: OneStep, { file, path, names }: StepPlace): Problem[] {
  if ('consent' in step) {
    return Object.keys(step.consent).flatMap((purpose) =>
      checkChoice(purpose, { file, path: [...path, 'consent', purpose], names }),
    );
  }
  if ('properties' in step && JSON.stringify(step.properties).includes('{{')) {
    const message = `a value from an offer in \`properties\` is ${NOT_YET}`;
    return [{ file, path: [...path, 'properties'], at: 'value', message }];
  }
  if (!('expect' in step)) return [];
  return checkExpectation(step.expect, { file, path: [...path, 'expect'] }, names);
}

/** Of purposes, of channels, and of topics: `topic:rooms`. */
function checkChoice(choice: string, { names, ...place }: StepPlace): Problem[] {
  if (!choice.startsWith(TOPIC)) return checkName('purpose', choice, names.purposes, { ...place, at: 'key' });
  const { topics } = names;
  const topic = choice.slice(TOPIC.length);
  return topics === undefined ? [] : checkName('topic', topic, topics, { ...place, at: 'key' });
}

/** The namespaces by which a step names people, each with its place. */
function peopleOf(step: OneStep, path: readonly PathStep[]): [string, PathStep[]][] {
  const named: [string, PathStep[]][] = [];
  const add = (person: object | undefined, ...steps: PathStep[]): void => {
    for (const key of Object.keys(person ?? {})) named.push([key, [...path, ...steps, key]]);
  };
  if ('identify' in step) {
    const { traits: _, ...identifiers } = step.identify;
    add(identifiers, 'identify');
  }
  if ('as' in step) add(step.as, 'as');
  if ('expect' in step) add(step.expect.of, 'expect', 'of');
  return named;
}

function needsSomebody(step: OneStep): boolean {
  if ('after' in step || 'at' in step || 'failing' in step || 'deploy' in step) return false;
  if (!('expect' in step)) return true;
  const { segment, notSegment, trait, goal } = step.expect;
  const isAboutSomebody = [segment, notSegment, trait, goal].some((each) => each !== undefined);
  return isAboutSomebody || outcomesIn(step.expect).length > 0;
}

import type { StoryPerson, StoryStep } from '../../domain/playbook/playbook-story.ts';
import type { PathStep } from '../../domain/playbook/problem/problem.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { computeTraits } from '../../domain/segment/condition/compute-traits.ts';
import { describeMatcher, explainCondition } from '../../domain/segment/explain/explain-condition.ts';
import { compileMatcher } from '../../domain/segment/matcher/compile-matcher.ts';
import { readPath } from '../../domain/segment/matcher/read-path.ts';
import { explanationLines } from '../simulation/explanation-lines.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { ExpectationsSeen } from './expectations-seen.ts';
import { findPerson } from './find-person.ts';
import type { Finding } from './finding.ts';
import { findGoalFailures, nobodyIs } from './goal-expectation.ts';
import { findMessageFailures } from './message-expectation.ts';
import { findOutcomeFailures } from './outcome-expectation.ts';

type ExpectStep = Extract<StoryStep, { kind: 'expect' }>;

/**
 * Looks at what a story expects here, and remembers what it has looked at.
 * @returns each thing that is not so; none if all is
 */
export function findFailures(simulation: Simulation, step: ExpectStep, seen: ExpectationsSeen): Finding[] {
  const person = findPerson(simulation, step.of);
  const { messages, outcomes, underWay, ofPerson, at } = seen.since(person);
  seen.look(person, simulation.now);
  return [
    ...segmentFailures(simulation, step),
    ...traitFailures(simulation, step),
    ...findGoalFailures(simulation, step, person, at),
    ...findMessageFailures(step, messages, { outcomes, underWay }),
    ...findOutcomeFailures(step, person, { ...ofPerson, underWay }),
  ];
}

function segmentFailures(simulation: Simulation, { path, of, expected }: ExpectStep): Finding[] {
  const { segments, notSegments } = expected;
  if (segments.length + notSegments.length === 0) return [];
  const profile = findPerson(simulation, of);
  const place = (key: 'segment' | 'notSegment', index: number) => [...path, 'expect', key, index];
  if (profile === undefined) {
    return segments.map((id, index) => nobody(of, `to be in \`${id}\``, place('segment', index)));
  }
  const isIn = (id: string) => (profile.segments[id]?.since ?? null) !== null;
  const find = (ids: readonly string[], key: 'segment' | 'notSegment'): Finding[] =>
    ids.flatMap((id, index) => {
      const wanted = key === 'segment';
      if (isIn(id) === wanted) return [];
      return {
        path: place(key, index),
        expected: `${wanted ? '' : 'not '}to be in \`${id}\``,
        received: wanted ? 'is not in it' : 'is in it',
        why: explain(simulation, profile, id),
      };
    });
  return [...find(segments, 'segment'), ...find(notSegments, 'notSegment')];
}

function explain(simulation: Simulation, profile: Profile, id: string): string[] {
  const segment = simulation.active.program.segments.find((each) => each.id === id);
  if (segment === undefined) return [];
  const { active, now } = simulation;
  const events = simulation.eventsOf(profile);
  const explanation = explainCondition(active, segment.when, profile, now, undefined, events);
  return explanationLines(explanation, active.program.timezone, 0);
}

function traitFailures(simulation: Simulation, { path, of, expected }: ExpectStep): Finding[] {
  if (expected.traits.length === 0) return [];
  const profile = findPerson(simulation, of);
  const { active, now } = simulation;
  const sent = Object.entries(profile?.traits ?? {}).map(([name, { value }]) => [name, value] as const);
  const traits = { ...Object.fromEntries(sent), ...(profile && computeTraits(active, profile, now)) };
  return expected.traits.flatMap(({ path: trait, matcher }) => {
    const name = trait.join('.');
    const wanted = `trait \`${name}\` ${describeMatcher(matcher)}`;
    const place = [...path, 'expect', 'trait', name];
    if (profile === undefined) return [nobody(of, wanted, place)];
    const seen = readPath(traits, trait);
    if (compileMatcher(matcher, active.program.timezone)(seen, now).holds) return [];
    const received = seen.map((value) => JSON.stringify(value)).join(', ') || 'missing';
    return [{ path: place, expected: wanted, received, why: [] }];
  });
}

function nobody(person: StoryPerson, expected: string, path: readonly PathStep[]): Finding {
  return { path, expected, received: nobodyIs(person), why: [] };
}

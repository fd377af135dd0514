import { normaliseIdentifier } from '../../domain/identity/normalise-identifier.ts';
import type { StoryPerson, StoryStep } from '../../domain/playbook/playbook-story.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { compileMatcher } from '../../domain/segment/compile-matcher.ts';
import { computeTraits } from '../../domain/segment/compute-traits.ts';
import { explainCondition } from '../../domain/segment/explain-condition.ts';
import { readPath } from '../../domain/segment/read-path.ts';
import { explanationLines } from '../simulation/explanation-lines.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { SimulatedMessage } from '../simulation/timeline.ts';

type ExpectStep = Extract<StoryStep, { kind: 'expect' }>;

/**
 * Looks at what a story expects here.
 * @param seenMessages how many messages the last expectation has seen
 * @returns a few lines for each thing that is not so; none if all is
 */
export function findFailures(simulation: Simulation, step: ExpectStep, seenMessages: number): string[] {
  return [
    ...segmentFailures(simulation, step),
    ...traitFailures(simulation, step),
    ...messageFailures(step, simulation.messages.slice(seenMessages)),
  ];
}

function segmentFailures(simulation: Simulation, { of, expected }: ExpectStep): string[] {
  const { segments, notSegments } = expected;
  if (segments.length + notSegments.length === 0) return [];
  const profile = findPerson(simulation, of);
  if (profile === undefined) return segments.length === 0 ? [] : [nobody(of)];
  const isIn = (id: string) => (profile.segments[id]?.since ?? null) !== null;
  return [
    ...segments.filter((id) => !isIn(id)).map((id) => [id, `expected to be in ${id}, and is not:`] as const),
    ...notSegments.filter(isIn).map((id) => [id, `expected not to be in ${id}, and is:`] as const),
  ].flatMap(([id, line]) => [line, ...explain(simulation, profile, id)]);
}

function explain(simulation: Simulation, profile: Profile, id: string): string[] {
  const segment = simulation.active.program.segments.find((each) => each.id === id);
  if (segment === undefined) return [];
  return explanationLines(explainCondition(simulation.active, segment.when, profile, simulation.now));
}

function traitFailures(simulation: Simulation, { of, expected }: ExpectStep): string[] {
  if (expected.traits.length === 0) return [];
  const profile = findPerson(simulation, of);
  if (profile === undefined) return [nobody(of)];
  const { active, now } = simulation;
  const sent = Object.entries(profile.traits).map(([name, { value }]) => [name, value] as const);
  const traits = { ...Object.fromEntries(sent), ...computeTraits(active, profile, now) };
  return expected.traits.flatMap(({ path, matcher }) => {
    const seen = readPath(traits, path);
    if (compileMatcher(matcher, active.program.timezone)(seen, now).holds) return [];
    return [
      `trait ${path.join('.')} is ${seen.length === 0 ? 'missing' : seen.map((value) => JSON.stringify(value)).join(', ')}`,
    ];
  });
}

function messageFailures({ expected }: ExpectStep, sent: readonly SimulatedMessage[]): string[] {
  const { messages, message } = expected;
  const failures: string[] = [];
  if (messages !== undefined && messages !== sent.length) {
    failures.push(
      `expected ${messages} messages since the last expectation, found ${sent.length}`,
      ...describe(sent),
    );
  }
  if (message !== undefined && !sent.some((each) => isLike(each, message))) {
    failures.push(
      `expected a message like ${JSON.stringify(message)}, found ${sent.length === 0 ? 'none' : 'only'}`,
      ...describe(sent),
    );
  }
  return failures;
}

function isLike(sent: SimulatedMessage, expected: NonNullable<ExpectStep['expected']['message']>): boolean {
  const { campaign, channel, to, contains } = expected;
  return (
    (campaign === undefined || sent.campaign === campaign) &&
    (channel === undefined || sent.channel === channel) &&
    (to === undefined || sent.to.includes(to)) &&
    contains.every((text) => sent.texts.some((each) => each.includes(text)))
  );
}

function describe(sent: readonly SimulatedMessage[]): string[] {
  return sent.map(
    ({ campaign, channel, to, texts }) => `  ${campaign} · ${channel} → ${to.join(', ')}: ${texts[0] ?? ''}`,
  );
}

function findPerson(simulation: Simulation, person: StoryPerson): Profile | undefined {
  const { identity } = simulation.active.program;
  for (const [namespace, value] of Object.entries(person)) {
    const identifier = normaliseIdentifier(identity, namespace, value);
    const profile = identifier === undefined ? undefined : simulation.find(identifier);
    if (profile !== undefined) return profile;
  }
  return undefined;
}

function nobody(person: StoryPerson): string {
  return `nobody is known as ${Object.entries(person)
    .map(([namespace, value]) => `${namespace} ${value}`)
    .join(', ')}`;
}

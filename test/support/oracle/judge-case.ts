import type { ActiveProgram } from '../../../domain/playbook/active-program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { computeTraits } from '../../../domain/segment/compute-traits.ts';
import { evaluateCondition } from '../../../domain/segment/evaluate-condition.ts';
import { aWorld } from './a-world.ts';
import type { AnyCase, Difference } from './any-case.ts';
import { EngineHouse } from './engine-house.ts';
import { explain } from './explain.ts';
import { findPeople, type Person } from './people.ts';
import { computedTrait } from './traits.ts';
import type { Judge, World } from './world.ts';
import type { Written } from './written.ts';

/** Who is told of what was compared. */
export interface Watcher {
  /** Wraps the oracle's judgement, to count what it was asked. */
  readonly judge?: Judge;
  /** One guest at one clock was compared; `doubts`: so many values were approximate, and left out. */
  readonly compared?: (one: Comparison) => void;
}

export interface Comparison {
  readonly world: World;
  readonly person: Person;
  readonly clock: number;
  readonly doubts: number;
  readonly refolds: number;
}

/** Lets the engine live through a case, and compares it at each clock with what the oracle finds. */
export function judgeCase(
  active: ActiveProgram,
  one: AnyCase,
  watcher: Watcher = {},
): Difference | undefined {
  const house = new EngineHouse(active);
  const { events, refoldsAfter } = one.history;
  let received = 0;
  let worlds = new Map<string, { person: Person; world: World }>();
  for (const clock of one.clocks) {
    const before = received;
    for (
      let next = events[received];
      next !== undefined && next.receivedAt <= clock;
      next = events[received]
    ) {
      house.receive(next);
      received += 1;
      if (refoldsAfter.includes(received)) house.refoldAll(next.receivedAt);
    }
    if (received > before) worlds = worldsOf(one, events.slice(0, received), house.living(), watcher.judge);
    house.passTime(clock, one);
    for (const profile of house.living()) {
      const known = worlds.get(Object.keys(profile.identifiers).sort().join(' '));
      if (known === undefined) throw new Error('the engine knows other people than the oracle');
      const { differences, doubts } = compare(active, one, { profile, world: known.world, clock });
      watcher.compared?.({ ...known, clock, doubts, refolds: house.refolds });
      if (differences[0] !== undefined) return differences[0];
    }
  }
  return undefined;
}

function worldsOf(
  { playbook }: AnyCase,
  events: AnyCase['history']['events'],
  profiles: readonly Profile[],
  judge: Judge | undefined,
): Map<string, { person: Person; world: World }> {
  const worlds = findPeople(events).map((person) => {
    const key = person.identifiers.join(' ');
    const profile = profiles.find(({ identifiers }) => Object.keys(identifiers).sort().join(' ') === key);
    const facts = { ...person, playbook, seed: profile?.seed ?? '', ...(judge && { judge }) };
    return [key, { person, world: aWorld(facts) }] as const;
  });
  return new Map(worlds);
}

interface Asked {
  readonly profile: Profile;
  readonly world: World;
  readonly clock: number;
}

function compare(
  active: ActiveProgram,
  { playbook, entryAt }: AnyCase,
  { profile, world, clock }: Asked,
): { differences: Difference[]; doubts: number } {
  const differences: Difference[] = [];
  let doubts = 0;
  const say = (about: string, engine: unknown, ask: () => unknown, why: () => string[]) => {
    world.doubt.isRaised = false;
    const oracle = ask();
    if (world.doubt.isRaised) doubts += 1;
    else if (!isSame(engine, oracle)) {
      const { identifiers } = world;
      differences.push({ about, clock, identifiers, engine, oracle, why: why() });
    }
  };
  const sayCondition = (about: string, engine: boolean, of: { world: World; when: Written; file: string }) =>
    say(
      about,
      engine,
      () => of.world.judge(of.world, of.when, clock, of.file),
      () => explain(of.world, of.when, clock, of.file),
    );
  for (const [id, { when }] of Object.entries(playbook.segments)) {
    sayCondition(`segment ${id}`, (profile.segments[id]?.since ?? null) !== null, { world, when, file: id });
  }
  const traits = computeTraits(active, profile, clock);
  for (const id of Object.keys(playbook.traits)) {
    say(
      `trait ${id}`,
      traits[id],
      () => computedTrait(world, id, clock),
      () => [],
    );
  }
  for (const [id, campaign] of clock < entryAt ? [] : Object.entries(playbook.campaigns)) {
    for (const part of ['if', 'stopWhen'] as const) {
      const compiled = active.program.campaigns[id]?.[part];
      const when = campaign[part];
      if (compiled === undefined || when === undefined) continue;
      const asking: World = { ...world, journey: { entryAt, isClock: part === 'stopWhen' } };
      const { holds } = evaluateCondition(active, compiled, profile, clock, entryAt);
      sayCondition(`campaign ${part}`, holds, { world: asking, when, file: id });
    }
  }
  return { differences, doubts };
}

/** Numbers agree to the millionth; what is missing is missing. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) < 1e-6;
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { computeTraits } from '../../../domain/segment/condition/compute-traits.ts';
import { evaluateCondition } from '../../../domain/segment/condition/evaluate-condition.ts';
import { aWorld } from './a-world.ts';
import type { AnyCase, Difference } from './any-case.ts';
import { EngineHouse } from './engine-house.ts';
import { explain } from './explain.ts';
import { findPeople, type Person } from './people.ts';
import { computedTrait } from './traits.ts';
import type { Judge, ToldEvent, World } from './world.ts';
import type { Written } from './written.ts';

/** Who is told of what was compared. */
export interface Watcher {
  /** Wraps the oracle's judgement, to count what it was asked. */
  readonly judge?: Judge;
  /** `doubts`: so many values were approximate, and left out. */
  readonly compared?: (one: Comparison) => void;
}

/** A case: what was known of everybody at one clock. */
export interface Comparison {
  readonly people: readonly Known[];
  readonly clock: number;
  readonly doubts: number;
  /** How often a bounded state could not tell, and all events were read. */
  readonly refolds: number;
  /** Everybody was folded anew on purpose. */
  readonly isRefolded: boolean;
}

export interface Known {
  readonly person: Person;
  readonly world: World;
}

/** Lets the engine live through a case, and compares it at each clock with what the oracle finds. */
export function judgeCase(
  active: ActiveProgram,
  one: AnyCase,
  watcher: Watcher = {},
): Difference | undefined {
  const house = new EngineHouse(active);
  const { events } = one.history;
  let received = 0;
  let people: readonly Known[] = [];
  for (const clock of one.clocks) {
    const before = received;
    for (
      let next = events[received];
      next !== undefined && next.receivedAt <= clock;
      next = events[received]
    ) {
      house.receive(next);
      received += 1;
      befall(house, one.history, { received, event: next });
    }
    if (received > before) people = findKnown(one, received, house.living(), watcher.judge);
    house.passTime(clock, one);
    let doubts = 0;
    for (const profile of house.living()) {
      const known = people.find(({ person }) => sharesIdentifiers(profile, person));
      if (known === undefined) throw new Error('the engine knows other people than the oracle');
      const found = compare(active, one, { profile, world: known.world, clock });
      if (found.differences[0] !== undefined) return found.differences[0];
      doubts += found.doubts;
    }
    const isRefolded = one.history.refoldsAfter.some((after) => after <= received);
    watcher.compared?.({ people, clock, doubts, refolds: house.refolds, isRefolded });
  }
  return undefined;
}

/** What happens to profiles besides events, after so many of them. */
function befall(
  house: EngineHouse,
  { refoldsAfter, sends }: AnyCase['history'],
  { received, event }: { received: number; event: ToldEvent },
): void {
  if (refoldsAfter.includes(received)) house.refoldAll(event.receivedAt);
  for (const { after, campaign } of sends) {
    if (after === received) house.decideToSend(event, campaign);
  }
}

function sharesIdentifiers(profile: Profile, { identifiers }: Person): boolean {
  return Object.keys(profile.identifiers).sort().join(' ') === identifiers.join(' ');
}

function findKnown(
  { playbook, history }: AnyCase,
  received: number,
  profiles: readonly Profile[],
  judge: Judge | undefined,
): Known[] {
  const events = history.events.slice(0, received);
  const sends = history.sends.flatMap(({ after, campaign }) => {
    const event = events[after - 1];
    return event === undefined ? [] : [{ at: event.receivedAt, campaign, to: event.identifiers }];
  });
  return findPeople(events).map((person) => {
    const seed = profiles.find((profile) => sharesIdentifiers(profile, person))?.seed ?? '';
    const own = sends.filter(({ to }) => to.some((identifier) => person.identifiers.includes(identifier)));
    return { person, world: aWorld({ ...person, playbook, seed, sends: own, ...(judge && { judge }) }) };
  });
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

/** Numbers agree to two millionths, since they are rounded to one; what is missing is missing. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) < 2e-6;
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

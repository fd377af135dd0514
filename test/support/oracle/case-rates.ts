import { RunCounts } from '../simulation/run-counts.ts';
import { labelsOf } from './condition-labels.ts';
import { holds } from './conditions.ts';
import { featuresOf } from './history-features.ts';
import type { Comparison, Known, Watcher } from './judge-case.ts';
import { overlongOf, overlongTraits } from './overlong.ts';
import { type Edges, edgesOf, lengthsIn } from './playbook-edges.ts';
import type { World } from './world.ts';
import type { Written } from './written.ts';

/** Counts in how many comparisons each hard thing was met, and each kind of condition held and failed. */
export class CaseRates implements Watcher {
  readonly #counts = new RunCounts();
  readonly #labels = new WeakMap<object, readonly string[]>();
  readonly #features = new WeakMap<World, readonly string[]>();
  readonly #edges = new WeakMap<World, Edges>();
  #met = new Set<string>();
  compared = (one: Comparison): void => this.#note(one);

  /** Judges as the oracle does, and remembers what it judged. */
  judge = (world: World, written: Written, now: number, file: string): boolean => {
    const verdict = holds(world, written, now, file);
    for (const excess of overlongOf(world, written, now)) this.#met.add(excess);
    for (const label of this.#labelsOf(written, world))
      this.#met.add(`${label} ${verdict ? 'holds' : 'fails'}`);
    return verdict;
  };

  get cases(): number {
    return this.#counts.of('cases');
  }

  percentOf(name: string): number {
    return (100 * this.#counts.of(name)) / Math.max(1, this.cases);
  }

  /** How many of a hundred cases met each; the rarest first. */
  table(): (readonly [name: string, percent: number])[] {
    return this.#counts
      .names()
      .filter((name) => name !== 'cases')
      .map((name) => [name, this.percentOf(name)] as const)
      .sort(([, a], [, b]) => a - b);
  }

  #note({ people, clock, doubts, refolds, isRefolded }: Comparison): void {
    const met = this.#met;
    this.#met = new Set();
    for (const known of people) {
      for (const feature of this.#featuresOf(known)) met.add(feature);
      this.#noteEdges(this.#edgesOf(known.world), clock, met);
      for (const excess of overlongTraits(known.world, clock)) met.add(excess);
      if (known.person.isMerged) met.add('people who were two');
    }
    if (refolds > 0) met.add('an aggregate that could not tell');
    if (isRefolded) met.add('folded anew');
    if (doubts > 0) met.add('an approximate value, left out');
    this.#counts.add('cases');
    for (const name of met) this.#counts.add(name);
  }

  #noteEdges({ windows, buckets }: Edges, clock: number, met: Set<string>): void {
    const places = { at: 0, 'a millisecond before': 1, 'a millisecond after': -1 };
    for (const [name, away] of Object.entries(places)) {
      if (windows.has(clock + away)) met.add(`${name} the end of a window`);
      if (buckets.has(clock + away)) met.add(`${name} the end of a bucket`);
    }
  }

  #labelsOf(written: Written, { playbook }: World): readonly string[] {
    if (written === 'everyone') return ['everyone'];
    const known = this.#labels.get(written);
    const labels = known ?? labelsOf(written, playbook);
    if (known === undefined) this.#labels.set(written, labels);
    return labels;
  }

  #featuresOf({ world, person }: Known): readonly string[] {
    const features = this.#features.get(world) ?? featuresOf(person.events);
    this.#features.set(world, features);
    return features;
  }

  #edgesOf(world: World): Edges {
    const times = () => world.events.map(({ time }) => time);
    const edges = this.#edges.get(world) ?? edgesOf(lengthsIn(world.playbook), times());
    this.#edges.set(world, edges);
    return edges;
  }
}

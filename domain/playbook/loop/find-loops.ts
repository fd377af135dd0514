import { compileSelector as compileMatch } from '../../segment/matcher/compile-selector.ts';
import { compileSelector } from '../compile/compile-selector.ts';
import type { ConditionSource } from '../schema/condition-schema.ts';
import type { TriggerSource } from '../schema/trigger-schema.ts';
import type { Write } from './campaign-writes.ts';
import { groupsOf } from './connected.ts';
import type { LoopingCampaign } from './rough-loops.ts';
import { afterTurningBack } from './turned-back.ts';
import { type Declared, turnsByTime } from './turns-by-time.ts';
import { turnsByWrite } from './turns-by-write.ts';

/** What one campaign writes begins another, or itself. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly write: Write;
  /** Of `to`'s triggers the one that it meets. */
  readonly trigger: number;
  readonly isCertain: boolean;
  /** The segment that is entered or left in between. */
  readonly through?: { readonly segment: string; readonly isEntered: boolean };
  /** Whether the campaign itself has turned that segment back by then. */
  readonly isTurnedBack?: boolean;
}

/** Campaigns that lead to each other. */
export interface Loop {
  readonly links: readonly Link[];
  /** Whether nothing lies between that may end it. */
  readonly isCertain: boolean;
}

/** Of more pairs of a write and a trigger nothing is said: what ends all loops ends these too. */
const MOST_PAIRS = 20_000;

/** The loops among campaigns that lead to each other by name: of each group of them the shortest through its first. */
export function findLoops(campaigns: readonly LoopingCampaign[], declared: Declared): readonly Loop[] {
  const writes = campaigns.flatMap((campaign) => campaign.writes);
  const triggers = campaigns.reduce((sum, { source }) => sum + [source.trigger].flat().length, 0);
  if (writes.length * triggers > MOST_PAIRS) return [];
  const links = campaigns.flatMap((campaign) => linksTo(campaign, writes, declared));
  const certain = shortestLoops(
    lastingOf(
      links.filter(({ isCertain }) => isCertain),
      declared,
      true,
    ),
    true,
  );
  const known = new Set(certain.flatMap((loop) => loop.links.map(({ from }) => from)));
  const all = shortestLoops(lastingOf(links, declared, false), false);
  return [...certain, ...all.filter((loop) => loop.links.every(({ from }) => !known.has(from)))];
}

function linksTo(campaign: LoopingCampaign, writes: readonly Write[], declared: Declared): Link[] {
  const { id, source, writes: own } = campaign;
  return [source.trigger].flat().flatMap((trigger, index) => {
    const turned =
      'segment' in trigger
        ? afterTurningBack(own, { segment: trigger.segment, isEntered: trigger.on !== 'exit' }, declared)
        : undefined;
    return writes.flatMap((write): Link[] => {
      const met = meet(trigger, write, declared);
      const isTurnedBack = turned?.has(write) === true;
      return met === undefined
        ? []
        : [{ from: write.campaign, to: id, write, trigger: index, ...met, isTurnedBack }];
    });
  });
}

/** How a write begins what has a trigger; undefined: it does not. Every so many-th, or one that agrees with another, comes to an end by itself. */
function meet(
  trigger: TriggerSource,
  write: Write,
  declared: Declared,
): Pick<Link, 'isCertain' | 'through'> | undefined {
  if ('event' in trigger) {
    if (write.what.kind !== 'event' || trigger.every !== undefined || trigger.matching !== undefined)
      return undefined;
    const isMet = compileMatch(compileSelector(trigger, declared.zone), declared.zone)(write.what.event);
    const isPlain = trigger.since === undefined || typeof trigger.since === 'string';
    return isMet ? { isCertain: write.isCertain && isPlain } : undefined;
  }
  if (!('segment' in trigger) || trigger.schedule !== undefined) return undefined;
  const isEntered = trigger.on !== 'exit';
  const { segment } = trigger;
  const effect = turnsByWrite({ segment }, write, declared);
  if (!(isEntered ? effect.up : effect.down)) return undefined;
  return { isCertain: write.isCertain && effect.holds === isEntered, through: { segment, isEntered } };
}

/**
 * The links that may be gone through again and again. A segment must also be left to be entered again, and a condition that
 * the loop itself makes fail must come to hold again: else it ends there.
 */
function lastingOf(links: readonly Link[], declared: Declared, isCertain: boolean): readonly Link[] {
  let lasting = links;
  for (;;) {
    const groups = groupsOf(lasting);
    const inRings = lasting.filter(({ from, to }) => groups.get(from) === groups.get(to));
    const byGroup = Map.groupBy(inRings, ({ from }) => groups.get(from) ?? -1);
    const left = [...byGroup.values()].flatMap((ring) => {
      const writes = [...new Set(ring.map(({ write }) => write))];
      return ring.filter(
        (link) => isTurnedBack(link, writes, declared, isCertain) && isOpen(link, writes, declared),
      );
    });
    if (left.length === lasting.length) return left;
    lasting = left;
  }
}

function isTurnedBack(
  { through, isTurnedBack: isSo }: Link,
  writes: readonly Write[],
  declared: Declared,
  isCertain: boolean,
): boolean {
  if (through === undefined || isSo === true) return true;
  const { segment, isEntered } = through;
  const isBack = writes.some((write) => {
    const effect = turnsByWrite({ segment }, write, declared);
    return isCertain ? effect.holds === !isEntered : isEntered ? effect.down : effect.up;
  });
  if (isBack || isCertain) return isBack;
  const byTime = turnsByTime({ segment }, declared);
  return isEntered ? byTime.down : byTime.up;
}

/** Whether no guard of the write is shut by the loop for good. */
function isOpen({ write }: Link, writes: readonly Write[], declared: Declared): boolean {
  return write.guards.every((guard) => isReopened(guard, writes, declared));
}

function isReopened(guard: ConditionSource, writes: readonly Write[], declared: Declared): boolean {
  const effects = writes.map((write) => turnsByWrite(guard, write, declared));
  const isShut = effects.some(({ down }) => down);
  return !isShut || effects.some(({ up }) => up) || turnsByTime(guard, declared).up;
}

/** Of each group the shortest loop through its first campaign. */
function shortestLoops(links: readonly Link[], isCertain: boolean): Loop[] {
  const groups = groupsOf(links);
  const byGroup = Map.groupBy(links, ({ from }) => groups.get(from) ?? -1);
  return [...byGroup.values()].flatMap((ring) => {
    const first = ring.map(({ from }) => from).sort()[0] ?? '';
    const found = shortestFrom(first, ring);
    return found.length === 0 ? [] : [{ links: found, isCertain }];
  });
}

function shortestFrom(first: string, links: readonly Link[]): Link[] {
  const outgoing = Map.groupBy(links, ({ from }) => from);
  const reached = new Map<string, Link>();
  const next = [first];
  for (let node = next.shift(); node !== undefined; node = next.shift()) {
    for (const link of outgoing.get(node) ?? []) {
      if (reached.has(link.to)) continue;
      reached.set(link.to, link);
      if (link.to === first) return wayBack(first, reached);
      next.push(link.to);
    }
  }
  return [];
}

function wayBack(first: string, reached: ReadonlyMap<string, Link>): Link[] {
  const way: Link[] = [];
  for (let link = reached.get(first); link !== undefined; link = reached.get(link.from)) {
    way.unshift(link);
    if (link.from === first) return way;
  }
  return way;
}

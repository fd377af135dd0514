import { affinityHolds } from './affinity.ts';
import { membershipHolds } from './entries.ts';
import { eventHolds } from './event-condition.ts';
import { consentHolds, identifierHolds, listHolds, randomHolds, reachableHolds } from './facts.ts';
import { matches } from './matchers.ts';
import { messageHolds } from './messages.ts';
import { offerHolds } from './offers.ts';
import { valuesAt } from './paths.ts';
import { presenceHolds } from './presence.ts';
import { sequenceHolds } from './sequence.ts';
import { traitOf } from './traits.ts';
import { type World, zoneOf } from './world.ts';
import type { Json, Written, WrittenMapping } from './written.ts';

/**
 * Whether a condition holds at a moment, found by reading all events up to it anew. Slow, and written from the language
 * alone, to judge what is quick.
 * @param file the id of the file that asks: what is random is so by file
 */
export function holds(world: World, written: Written, now: number, file: string): boolean {
  if (written === 'everyone') return true;
  const inner = (part: Written) => world.judge(world, part, now, file);
  if (written.all !== undefined) return written.all.every(inner);
  if (written.any !== undefined) return written.any.some(inner);
  if (written.not !== undefined) return !inner(written.not);
  if (written.event !== undefined) return eventHolds(world, written, now);
  if (written.sequence !== undefined) return sequenceHolds(world, written, now);
  if (written.affinity !== undefined) return affinityHolds(world, written, now);
  if (written.trait !== undefined) return traitHolds(world, written, now);
  if (written.segment !== undefined) return membershipHolds(world, written, now);
  if (written.message !== undefined) return messageHolds(world, written, now);
  if (written.offer !== undefined) return offerHolds(world, written, now);
  if (written.at !== undefined || written.zone !== undefined) return presenceHolds(world, written, now);
  if (written.consent !== undefined) return consentHolds(world, written.consent, now);
  if (written.reachable !== undefined) return reachableHolds(world, written.reachable, now);
  if (written.identifier !== undefined) return identifierHolds(world, written.identifier);
  if (written.list !== undefined) return listHolds(world, written.list, now);
  if (written.random !== undefined) return randomHolds(world, written.random, file);
  throw new Error(`the oracle does not know ${JSON.stringify(written)}`);
}

function traitHolds(world: World, written: WrittenMapping, now: number): boolean {
  const { trait = '', ...tests } = written;
  const [name = '', ...path] = trait.split('.');
  const found = valuesAt(traitOf(world, name, now), path.join('.'));
  return matches(found, tests as { readonly [test: string]: Json }, { now, zone: zoneOf(world) });
}

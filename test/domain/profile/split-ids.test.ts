import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { decodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';
import { findLost, split, splitDependencies } from '../../support/split-people.ts';

const active = activateProgram(peopleProgram());
const TRUST = [
  'userId#john',
  'email#e@x.org',
  'email#f@x.org',
  'deviceId#d',
  'deviceId#g',
  'anonymousId#a',
  'anonymousId#b',
];

/** A message that names some of them, or a split of the person who holds the first from what the second says. */
type Step = { readonly names: readonly string[] } | { readonly splits: string; readonly place: number };

/** Messages, then splits. */
const stepsWith = (options: { readonly splits: number }): fc.Arbitrary<Step[]> =>
  fc
    .tuple(
      fc.array(fc.subarray(TRUST, { minLength: 1, maxLength: 3 }), {
        minLength: 2,
        maxLength: 14,
        size: 'max',
      }),
      fc.array(fc.record({ splits: fc.constantFrom(...TRUST), place: fc.nat({ max: 6 }) }), {
        minLength: 1,
        maxLength: options.splits,
      }),
    )
    .map(([messages, splits]) => [...messages.map((names) => ({ names })), ...splits]);

/** Takes steps one by one; a profile's id says which message began it. */
async function take(all: readonly Step[]) {
  const tables = new InMemoryTables();
  let event: TrackingEvent = anEvent();
  const dependencies = {
    ...resolveDependencies(tables, active),
    newId: () => `of ${event.messageId} ${event.key.identifier}`,
  };
  for (const [index, step] of all.entries()) {
    const now = NOW + index;
    if ('splits' in step) {
      await splitFromOther(tables, step, now);
      continue;
    }
    event = anEvent({ messageId: `m-${10 + index}`, time: now, identifiers: step.names });
    tables.put([event]);
    await deliverEvents(dependencies, [[event]], now);
  }
  return tables;
}

async function splitFromOther(
  tables: InMemoryTables,
  { splits: identifier, place }: { readonly splits: string; readonly place: number },
  now: number,
): Promise<void> {
  const holder = tables.holder(identifier);
  const others = Object.keys(holder?.identifiers ?? {}).filter((other) => other !== identifier);
  const from = others[place % Math.max(1, others.length)];
  if (from !== undefined) await split(splitDependencies(tables, active), { identifier, from }, now);
}

const idsOf = ({ profileId, formerProfileIds }: Profile) => [profileId, ...formerProfileIds];
/** The most trusted identifier of the message that began a profile; undefined for one that a split began. */
const originOf = (profileId: string) => /^of \S+ (.*)$/u.exec(profileId)?.[1];

describe('the ids of a split', () => {
  it('lie where the message that began them belongs, however people had merged', async () => {
    await fc.assert(
      fc.asyncProperty(stepsWith({ splits: 1 }), async (all) => {
        const tables = await take(all);
        for (const profile of tables.living()) {
          const origins = idsOf(profile)
            .map(originOf)
            .filter((origin) => origin !== undefined);
          expect(Object.keys(profile.identifiers)).toEqual(expect.arrayContaining(origins));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('all lead to their own person, and the oldest is whom they lead to, however often people are split', async () => {
    await fc.assert(
      fc.asyncProperty(stepsWith({ splits: 5 }), async (all) => {
        const tables = await take(all);
        expect(findLost(tables)).toEqual([]);
        for (const profile of tables.living()) {
          const ages = idsOf(profile).map((id) => decodeProfile(tables.profiles.get(id) ?? {}).createdAt);
          expect(profile.createdAt).toBe(Math.min(...ages));
        }
      }),
      { numRuns: 300 },
    );
  });
});

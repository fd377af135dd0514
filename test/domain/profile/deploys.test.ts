import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import { emptyState, foldHistory } from '../../../domain/profile/fold-history.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { touchProfile } from '../../../domain/profile/touch-profile.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { aVersion, DeployedHouse } from '../../support/deployed-house.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';

const NAMES = ['Booking Made', 'Menu Opened', 'Called Hotel', 'Signed Up'] as const;
const GUESTS = ['userId#john', 'userId#anna', 'anonymousId#web'] as const;

type Step =
  | { readonly kind: 'deploy'; readonly names: readonly string[] }
  | { readonly kind: 'event'; readonly name: string; readonly by: readonly string[] }
  | { readonly kind: 'touch' };

const deploy = fc.subarray([...NAMES]).map((names): Step => ({ kind: 'deploy', names }));
const event = fc
  .record({ name: fc.constantFrom(...NAMES), by: fc.subarray([...GUESTS], { minLength: 1, maxLength: 2 }) })
  .map(({ name, by }): Step => ({ kind: 'event', name, by }));
const touch = fc.constant<Step>({ kind: 'touch' });
const steps = fc.array(fc.oneof({ arbitrary: deploy, weight: 2 }, { arbitrary: event, weight: 5 }, touch), {
  maxLength: 24,
});

/** Deploys, events and backfills in some order, as a house would see them. */
async function play(played: readonly Step[]) {
  const house = new DeployedHouse();
  const tables = new InMemoryTables();
  house.activate(aVersion('first', ['Booking Made']));
  const [reads, newIds] = [{ count: 0 }, resolveDependencies(tables, house.active).newId];
  for (const [index, step] of played.entries()) {
    const now = NOW + index * 1_000;
    if (step.kind === 'deploy') house.activate(aVersion(step.names.join(), step.names));
    if (step.kind === 'touch') await touchAll(tables, house.active, now, reads);
    if (step.kind === 'event') {
      const sent = anEvent({
        ...{ messageId: `m-${index}`, name: step.name, time: now },
        identifiers: step.by as unknown as TrackingEvent['identifiers'],
      });
      tables.put([sent]);
      await deliverEvents({ ...resolveDependencies(tables, house.active), newId: newIds }, [[sent]], now);
    }
  }
  await touchAll(tables, house.active, NOW + 3_600_000, reads);
  return { tables, active: house.active, reads: reads.count };
}

function historyOf(tables: InMemoryTables, profile: Profile): TrackingEvent[] {
  return [...tables.events.values()].filter(({ key }) => Object.hasOwn(profile.identifiers, key.identifier));
}

/** What a backfill does. */
async function touchAll(
  tables: InMemoryTables,
  active: ActiveProgram,
  now: number,
  reads: { count: number },
): Promise<void> {
  for (const profile of tables.living()) {
    const first = touchProfile(active, profile, now);
    if (first.kind === 'history needed') reads.count += 1;
    const touched =
      first.kind === 'history needed'
        ? touchProfile(active, profile, now, historyOf(tables, profile))
        : first;
    if (touched.kind === 'planned') await tables.write(touched.write);
  }
}

describe('deploys and rollbacks while guests come and go', () => {
  it('leave what folding all events from nothing gives, in whatever order they come', async () => {
    let [deploysSeen, retainedSeen] = [0, 0];
    await fc.assert(
      fc.asyncProperty(steps, async (played) => {
        const { tables, active } = await play(played);
        deploysSeen += played.filter(({ kind }) => kind === 'deploy').length;
        if (Object.keys(active.program.aggregates).length > active.program.segments.length) retainedSeen += 1;
        for (const profile of tables.living()) {
          const anew = foldHistory(active, emptyState(active, profile), historyOf(tables, profile));
          expect(profile.aggregates).toEqual(anew.aggregates);
          expect(profile.program).toEqual(anew.program);
          const inside = Object.keys(profile.segments).filter((id) => profile.segments[id]?.since !== null);
          const expected = active.program.segments.filter(({ name }) =>
            historyOf(tables, profile).some((each) => each.name === name),
          );
          expect(inside.sort()).toEqual(expected.map(({ id }) => id).sort());
        }
      }),
      { numRuns: 300, seed: 20_260_302 },
    );
    expect(deploysSeen).toBeGreaterThan(300);
    expect(retainedSeen).toBeGreaterThan(50);
  });

  it('going back reads nobody’s events, whatever came since the deploy', async () => {
    const versions = fc.tuple(fc.subarray([...NAMES]), fc.subarray([...NAMES]));
    await fc.assert(
      fc.asyncProperty(versions, fc.array(event, { maxLength: 10 }), async ([a, b], events) => {
        const way: Step[] = [{ kind: 'deploy', names: a }, ...events];
        const there: Step[] = [...way, { kind: 'deploy', names: b }, { kind: 'touch' }, ...events];
        const back: Step[] = [...there, { kind: 'deploy', names: a }];
        expect((await play(back)).reads).toBe((await play(there)).reads);
      }),
      { numRuns: 100, seed: 20_260_302 },
    );
  });

  it('a deploy that only takes something away reads nobody’s events either', async () => {
    const { reads, tables } = await play([
      { kind: 'deploy', names: ['Booking Made', 'Menu Opened'] },
      { kind: 'event', name: 'Menu Opened', by: ['userId#john'] },
      { kind: 'deploy', names: ['Booking Made'] },
      { kind: 'deploy', names: ['Booking Made'] },
    ]);
    expect(reads).toBe(0);
    expect(tables.living().map(({ aggregates }) => aggregates)).toEqual([{}]);
  });
});

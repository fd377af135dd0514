import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { traceSignals } from '../../../domain/profile/trace-signals.ts';
import { encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { arbitraryDelivery, arbitraryPeople } from '../../support/arbitrary-people.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

const active = activateProgram(peopleProgram());

async function resolve(batches: readonly (readonly TrackingEvent[])[]): Promise<InMemoryTables> {
  const tables = new InMemoryTables();
  for (const batch of batches) tables.put(batch);
  await deliverEvents(resolveDependencies(tables, active), batches, NOW);
  return tables;
}

const statesOf = (tables: InMemoryTables) => tables.living().map((profile) => encodeProfile(profile, []));

describe('traces', () => {
  it('given the same events, each of another request, then the profiles are the same to the byte', () =>
    fc.assert(
      fc.asyncProperty(
        arbitraryPeople({ maxLength: 12, share: true }).chain((events) => arbitraryDelivery(events)),
        async (batches) => {
          let requests = 0;
          const traced = batches.map((batch) =>
            batch.map((event) => {
              requests += 1;
              return { ...event, traceId: `request-${requests}` };
            }),
          );
          expect(statesOf(await resolve(traced))).toEqual(statesOf(await resolve(batches)));
        },
      ),
      { numRuns: 40 },
    ));

  it('given an event that joins two people, then the merge has its trace', async () => {
    const john = anEvent({ messageId: 'm-1', identifiers: ['anonymousId#a1'], traceId: 'request-1' });
    const mail = anEvent({ messageId: 'm-2', identifiers: ['email#j@example.com'], traceId: 'request-2' });
    const identifiers = ['email#j@example.com', 'anonymousId#a1'];
    const joining = anEvent({ messageId: 'm-3', identifiers, traceId: 'request-3' });
    const { signals } = await resolve([[john], [mail], [joining]]);
    const merges = signals.filter(({ type }) => type === 'Profiles Merged');
    expect(merges).toMatchObject([{ traceId: 'request-3' }]);
  });

  it('given signals that no request began, then they have the invocation’s trace and the others keep theirs', async () => {
    const { writes } = await resolve([[anEvent()]]);
    const [write] = writes;
    if (write === undefined) throw new Error('nothing was written');
    const merged = {
      id: 'p-1-0',
      v: 1,
      profileId: 'p',
      at: NOW,
      type: 'Profiles Merged',
      from: ['q'],
    } as const;
    const signals = [merged, { ...merged, traceId: 'request-1' }];
    const traced = traceSignals({ ...write, signals }, 'invocation-7');
    expect(traced.signals.map(({ traceId }) => traceId)).toEqual(['invocation-7', 'request-1']);
    expect(traced.profile).toBe(write.profile);
  });
});

import fc from 'fast-check';
import type { Campaign, Frequency } from '../../domain/campaign/campaign.ts';
import type { TriggerSignal } from '../../domain/campaign/journey/occurrence.ts';
import { MaitredError } from '../../domain/error/maitred-error.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import { createLiquidRenderer } from '../../lambdas/adapters/liquid-renderer.ts';
import { advanceJourney } from '../../lambdas/handlers/flows/advance-journey.ts';
import { beginJourney } from '../../lambdas/handlers/flows/begin-journey.ts';
import { deliverMessage } from '../../lambdas/handlers/flows/deliver-message.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  anEventMatched,
  aSegmentEntered,
  aSend,
  DAY,
} from './a-campaign.ts';
import { NOW } from './an-event.ts';
import { MemoryStores } from './memory-stores.ts';

export const OLDER = 'p-older';
export const YOUNGER = 'p-younger';

const frequencies = fc.constantFrom<Frequency>(
  { kind: 'once' },
  { kind: 'every time' },
  { kind: 'once per', milliseconds: DAY },
);
const waits = fc.boolean();
const profileIds = fc.constantFrom(OLDER, YOUNGER);
const signals: fc.Arbitrary<TriggerSignal> = fc.oneof(
  fc
    .record({ profileId: profileIds, entry: fc.integer({ min: 1, max: 2 }) })
    .map((signal) => aSegmentEntered(signal)),
  fc
    .record({ profileId: profileIds, messageId: fc.constantFrom('m-1', 'm-2'), isRepeat: fc.boolean() })
    .map((signal) => anEventMatched(signal)),
);

/** What comes about two guests who may turn out to be one, and what a provider answers. */
export interface Plan {
  readonly frequency: Frequency;
  readonly hasWait: boolean;
  /** Delivered at least once: some come twice. */
  readonly signals: readonly TriggerSignal[];
  readonly mergesIn: 'entry' | 'wait' | 'never';
  /** Those who have left `lapsed` before they may turn out to be one: their stays are not one. */
  readonly hasLeft: readonly string[];
  readonly answers: readonly ('accepted' | 'unknown' | 'throttled')[];
}

export const plans: fc.Arbitrary<Plan> = fc.record({
  frequency: frequencies,
  hasWait: waits,
  signals: fc.array(signals, { minLength: 1, maxLength: 6 }),
  mergesIn: fc.constantFrom('entry', 'wait', 'never'),
  hasLeft: fc.subarray([OLDER, YOUNGER]),
  answers: fc.array(fc.constantFrom('accepted', 'unknown', 'throttled'), { minLength: 1, maxLength: 5 }),
});

/** As many as there are signals of: the latest is the present stay. */
export function entriesOf({ signals: told }: Plan, profileId: string): number {
  const entries = told.map((signal) =>
    signal.type === 'Segment Entered' && signal.profileId === profileId ? signal.entry : 1,
  );
  return Math.max(1, ...entries);
}

function campaignOf({ frequency, hasWait }: Plan): Campaign {
  const steps = hasWait ? aCampaign().steps : [aSend('2')];
  const triggers = [{ kind: 'segment', segment: 'lapsed', on: 'entry' }] as const;
  return aCampaign({ frequency, steps, triggers });
}

/** Runs a plan, every call to a table taking its turn as the scheduler says; answers what was sent how often. */
export async function runPlan(plan: Plan, scheduler: fc.Scheduler) {
  const active = anActiveProgram([campaignOf(plan)]);
  const turn = () => scheduler.schedule(Promise.resolve());
  const guests = [OLDER, YOUNGER].map((profileId) => {
    const since = plan.hasLeft.includes(profileId) ? null : NOW;
    return aContactableGuest({
      profileId,
      segments: { lapsed: { since, entries: entriesOf(plan, profileId) } },
    });
  });
  const stores = new MemoryStores(guests, turn);
  let now = NOW;
  const dependencies = {
    ...stores,
    profiles: stores.profiles,
    journeys: stores.journeys,
    decisions: stores.decisions,
    playbook: playbookOf(active),
    events: { read: async () => undefined },
    slots: { reserve: async (_of: string, at: number) => at },
    bringUpToDate: async () => {},
    clock: () => now,
    pause: turn,
  };
  const merge = (phase: Plan['mergesIn']) =>
    plan.mergesIn === phase ? [stores.merge(OLDER, YOUNGER, now)] : [];
  const twice = <T>(items: readonly T[]) => [...items, ...items];

  await settle(scheduler, [
    ...twice(plan.signals).map((signal) => retried(() => beginJourney(dependencies, 'win-back', signal))),
    ...merge('entry'),
  ]);
  now = NOW + 3 * DAY;
  await settle(scheduler, [
    ...twice([...stores.journeyRows.values()]).map((journey) =>
      retried(() => advanceJourney(dependencies, journey)),
    ),
    ...merge('wait'),
  ]);
  const calls = new Map<string, number>();
  await settle(
    scheduler,
    twice(stores.outbox).map((signal) =>
      retried(() => deliverMessage(channelOf(stores, active, plan, calls), signal)),
    ),
  );
  return { stores, calls };
}

function playbookOf(active: ActiveProgram) {
  const read = async () => active;
  const templates = async () => ({
    version: 'test-version',
    templates: { 'win-back': { html: '<p>Hi</p>' } },
  });
  return { active: read, newest: read, version: read, templates };
}

function channelOf(
  stores: MemoryStores,
  active: ActiveProgram,
  { answers }: Plan,
  calls: Map<string, number>,
) {
  let asked = 0;
  return {
    channel: 'email' as const,
    deliveries: stores.deliveries,
    profiles: stores.profiles,
    events: { read: async () => undefined },
    playbook: playbookOf(active),
    renderer: createLiquidRenderer(),
    quarantine: { put: async () => {} },
    clock: () => NOW,
    newId: () => `claim-${Math.random()}`,
    writeMetrics: () => {},
    send: async (_message: unknown, origin: { deliveryProfileId: string; deliveryId: string }) => {
      const answer = answers[asked % answers.length];
      asked += 1;
      if (answer === 'throttled') return { kind: 'not accepted', why: 'throttled' } as const;
      const key = `${origin.deliveryProfileId}/${origin.deliveryId}`;
      calls.set(key, (calls.get(key) ?? 0) + 1);
      return answer === 'unknown'
        ? ({ kind: 'unknown', why: 'lost' } as const)
        : ({ kind: 'accepted' } as const);
    },
  };
}

/** A queue brings again what failed for now. */
async function retried(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof MaitredError && error.retryable)) throw error;
    }
  }
}

async function settle(scheduler: fc.Scheduler, work: readonly Promise<unknown>[]): Promise<void> {
  const all = Promise.all(work);
  await scheduler.waitFor(all);
}

import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { ListStore } from '../../../lambdas/adapters/list-store.ts';
import type { Sweep, SweepStore } from '../../../lambdas/adapters/sweep-store.ts';
import { createLists } from '../../../lambdas/handlers/lists.ts';
import { createReport } from '../../../lambdas/handlers/report.ts';
import { createSegments } from '../../../lambdas/handlers/segments.ts';
import type { KeyChecks } from '../../../lambdas/runtime/key-checks.ts';
import type { CollectorHouse } from '../../support/a-collector.ts';
import { aLivingProfile } from '../../support/a-living-profile.ts';

/** Of the playbook that is active. */
export const SEGMENT = 'traveller';
/** Whoever there is. */
export const TRAVELLER = { id: SEGMENT, name: 'Traveller', when: { kind: 'everyone' } } as const;
/** A list that is being loaded, and the load. */
export const LIST = 'press-guests';
export const LOAD = 'a-load-of-it';

/** A campaign that was counted. */
export const CAMPAIGN = 'win-back';

/** A sweep that was begun. */
export const SWEEP = 'a-sweep-of-all';

/** What tells of segments and campaigns and keeps lists, in memory: one guest is in each. */
export function createFuzzedAudience({ program, clock }: CollectorHouse, checks: KeyChecks) {
  const active = async () => activateProgram({ ...program, segments: [TRAVELLER] });
  const john = aLivingProfile(['userId#john'], { profileId: 'p-john' });
  const segments = createSegments({
    ...checks,
    clock,
    playbook: { active },
    profiles: { readProfiles: async () => new Map([[john.profileId, john]]) },
    memberList: {
      counts: async () => new Map([[SEGMENT, 1]]),
      readPage: async () => ({ members: [{ profileId: john.profileId, since: 0 }], last: john.profileId }),
    },
    names: {
      readPage: async () => ({
        events: new Map([['Item Viewed', new Set(['products.id'])]]),
        traits: new Set(['tags']),
        last: 'event Item Viewed',
      }),
    },
  });
  const lists = createLists({
    ...checks,
    clock,
    playbook: { active },
    events: { putOnce: async () => 'stored' },
    lists: listsInMemory(),
  });
  const counted = { entered: 2, heldOut: 1, 'step;1;-;decided': 1, 'arm;2;1': 1 };
  const report = createReport({
    ...checks,
    playbook: { active },
    counts: {
      read: async (campaign) => (campaign === CAMPAIGN ? counted : {}),
      readAll: async () => new Map([[CAMPAIGN, counted]]),
    },
    scan: { readPage: async () => ({ rows: [], last: null }) },
    sweeps: sweepsInMemory(),
    newId: () => SWEEP,
    clock,
  });
  return { segments, lists, report };
}

function sweepsInMemory(): SweepStore {
  let stored: Sweep | undefined;
  return {
    read: async () => stored,
    write: async (sweep) => {
      stored = sweep;
    },
  };
}

/** It is under way, whatever is done to it. */
function listsInMemory(): ListStore {
  const list = {
    list: LIST,
    load: LOAD,
    ordinal: 1,
    finished: 0,
    ending: 0,
    beganAt: 0,
    members: 0,
    loadedAt: null,
  };
  return {
    find: async (name) => (name === LIST ? list : undefined),
    all: async () => [list],
    write: async () => {},
    readRows: async () => new Map(),
    readPage: async () => ({ rows: [], last: null }),
    putRows: async () => {},
    deleteRows: async () => {},
  };
}

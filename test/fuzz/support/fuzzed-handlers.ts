import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { signUnsubscribeToken } from '../../../lambdas/adapters/link-token.ts';
import { encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { encodePosition } from '../../../lambdas/adapters/timeline-position.ts';
import type { ApiKey } from '../../../lambdas/contract/api-key.ts';
import { createBackfill } from '../../../lambdas/handlers/backfill.ts';
import { createCollect } from '../../../lambdas/handlers/collect.ts';
import { createConsent } from '../../../lambdas/handlers/consent.ts';
import { createKeys } from '../../../lambdas/handlers/keys.ts';
import { createOpenApi } from '../../../lambdas/handlers/openapi.ts';
import { createPlan } from '../../../lambdas/handlers/plan.ts';
import { createPlaybook } from '../../../lambdas/handlers/playbook.ts';
import { createProfiles } from '../../../lambdas/handlers/profiles.ts';
import { createRebuild } from '../../../lambdas/handlers/rebuild.ts';
import { createSplit } from '../../../lambdas/handlers/split.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import { aKey, CollectorHouse } from '../../support/a-collector.ts';
import { aLivingProfile } from '../../support/a-living-profile.ts';
import { anEvent } from '../../support/an-event.ts';
import { resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { StoredPlaybooks } from '../../support/stored-playbooks.ts';
import { createFuzzedAudience, TRAVELLER } from './fuzzed-audience.ts';

/** Of the playbook that is active. */
export const VERSION = 'aaaaaaaaaaaaaaaaaaaa';
const SECRET = 'link secret';
export const TOKEN = signUnsubscribeToken(SECRET, { profileId: 'p-john', purpose: 'marketing' });
export const CURSOR = encodePosition({ dated: { 'userId#john': null }, undated: null });

/** Every function that answers HTTP, in memory, with one guest whom all know. */
export function createFuzzedHandlers(): { house: CollectorHouse; handlerOf: (route: string) => HttpHandler } {
  const house = new CollectorHouse();
  house.know(aLivingProfile(['email#john@example.com', 'userId#john'], { profileId: 'p-john' }));
  const checks = { findKey: house.findKey, limitKey: house.limitKey, writeMetrics: house.writeMetrics };
  const collect = createCollect(house);
  const consent = createConsent(Object.assign(house, { linkSecret: async () => SECRET }));
  const travelling = async () => activateProgram({ ...house.program, segments: [TRAVELLER] });
  const profiles = createProfiles({
    ...house,
    clock: house.clock,
    playbook: { active: travelling, newest: travelling, version: travelling },
    profiles: { findByIdentifier: house.profiles.findByIdentifier, readIdentities: async () => new Map() },
    history: { readPage: async () => ({ events: [anEvent()] }) },
    deliveries: { list: async () => [] },
    journeys: { list: async () => [] },
  });
  const { segments, lists, report } = createFuzzedAudience(house, checks);
  const keys = createKeys({
    ...checks,
    keys: keysInMemory(house),
    usage: { listLimited: async () => new Map() },
  });
  const stored = playbooksInMemory().dependencies(house.clock);
  const playbook = createPlaybook({ ...checks, ...stored });
  const people = peopleInMemory(house);
  const plan = createPlan({ ...checks, ...people, versions: stored.versions, objects: stored.objects });
  const backfill = createBackfill({ ...checks, ...people });
  const rebuild = createRebuild({ ...checks, ...people });
  const split = createSplit({
    ...checks,
    ...people,
    profiles: people.profileStore,
    journeys: people.profileStore,
    playbook: { ...people.playbookStore, version: people.playbookStore.active },
  });
  const openapi = createOpenApi();
  // The first that a route holds.
  const places: readonly (readonly [string, HttpHandler])[] = [
    ['/segments', segments],
    ['/events/names', segments],
    ['/campaigns', report],
    ['/profiles', profiles],
    ['/lists', lists],
    ['/keys', keys],
    ['/playbook/plan', plan],
    ['/playbook/backfill', backfill],
    ['/playbook', playbook],
    ['/split', split],
    ['/rebuild', rebuild],
    ['/consent', consent],
    ['/unsubscribe', consent],
    ['openapi', openapi],
  ];
  const handlerOf = (route: string): HttpHandler =>
    places.find(([place]) => route.includes(place))?.[1] ?? collect;
  return { house, handlerOf };
}

function playbooksInMemory(): StoredPlaybooks {
  const stored = new StoredPlaybooks();
  stored.pointer = { version: VERSION, ordinal: 1 };
  stored.rows.set(VERSION, { ...stored.pointer, deployedAt: 0, name: 'Test House' });
  return stored;
}

/** The same guest in tables, for what writes people. */
function peopleInMemory({ program, clock }: CollectorHouse) {
  const tables = new InMemoryTables();
  const john = aLivingProfile(['email#john@example.com', 'userId#john'], { profileId: 'p-john' });
  tables.profiles.set(john.profileId, encodeProfile(john, []));
  const dependencies = resolveDependencies(tables, activateProgram(program));
  const rows = [{ profileId: john.profileId, isLiving: true }];
  const profileScan = {
    readPage: async () => ({ rows, last: 'p-john' }),
    readProfiles: async () => ({ rows: rows.map((row) => ({ ...row, profile: john })), last: 'p-john' }),
    countRows: async () => 1,
  };
  return { ...dependencies, profileStore: tables, profileScan, pauseForEvents: async () => {}, clock };
}

function keysInMemory({ keys, findKey }: CollectorHouse) {
  const all = () => [...keys.values()];
  return {
    find: findKey,
    list: async () => all(),
    create: async (wanted: Omit<ApiKey, 'keyId' | 'createdAt'>) => ({ secret: 'secret', key: aKey(wanted) }),
    revoke: async (keyId: string) => all().find((key) => key.keyId === keyId),
  };
}

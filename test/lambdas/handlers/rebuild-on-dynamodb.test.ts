import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../cli/api-client.ts';
import { rebuild as runRebuild } from '../../../cli/commands/rebuild.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { createEventHistory } from '../../../lambdas/adapters/event-history.ts';
import { encodeEvent } from '../../../lambdas/adapters/event-record.ts';
import { encodeIdentity } from '../../../lambdas/adapters/identity-row.ts';
import { encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { createProfileScan } from '../../../lambdas/adapters/profile-scan.ts';
import { createProfileStore } from '../../../lambdas/adapters/profile-store.ts';
import { createRebuild } from '../../../lambdas/handlers/rebuild.ts';
import { CollectorHouse } from '../../support/a-collector.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';
import { callHttp } from '../../support/http-call.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

const PEOPLE = 2_000;
/** Every so manieth is damaged. */
const DAMAGED_EVERY = 50;
/** Java and two cores that are shared take their time. */
const PATIENCE_MILLISECONDS = 180_000;
const active = activateProgram(peopleProgram());

let tables: RunningTables;
let folder: string;
let living: Profile[];
let lines: string[];

/** Puts what a resolver has made of everybody's event into DynamoDB, and loses what some of them have done. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maitred-rebuild-'));
  tables = await startTables(['Profiles', 'Identities', 'Events']);
  const resolved = new InMemoryTables();
  const events = Array.from({ length: PEOPLE }, (_, index) =>
    anEvent({ messageId: `m-${index}`, identifiers: [`userId#u${index}`, `email#u${index}@example.com`] }),
  );
  await deliverEvents(resolveDependencies(resolved, active), [events], NOW);
  living = resolved.living();
  await putAll('Events', events.map(encodeEvent));
  await putAll('Identities', [...resolved.identities.values()].map(encodeIdentity));
  const damaged = living.map((profile, index) =>
    index % DAMAGED_EVERY === 0 ? { ...profile, aggregates: {}, segments: {} } : profile,
  );
  await putAll(
    'Profiles',
    damaged.map((profile) => encodeProfile(profile, [])),
  );
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await tables?.stop();
});

async function putAll(table: string, items: readonly Record<string, unknown>[]): Promise<void> {
  for (let from = 0; from < items.length; from += 25) {
    const puts = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await tables.client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
  }
}

/** `maitred rebuild --all`, whose calls a function over DynamoDB answers. @returns the exit code */
async function rebuildAll(verify: boolean): Promise<number> {
  lines = [];
  const { client } = tables;
  const { findKey, limitKey, writeMetrics } = new CollectorHouse();
  const handler = createRebuild({
    ...{ findKey, limitKey, writeMetrics },
    profileScan: createProfileScan({ client, profilesTable: 'Profiles' }),
    profileStore: createProfileStore({ client, profilesTable: 'Profiles', identitiesTable: 'Identities' }),
    eventHistory: createEventHistory({ client, eventsTable: 'Events' }),
    playbookStore: { active: async () => active, newest: async () => active },
    refoldQueue: { send: async () => {} },
    pauseForEvents: async () => {},
    clock: () => NOW,
  });
  const api: ApiClient = {
    url: 'https://api.example.com',
    async call<T>(method: string, path: string, body: unknown) {
      const answer = await callHttp(handler, { route: `${method} ${path}`, body, key: 'admin' });
      expect(answer.status).toBe(200);
      return answer.body as T;
    },
  };
  const terminal = {
    out: (text: string) => void lines.push(text),
    error: () => {},
    style: (_: string, text: string) => text,
  };
  const dependencies = { terminal, api, wait: async () => {}, clock: () => NOW };
  const options = { all: true, verify, progressFile: join(folder, 'progress.json') };
  return runRebuild(dependencies, options).then(
    () => 0,
    (error: { exitCode: number }) => error.exitCode,
  );
}

describe('a rebuild of thousands on DynamoDB', () => {
  it(
    'names who differs, mends them alone, and then finds nothing',
    async () => {
      const damaged = living
        .filter((_, index) => index % DAMAGED_EVERY === 0)
        .map(({ profileId }) => profileId);

      expect(await rebuildAll(false)).toBe(0);
      const named = damaged.map((profileId) => `${profileId}  aggregates, segments`);
      expect(lines.slice(0, -1).sort()).toEqual(named.sort());
      expect(lines.at(-1)).toBe(
        `✓ ${PEOPLE} compared, ${damaged.length} differed, ${damaged.length} written`,
      );

      expect(await rebuildAll(true)).toBe(0);
      expect(lines).toEqual([`✓ ${PEOPLE} compared, 0 differed`]);
    },
    PATIENCE_MILLISECONDS,
  );
});

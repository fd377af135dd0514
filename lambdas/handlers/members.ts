import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { MemberChange } from '../../domain/profile/member-change.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createMemberStore, type MemberStore } from '../adapters/member-store.ts';
import { decodeMemberChanges } from '../adapters/profile-record.ts';
import type { QuarantineStore } from '../adapters/quarantine-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { logger } from '../runtime/logger.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { createStreamLoop, type StreamHandler } from '../runtime/stream-loop.ts';
import { keepMembers } from './flows/keep-members.ts';
import { wireQuarantine } from './flows/wire-quarantine.ts';

export interface MembersDependencies {
  readonly members: MemberStore;
  readonly quarantine: Pick<QuarantineStore, 'put'>;
  /**
   * What the profiles say of the same memberships by now: for records that are driven again long after, when who has left since
   * is forgotten. Without it what the records say stands.
   */
  readonly bringUpToDate?: (changes: readonly MemberChange[]) => Promise<readonly MemberChange[]>;
}

/** Reads the Profiles stream beside announce, and keeps who is in which segment, and how many. */
export function createMembers(dependencies: MembersDependencies): StreamHandler {
  const { members, quarantine, bringUpToDate } = dependencies;
  return createStreamLoop<readonly MemberChange[]>({
    functionName: 'members',
    quarantine,
    parse: decodeMemberChanges,
    tracesOf: () => [],
    handle: async (writes) => {
      const current = bringUpToDate === undefined ? writes : await Promise.all(writes.map(bringUpToDate));
      const { failures, ...written } = await keepMembers(members, current);
      logger.info('members kept', { changes: writes.flat().length, ...written, failures: failures.length });
      return failures;
    },
  });
}

let wired: StreamHandler | undefined;

/** Lambda's entry. */
export const handler: StreamHandler = (event, context) => {
  wired ??= createMembers(wireMembers(createDocumentClient()));
  return wired(event, context);
};

/** The stores of the environment; redrive keeps the same. */
export function wireMembers(client: DynamoDBDocumentClient): MembersDependencies {
  return {
    members: createMemberStore({
      client,
      membersTable: requireEnvironment(ENVIRONMENT.membersTable),
      clock: () => Date.now(),
    }),
    quarantine: wireQuarantine(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
  };
}

import type { PlantedBug } from '../../support/simulation/plant-bug.ts';

const TRANSACTION = 'lambdas/adapters/profile-transaction.ts';

/** What is read and written together, and when somebody else was first. */
export const WRITING_BUGS: readonly PlantedBug[] = [
  {
    name: 'a profile is written whatever version stands',
    file: TRANSACTION,
    find: "ConditionExpression: '#version = :before',\n",
    replace: "ConditionExpression: 'attribute_exists(profileId) OR #version = :before',\n",
    why: 'what somebody else wrote in between is lost',
    by: 'seeds',
  },
  {
    name: 'a tombstone is written whatever version stands',
    file: TRANSACTION,
    find: "ConditionExpression: '#version = :before',\n",
    replace:
      "ConditionExpression: 'mergedInto' in record ? 'attribute_exists(profileId) OR #version = :before' : '#version = :before',\n",
    why: 'an event that was counted while two became one is lost',
    by: 'watched',
  },
  {
    name: 'the row of an identifier is written whatever stands',
    file: TRANSACTION,
    find: "ConditionExpression: 'revision = :before',",
    replace: "ConditionExpression: 'attribute_exists(identifier) OR revision = :before',",
    why: 'two invocations give an identifier to two people',
    by: 'watched',
  },
  {
    name: 'the row of a new identifier is written though somebody was first',
    file: TRANSACTION,
    find: "ConditionExpression: 'attribute_not_exists(identifier)' }",
    replace: "ConditionExpression: 'attribute_not_exists(identifier) OR attribute_exists(identifier)' }",
    why: 'two invocations make two people of one',
    by: 'watched',
  },
  {
    name: 'rows and tombstones are written before the profile, one by one',
    file: TRANSACTION,
    find: 'new TransactWriteCommand({ TransactItems: [profile, ...others].map((Put) => ({ Put })) }),',
    replace:
      'await Promise.all(others.map((put) => tables.client.send(new PutCommand(put)))).then(() => new PutCommand(profile)),',
    why: 'a crash in between leaves identifiers that lead nowhere',
    by: 'seeds',
  },
  {
    name: 'history is read before the profile',
    file: 'lambdas/handlers/flows/refold-person.ts',
    find: `  await rewriteProfile(dependencies, { profileId, traceId }, async (active, profile) => {
    const { events } = await dependencies.eventHistory.readAll(Object.keys(profile.identifiers));`,
    replace: `  const early = await dependencies.profileStore.readLiving(profileId);
  const { events } = await dependencies.eventHistory.readAll(Object.keys(early?.identifiers ?? {}));
  await rewriteProfile(dependencies, { profileId, traceId }, async (active, profile) => {`,
    why: 'an event that was stored and counted in between is forgotten',
    by: 'stories',
  },
  {
    name: 'a conflict is decided anew on the rows that were read before',
    file: 'lambdas/handlers/flows/resolve-group.ts',
    find: '    loaded = undefined;\n',
    replace: '    loaded = loaded && left === events ? loaded : undefined;\n',
    why: 'it conflicts for ever',
    by: 'stories',
  },
  {
    name: 'keys that were left unprocessed are not asked for again',
    file: 'lambdas/adapters/batch-get.ts',
    find: 'if (left.length === 0) return items;',
    replace: 'return items;',
    why: 'a known guest is taken for a new one',
    by: 'seeds',
  },
  {
    name: 'profiles are read without consistency',
    file: 'lambdas/adapters/batch-get.ts',
    find: 'ConsistentRead: true',
    replace: 'ConsistentRead: false',
    why: 'a guest who has just come is not found',
    by: 'watched',
  },
  {
    name: 'history is read without consistency',
    file: 'lambdas/adapters/event-query.ts',
    find: 'ConsistentRead: true,',
    replace: 'ConsistentRead: false,',
    why: 'a refold misses what has just been stored and counted',
    by: 'watched',
  },
  {
    name: 'a tombstone is not followed',
    file: 'lambdas/adapters/profile-store.ts',
    find: 'return record !== undefined && isTombstone(record) ? readLiving(record.mergedInto) : record;',
    replace: 'return record !== undefined && isTombstone(record) ? undefined : record;',
    why: 'a journey ends because its guest became another',
    by: 'seeds',
  },
  {
    name: 'what did not fit into a write is forgotten',
    file: 'domain/profile/plan-resolution.ts',
    find: 'rest: events.slice(taken),',
    replace: 'rest: [],',
    why: 'events are never counted',
    by: 'seeds',
  },
  {
    name: 'an event is put whatever stands',
    file: 'lambdas/adapters/event-store.ts',
    find: "ConditionExpression: 'attribute_not_exists(identifier)',\n",
    replace: '',
    why: 'a call that is made again moves its events in time',
    by: 'seeds',
  },
  {
    name: 'that an event could not be stored is swallowed',
    file: 'lambdas/handlers/flows/store-events.ts',
    find: 'if (!isRefusal(error)) throw error;\n      return [{ index, message, error }];',
    replace: 'return isRefusal(error) ? [{ index, message, error }] : [];',
    why: 'an event that was answered with success is lost',
    by: 'seeds',
  },
];

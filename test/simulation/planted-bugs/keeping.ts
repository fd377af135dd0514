import type { PlantedBug } from '../../support/simulation/plant-bug.ts';

const MEMBERS = 'lambdas/adapters/member-store.ts';

/** Who is in which segment, and how many. */
export const KEEPING_BUGS: readonly PlantedBug[] = [
  {
    name: 'a membership is written whatever stands',
    file: MEMBERS,
    find: "ConditionExpression: '#version = :before',",
    replace: "ConditionExpression: 'attribute_exists(profileId) OR #version = :before',",
    why: 'two readers count one change twice',
    by: 'seeds',
  },
  {
    name: 'a member who is known is counted again',
    file: MEMBERS,
    find: 'Number(change.since !== null) - Number(wasInside)',
    replace: 'Number(change.since !== null) - Number(change.since === null && wasInside)',
    why: 'a stay that is dated anew counts as another',
    by: 'seeds',
  },
  {
    name: 'who is merged away leaves no segment',
    file: 'domain/profile/join-people.ts',
    find: '  for (const [id, segments] of other.stored) survivor.stored.set(id, segments);\n',
    replace: '',
    why: 'a tombstone stays a member',
    by: 'seeds',
  },
  {
    name: 'the other one of a split is taken for stored',
    file: 'domain/profile/plan-split.ts',
    find: '          false,\n',
    replace: '          true,\n',
    why: 'who is a member on both sides is listed once',
    by: 'seeds',
  },
  {
    name: 'what changed is not said of tombstones',
    file: 'lambdas/adapters/profile-transaction.ts',
    find: 'putOfRecord(tables, record, [], changesOf(record))',
    replace: 'putOfRecord(tables, record, [])',
    why: 'a tombstone stays a member',
    by: 'seeds',
  },
];

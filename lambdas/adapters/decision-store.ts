import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { NotedRefusal } from '../../domain/campaign/contacts/note-refusal.ts';
import { type Decision, rowsOfSameStay } from '../../domain/campaign/journey/decision.ts';
import { fromAwsError } from './aws-error.ts';
import { batchGet } from './batch-get.ts';
import { encodeDelivery } from './delivery-record.ts';
import { encodeEvent } from './event-record.ts';
import { encodeJourney } from './journey-store.ts';
import { putOfRecord } from './profile-transaction.ts';
import type { Sleep } from './sleep.ts';

/**
 * `conflict`: somebody else wrote the profile or the journey; read again and decide anew. `repeated`: the same was decided
 * before, for this person or for one that merged into them.
 */
export type WriteResult = 'written' | 'conflict' | 'repeated';

export interface DecisionStore {
  /** Writes a decision as a whole or not at all. */
  write(decision: Decision): Promise<WriteResult>;
  /** Notes that a journey did not begin; where one of its name stands, it did before: `repeated`. */
  noteRefusal(note: NotedRefusal): Promise<WriteResult>;
}

interface Tables {
  readonly client: DynamoDBDocumentClient;
  readonly profilesTable: string;
  readonly journeysTable: string;
  readonly deliveriesTable: string;
  readonly eventsTable: string;
  readonly sleep?: Sleep;
}

type Part = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
/** What a part's failed condition means. */
type Meaning = Exclude<WriteResult, 'written'>;
interface AbsentRow {
  readonly table: string;
  readonly key: Record<string, string>;
  /** Whether it may stand if it says that nothing was sent. */
  readonly mayBeSuppressed: boolean;
}

/** What one transaction takes. */
const PARTS_A_TRANSACTION = 100;

/**
 * Profile, journey, ledger and the guest's new events in one transaction.
 *
 * A person who has had very many ids may need more checks than a transaction takes: the rest is read before. That is as
 * safe, because every decision about them also writes their profile, on whose version this one depends.
 */
export function createDecisionStore(tables: Tables): DecisionStore {
  return {
    write: (decision) =>
      writeUnless(tables, putsOf(tables, decision), absentRows(tables, decision), decision.profile.profileId),
    noteRefusal({ profile, journey, otherProfileIds }) {
      const put = [{ Put: putOfRecord(tables, profile, []) }, 'conflict'] as const;
      const absent = rowsOfJourney(tables, journey.journeyId, [journey.profileId, ...otherProfileIds]);
      return writeUnless(tables, [put], absent, profile.profileId);
    },
  };
}

/** Writes all of it, unless a row stands that may not. */
async function writeUnless(
  tables: Tables,
  puts: readonly (readonly [Part, Meaning])[],
  absent: readonly AbsentRow[],
  profileId: string,
): Promise<WriteResult> {
  const room = PARTS_A_TRANSACTION - puts.length;
  // A negative one would take from the other end, and look at nothing of what may not stand.
  if (room < 0) throw new Error(`${puts.length} parts are more than a transaction takes`);
  if (await anyExists(tables, absent.slice(room))) return 'repeated';
  const checks = absent.slice(0, room).map((row) => [checkOf(row), 'repeated'] as const);
  return transact(tables, [...puts, ...checks], profileId);
}

async function transact(
  { client }: Tables,
  parts: readonly (readonly [Part, Meaning])[],
  profileId: string,
): Promise<WriteResult> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: parts.map(([part]) => part) }));
    return 'written';
  } catch (error) {
    const failed = failedConditions(error).map((index) => parts[index]?.[1]);
    if (failed.includes('conflict')) return 'conflict';
    if (failed.includes('repeated')) return 'repeated';
    const known = fromAwsError(`decide on ${profileId}`, error);
    if (known.code === 'version-conflict') return 'conflict';
    throw known;
  }
}

/** Which parts' conditions did not hold, by their place in the transaction. */
function failedConditions(error: unknown): number[] {
  const reasons =
    (error as { CancellationReasons?: readonly { readonly Code?: string }[] }).CancellationReasons ?? [];
  return reasons.flatMap((reason, index) => (reason.Code === 'ConditionalCheckFailed' ? [index] : []));
}

function putsOf(tables: Tables, decision: Decision): (readonly [Part, Meaning])[] {
  const { profile, signals, journey, deliveries, events } = decision;
  const isNew = journey.revision === 1;
  return [
    [{ Put: putOfRecord(tables, profile, signals) }, 'conflict'],
    [{ Put: putOfJourney(tables, decision) }, isNew ? 'repeated' : 'conflict'],
    ...deliveries.map((delivery) => {
      const Item = encodeDelivery(delivery);
      const put = { TableName: tables.deliveriesTable, Item, ConditionExpression: IS_ABSENT };
      return [{ Put: put }, 'repeated'] as const;
    }),
    ...events.map((event) => {
      const put = { TableName: tables.eventsTable, Item: encodeEvent(event), ConditionExpression: IS_NEW };
      return [{ Put: put }, 'repeated'] as const;
    }),
  ];
}

const IS_ABSENT = 'attribute_not_exists(profileId)';
const IS_NEW = 'attribute_not_exists(identifier)';

function putOfJourney(tables: Tables, { journey }: Decision) {
  const put = { TableName: tables.journeysTable, Item: encodeJourney(journey) };
  if (journey.revision === 1) return { ...put, ConditionExpression: IS_ABSENT };
  return {
    ...put,
    ConditionExpression: 'revision = :before',
    ExpressionAttributeValues: { ':before': journey.revision - 1 },
  };
}

/** Where no journey of this name lies under another id, no ledger row of it does either. */
function absentRows(tables: Tables, decision: Decision): AbsentRow[] {
  const { journey, deliveries, otherProfileIds } = decision;
  const ofSameName =
    journey.revision === 1
      ? rowsOfJourney(tables, journey.journeyId, otherProfileIds)
      : otherProfileIds.flatMap((profileId) =>
          deliveries.map(({ deliveryId }) => ({
            table: tables.deliveriesTable,
            key: { profileId, deliveryId },
            mayBeSuppressed: false,
          })),
        );
  const ofSameStay = rowsOfSameStay(decision).map(({ profileId, deliveryId }) => ({
    table: tables.deliveriesTable,
    key: { profileId, deliveryId },
    mayBeSuppressed: true,
  }));
  return [...ofSameName, ...ofSameStay];
}

function rowsOfJourney(
  { journeysTable: table }: Tables,
  journeyId: string,
  profileIds: readonly string[],
): AbsentRow[] {
  return profileIds.map((profileId) => ({ table, key: { profileId, journeyId }, mayBeSuppressed: false }));
}

function checkOf({ table, key, mayBeSuppressed }: AbsentRow): Part {
  const check = { TableName: table, Key: key, ConditionExpression: IS_ABSENT };
  if (!mayBeSuppressed) return { ConditionCheck: check };
  return {
    ConditionCheck: {
      ...check,
      ConditionExpression: `${IS_ABSENT} OR #status = :suppressed`,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':suppressed': 'suppressed' },
    },
  };
}

async function anyExists({ client, sleep }: Tables, rows: readonly AbsentRow[]): Promise<boolean> {
  for (const { table, mayBeSuppressed, keys } of byKind(rows)) {
    const found = await batchGet(client, table, keys, sleep);
    if (found.some(({ status }) => !(mayBeSuppressed && status === 'suppressed'))) return true;
  }
  return false;
}

function byKind(rows: readonly AbsentRow[]) {
  const kinds = Map.groupBy(rows, ({ table, mayBeSuppressed }) => `${table} ${mayBeSuppressed}`);
  return [...kinds.values()].flatMap((kind) => {
    const [first] = kind;
    return first === undefined ? [] : [{ ...first, keys: kind.map(({ key }) => key) }];
  });
}

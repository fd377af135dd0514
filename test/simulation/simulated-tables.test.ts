import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningTables, startTables } from '../support/dynamodb-tables.ts';
import { SeededRandom } from '../support/simulation/seeded-random.ts';
import { SimulatedTables } from '../support/simulation/simulated-tables.ts';

const TableName = 'Deliveries';
const CALLS = 1_500;

let real: RunningTables;
beforeAll(async () => {
  real = await startTables(['Deliveries', 'Profiles']);
});
afterAll(() => real?.stop());

describe('simulated tables', () => {
  it('given the same random calls, then they answer, refuse and hold what DynamoDB does', async () => {
    const random = new SeededRandom(2026);
    const simulated = new SimulatedTables();
    for (let call = 0; call < CALLS; call += 1) {
      const command = randomCommand(random);
      const answers = { real: await askReal(command), simulated: await askSimulated(simulated, command) };
      expect(answers.simulated, `call ${call}: ${JSON.stringify(command.input)}`).toEqual(answers.real);
    }
  });

  it('given what no call may hold, then both refuse it', async () => {
    const Item = aRow(new SeededRandom(3));
    const twice = [{ Put: { TableName, Item } }, { Delete: { TableName, Key: keyOf(Item) } }];
    const many = Array.from({ length: 101 }, (_, index) => ({
      Put: { TableName, Item: { ...Item, deliveryId: `x${index}` } },
    }));
    const keys = Array.from({ length: 101 }, (_, index) => ({ ...keyOf(Item), deliveryId: `x${index}` }));
    const commands = [
      new TransactWriteCommand({ TransactItems: twice }),
      new TransactWriteCommand({ TransactItems: many }),
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys: keys } } }),
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [keyOf(Item), keyOf(Item)] } } }),
      new PutCommand({ TableName, Item: { ...Item, text: 'x'.repeat(400 * 1024) } }),
      new PutCommand({ TableName, Item: { ...Item, deliveryId: '' } }),
      new QueryCommand({
        TableName,
        IndexName: 'due',
        ConsistentRead: true,
        KeyConditionExpression: 'dueShard = :shard',
        ExpressionAttributeValues: { ':shard': 1 },
      }),
    ];
    for (const command of commands) {
      const refusal = { name: 'ValidationException', reasons: null };
      expect(await askReal(command as Command)).toEqual(refusal);
      expect(await askSimulated(new SimulatedTables(), command as Command)).toEqual(refusal);
    }
  });

  it('given more than a page takes, then both end it there and go on from its key', async () => {
    const simulated = new SimulatedTables();
    for (let row = 0; row < 5; row += 1) {
      const Item = { profileId: 'pages', deliveryId: `d${row}`, text: 'x'.repeat(300 * 1024) };
      await real.client.send(new PutCommand({ TableName, Item }));
      simulated.execute(new PutCommand({ TableName, Item }));
    }
    const query = {
      TableName,
      KeyConditionExpression: 'profileId = :p',
      ExpressionAttributeValues: { ':p': 'pages' },
    };
    const first = new QueryCommand(query);
    const answer = simulated.execute(first);
    expect(answer).toEqual(await describeAnswer(() => real.client.send(first)));
    const start = { ExclusiveStartKey: answer.LastEvaluatedKey as Record<string, string> };
    const next = new QueryCommand({ ...query, ...start });
    expect(simulated.execute(next)).toEqual(await describeAnswer(() => real.client.send(next)));
  });

  it('given an expression that they do not know, then they throw rather than guess', () => {
    const simulated = new SimulatedTables();
    const put = new PutCommand({
      TableName,
      Item: aRow(new SeededRandom(1)),
      ConditionExpression: 'contains(#status, :sent)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':sent': 'sent' },
    });
    expect(() => simulated.execute(put)).toThrow('the simulated tables');
    const update = new UpdateCommand({
      TableName,
      Key: aKey(new SeededRandom(1)),
      UpdateExpression: 'DELETE a :b',
    });
    expect(() => simulated.execute(update)).toThrow('the simulated tables');
  });

  it('given an item that was handed in or out, then changing it changes nothing that is stored', () => {
    const simulated = new SimulatedTables();
    const Item = { profileId: 'p', deliveryId: 'd', list: [{ status: 'requested' }] };
    simulated.execute(new PutCommand({ TableName, Item }));
    (Item.list[0] as { status: string }).status = 'sent';
    const get = new GetCommand({ TableName, Key: { profileId: 'p', deliveryId: 'd' } });
    const read = simulated.execute(get).Item as typeof Item;
    (read.list[0] as { status: string }).status = 'failed';
    expect(simulated.execute(get).Item).toMatchObject({ list: [{ status: 'requested' }] });
  });
});

type Command = ReturnType<typeof randomCommand>;

async function askReal(command: Command): Promise<unknown> {
  // biome-ignore lint/suspicious/noExplicitAny: the union of commands is wider than what send takes
  return describeAnswer(() => real.client.send(command as any), isUnordered(command));
}

function askSimulated(simulated: SimulatedTables, command: Command): Promise<unknown> {
  return describeAnswer(async () => simulated.execute(command), isUnordered(command));
}

/** What is the same in every answer; an error is its name and its reasons. */
async function describeAnswer(ask: () => Promise<object>, isAnyOrder = false): Promise<unknown> {
  try {
    const { $metadata: _, ConsumedCapacity: __, ...answer } = (await ask()) as Record<string, unknown>;
    return isAnyOrder ? withoutOrder(answer) : answer;
  } catch (error) {
    const { name, CancellationReasons } = error as {
      name: string;
      CancellationReasons?: { Code?: string }[];
    };
    return { name, reasons: CancellationReasons?.map(({ Code }) => Code) ?? null };
  }
}

/** A batch and a scan answer in no order, nor does the index where two are due at once. */
const isUnordered = (command: Command): boolean =>
  command instanceof BatchGetCommand ||
  command instanceof ScanCommand ||
  (command instanceof QueryCommand && command.input.IndexName !== undefined);

function withoutOrder({ Items, Responses, ...answer }: Record<string, unknown>): unknown {
  const sort = (items: unknown) =>
    (items as object[]).map((item) => JSON.stringify(Object.entries(item).sort())).sort();
  if (Responses === undefined) return { ...answer, items: sort(Items) };
  const tables = Object.entries(Responses as object).map(([table, items]) => [table, sort(items)]);
  return { ...answer, tables };
}

const STATUSES = ['requested', 'sending', 'sent'];
const names = { '#status': 'status' };

const aKey = (random: SeededRandom) => ({
  profileId: `p${random.below(3)}`,
  deliveryId: `d${random.below(4)}`,
});

const keyOf = ({ profileId, deliveryId }: Record<string, unknown>) => ({ profileId, deliveryId });

function aRow(random: SeededRandom): Record<string, unknown> {
  return {
    ...aKey(random),
    status: random.pick(STATUSES),
    ...(random.happens(0.5) ? { revision: random.below(3) } : {}),
    ...(random.happens(0.5) ? { refused: Array.from({ length: random.below(3) }, () => 'x') } : {}),
    ...(random.happens(0.5) ? { dueShard: random.below(2), dueAt: random.below(5) } : {}),
  };
}

interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

function aCondition(random: SeededRandom): Condition | Record<string, never> {
  const status = { ':a': random.pick(STATUSES), ':b': random.pick(STATUSES) };
  const number = { ':n': random.below(4) };
  return random.pick<() => Condition | Record<string, never>>([
    () => ({}),
    () => ({ ConditionExpression: 'attribute_not_exists(profileId)' }),
    () => ({ ConditionExpression: 'attribute_exists(revision)' }),
    () => ({ ConditionExpression: 'revision = :n', ExpressionAttributeValues: number }),
    () => ({ ConditionExpression: 'revision <> :n', ExpressionAttributeValues: number }),
    () => ({ ConditionExpression: 'NOT revision < :n', ExpressionAttributeValues: number }),
    () => ({
      ConditionExpression: 'revision BETWEEN :n AND :m',
      ExpressionAttributeValues: { ...number, ':m': 3 },
    }),
    () => ({ ConditionExpression: 'size(refused) >= :n', ExpressionAttributeValues: number }),
    () => ({
      ConditionExpression: '#status IN (:a, :b) AND (attribute_not_exists(dueAt) OR dueAt <= :n)',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ...status, ...number },
    }),
    () => ({
      ConditionExpression: 'begins_with(#status, :s) OR revision = :n AND NOT attribute_exists(dueAt)',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':s': 'sen', ...number },
    }),
    () => ({ ConditionExpression: 'revision = :n', ExpressionAttributeValues: { ':n': 'text' } }),
    () => ({ ConditionExpression: 'revision = :n', ExpressionAttributeValues: { ...number, ':idle': 1 } }),
    () => ({ ConditionExpression: 'revision = :missing', ExpressionAttributeValues: number }),
  ])();
}

function anUpdate(random: SeededRandom) {
  const values = { ':one': random.between(1, 3), ':text': random.pick(STATUSES) };
  return random.pick([
    { UpdateExpression: 'ADD failures :one', ExpressionAttributeValues: { ':one': values[':one'] } },
    {
      UpdateExpression: 'SET #status = :text ADD failures :one REMOVE dueShard, dueAt',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
    {
      UpdateExpression: 'SET revision = if_not_exists(revision, :one)',
      ExpressionAttributeValues: { ':one': values[':one'] },
    },
    { UpdateExpression: 'REMOVE refused, failures' },
  ]);
}

/** Of what may not be there: that is refused. */
function aSum(random: SeededRandom) {
  return {
    UpdateExpression: 'SET revision = revision + :one',
    ExpressionAttributeValues: { ':one': random.between(1, 3) },
  };
}

function aPart(random: SeededRandom) {
  const condition = aCondition(random);
  return random.pick([
    { Put: { TableName, Item: aRow(random), ...condition } },
    { Put: { TableName, Item: aRow(random), ...condition } },
    { Delete: { TableName, Key: aKey(random), ...condition } },
    { Update: { TableName, Key: aKey(random), ...anUpdate(random) } },
    {
      ConditionCheck: {
        TableName,
        Key: aKey(random),
        ConditionExpression: 'attribute_not_exists(profileId) OR #status = :sent',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':sent': 'sent' },
      },
    },
  ] as NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>);
}

type Part = ReturnType<typeof aPart>;

/** Of two parts about one item the first: DynamoDB Local looks for such only when all conditions hold. */
function oneAnItem(parts: readonly Part[]): Part[] {
  const itemOf = ({ Put, Update, Delete, ConditionCheck }: Part) => {
    const { profileId, deliveryId } = Put?.Item ?? (Update ?? Delete ?? ConditionCheck)?.Key ?? {};
    return `${profileId} ${deliveryId}`;
  };
  return [...new Map(parts.toReversed().map((part) => [itemOf(part), part])).values()];
}

function randomCommand(random: SeededRandom) {
  const several = <T>(make: () => T) => Array.from({ length: random.between(1, 3) }, make);
  return random.pick([
    () => new PutCommand({ TableName, Item: aRow(random), ...aCondition(random) }),
    () => new PutCommand({ TableName, Item: aRow(random), ...aCondition(random) }),
    () => new GetCommand({ TableName, Key: aKey(random), ConsistentRead: true }),
    () => new DeleteCommand({ TableName, Key: aKey(random), ...aCondition(random) }),
    () =>
      new UpdateCommand({
        TableName,
        Key: aKey(random),
        ReturnValues: random.pick(['ALL_NEW', 'NONE', 'UPDATED_NEW', 'UPDATED_OLD'] as const),
        ...(random.happens(0.8) ? anUpdate(random) : aSum(random)),
      }),
    () => new BatchGetCommand({ RequestItems: { [TableName]: { Keys: several(() => aKey(random)) } } }),
    () => new TransactWriteCommand({ TransactItems: oneAnItem(several(() => aPart(random))) }),
    () => aQuery(random),
    () => anIndexQuery(random),
    () => new ScanCommand({ TableName, FilterExpression: 'attribute_exists(revision)' }),
  ])();
}

function aQuery(random: SeededRandom) {
  const profileId = `p${random.below(3)}`;
  const deliveryId = `d${random.below(4)}`;
  const common = {
    TableName,
    ScanIndexForward: random.happens(0.7),
    ...(random.happens(0.5) ? { Limit: random.between(1, 3) } : {}),
  };
  if (random.happens(0.4)) {
    return new QueryCommand({
      ...common,
      KeyConditionExpression: 'profileId = :p',
      ExpressionAttributeValues: { ':p': profileId },
      ...(random.happens(0.5) ? { ExclusiveStartKey: { profileId, deliveryId } } : {}),
    });
  }
  const isBetween = random.happens(0.3);
  const other = random.pick([
    'profileId = :p AND deliveryId > :d',
    'profileId = :p AND begins_with(deliveryId, :d)',
  ]);
  return new QueryCommand({
    // At the end of BETWEEN, DynamoDB Local names no next key: the real one may.
    ...(isBetween ? { TableName } : common),
    KeyConditionExpression: isBetween ? 'profileId = :p AND deliveryId BETWEEN :d AND :e' : other,
    ExpressionAttributeValues: { ':p': profileId, ':d': deliveryId, ...(isBetween ? { ':e': 'd9' } : {}) },
  });
}

function anIndexQuery(random: SeededRandom) {
  return new QueryCommand({
    TableName,
    IndexName: 'due',
    KeyConditionExpression: 'dueShard = :shard AND dueAt <= :now',
    ExpressionAttributeValues: { ':shard': random.below(2), ':now': random.below(5) },
  });
}

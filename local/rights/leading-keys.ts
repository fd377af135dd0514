/** The name of a table's partition key. */
export type PartitionKeyOf = (tableName: string) => string | undefined;

/** As DynamoDB writes it: `{ S: 'key' }`. */
type Value = Readonly<Record<string, unknown>>;
type Attributes = Readonly<Record<string, Value>>;

/** What of a call, or of a part of one, names items. */
interface Keyed {
  readonly IndexName?: string;
  readonly Key?: Attributes;
  readonly Item?: Attributes;
  readonly Keys?: readonly Attributes[];
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Attributes;
}

/**
 * The partition keys of the items that a call touches: `dynamodb:LeadingKeys` of IAM's conditions.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 * @returns none where they cannot be told, as of an index
 */
export function leadingKeysOf(part: Keyed, partitionKey: string | undefined): string[] {
  if (partitionKey === undefined || part.IndexName !== undefined) return [];
  const items = [part.Key, part.Item, ...(part.Keys ?? [])];
  const values = [...items.map((item) => item?.[partitionKey]), ...queriedKeys(part, partitionKey)];
  return values.flatMap((value) => (value === undefined ? [] : String(Object.values(value)[0])));
}

function queriedKeys(part: Keyed, partitionKey: string): (Value | undefined)[] {
  const { KeyConditionExpression = '', ExpressionAttributeNames: names = {} } = part;
  return [...KeyConditionExpression.matchAll(/(#?\w+)\s*=\s*(:\w+)/g)]
    .filter(([, name = '']) => (names[name] ?? name) === partitionKey)
    .map(([, , value = '']) => part.ExpressionAttributeValues?.[value]);
}

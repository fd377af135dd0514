import { createHash } from 'node:crypto';
import type { QueryCommandInput, ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import { DUE_AT, DUE_SHARD } from '../../../lambdas/contract/tables.ts';
import { validationError } from './aws-failures.ts';
import { conditionOf, holds, nameOf, operandOf, orderOf, type Substitutes } from './evaluate-expression.ts';
import type { ConditionNode } from './expression-parser.ts';
import { copyValue, type Item, sizeOfItem } from './item-values.ts';
import type { SimulatedTable } from './simulated-table.ts';

/** What one page takes, before any filter. */
const PAGE_BYTES = 1024 * 1024;

/** What one Query answers: of a partition of the table, or of a shard of its sparse index. */
export function queryTable(table: SimulatedTable, input: QueryCommandInput): Record<string, unknown> {
  const { KeyConditionExpression = '', IndexName, ConsistentRead } = input;
  if (IndexName !== undefined && ConsistentRead === true)
    throw validationError('Consistent reads are not supported on global secondary indexes');
  const isIndex = IndexName !== undefined;
  const keyName = isIndex ? DUE_SHARD : (table.keyNames[0] as string);
  const partition = partitionOf(conditionOf(KeyConditionExpression), keyName, input);
  const all = isIndex ? table.due(partition as number) : table.partition(partition as string);
  const start = input.ExclusiveStartKey;
  if (start !== undefined && !holds(KeyConditionExpression, start, input))
    throw validationError('The provided starting key is outside query boundaries');
  const matching = all.filter((item) => holds(KeyConditionExpression, item, input));
  const ordered = input.ScanIndexForward === false ? matching.reverse() : matching;
  const keyOf = (item: Item) => (isIndex ? table.indexKeyOf(item) : table.keyOf(item));
  return pageOf(ordered, keyOf, input);
}

/** What one Scan answers: of the whole table, or of one of so many segments. */
export function scanTable(table: SimulatedTable, input: ScanCommandInput): Record<string, unknown> {
  if (input.IndexName !== undefined) throw new Error('the simulated tables scan no index');
  const { Segment, TotalSegments = 1 } = input;
  const items = table
    .all()
    .filter((item) => Segment === undefined || segmentOf(table.keyOf(item), TotalSegments) === Segment);
  return pageOf(items, (item) => table.keyOf(item), input);
}

function segmentOf(key: Item, total: number): number {
  return createHash('sha256').update(JSON.stringify(key)).digest().readUInt16BE(0) % total;
}

/** The value that the condition wants of the partition key. */
function partitionOf(node: ConditionNode, keyName: string, substitutes: Substitutes): unknown {
  if (node.kind === 'and')
    return partitionOf(node.of[0], keyName, substitutes) ?? partitionOf(node.of[1], keyName, substitutes);
  if (node.kind !== 'compare' || node.operator !== '=' || node.left.kind !== 'path') return undefined;
  const [name = ''] = node.left.path;
  return nameOf(name, substitutes) === keyName ? operandOf(node.right, {}, substitutes) : undefined;
}

interface Paging extends Substitutes {
  readonly ExclusiveStartKey?: Item | undefined;
  readonly Limit?: number | undefined;
  readonly ScanIndexForward?: boolean | undefined;
  readonly FilterExpression?: string | undefined;
  readonly ProjectionExpression?: string | undefined;
}

/** A page ends at the limit or at a megabyte, whatever the filter lets through; it names where the next begins. */
function pageOf(all: readonly Item[], keyOf: (item: Item) => Item, input: Paging): Record<string, unknown> {
  const start = input.ExclusiveStartKey === undefined ? 0 : placeAfter(all, keyOf, input);
  const page: Item[] = [];
  let bytes = 0;
  for (const item of all.slice(start)) {
    if (page.length >= (input.Limit ?? Number.POSITIVE_INFINITY) || bytes > PAGE_BYTES) break;
    bytes += sizeOfItem(item);
    page.push(item);
  }
  const last = page.at(-1);
  // Like the real one, a page that was filled exactly names a key though nothing may follow.
  const isFull = page.length === input.Limit || start + page.length < all.length;
  const { FilterExpression } = input;
  const Items = page
    .filter((item) => FilterExpression === undefined || holds(FilterExpression, item, input))
    .map((item) => project(copyValue(item), input));
  const next = isFull && last !== undefined ? { LastEvaluatedKey: copyValue(keyOf(last)) } : {};
  return { Items, Count: Items.length, ScannedCount: page.length, ...next };
}

/** The key need not be there any more: then the page begins where it would stand. */
function placeAfter(
  all: readonly Item[],
  keyOf: (item: Item) => Item,
  { ExclusiveStartKey: start = {}, ScanIndexForward = true }: Paging,
): number {
  const direction = ScanIndexForward ? 1 : -1;
  const place = all.findIndex((item) => compareKeys(keyOf(item), start) * direction > 0);
  return place < 0 ? all.length : place;
}

/** In the order of a page: in the index by the moment first. */
function compareKeys(one: Item, other: Item): number {
  for (const name of [DUE_AT, ...Object.keys(one)]) {
    const order = orderOf(one[name], other[name]) ?? 0;
    if (order !== 0) return order;
  }
  return 0;
}

function project(item: Item, input: Paging): Item {
  if (input.ProjectionExpression === undefined) return item;
  const names = input.ProjectionExpression.split(',').map((name) => nameOf(name.trim(), input));
  return Object.fromEntries(names.filter((name) => name in item).map((name) => [name, item[name]]));
}

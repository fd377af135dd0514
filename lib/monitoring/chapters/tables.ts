import { Stack } from 'aws-cdk-lib';
import type { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import type { TableName } from '../../../lambdas/contract/tables.ts';
import type { DataTable } from '../../constructs/data-table.ts';
import { FIVE_MINUTES, sumOf } from '../measures.ts';
import type { Graph } from '../story.ts';
import type { Watch } from '../watch.ts';
import type { Watched } from '../watched.ts';

/** Tables that turn calls away: more comes for one key, or all at once, than a partition takes. */
export function throttledTables({ observed, thresholds }: Watched): Graph {
  return {
    title: 'Calls that a table turned away',
    watches: observed.tables.map((table): Watch => {
      const name = table.node.id;
      return {
        name: `table-throttled-${name.toLowerCase()}`,
        runbook: 'table-throttled',
        severity: 'look',
        says: `The table ${name}, or an index of it, turns calls away: what needs it is late.`,
        metric: sumOf(name, throttlesOf(table)),
        threshold: thresholds.tableThrottles,
        inARow: 3,
      };
    }),
  };
}

/** A table's own figures leave out its indexes; where an index turns a write away, so does its table. */
function throttlesOf(table: DataTable) {
  const { tableName: TableName } = table;
  const places = [
    { TableName },
    ...indexesOf(table).map((GlobalSecondaryIndexName) => ({ TableName, GlobalSecondaryIndexName })),
  ];
  return places.flatMap((dimensionsMap) =>
    ['ReadThrottleEvents', 'WriteThrottleEvents'].map((name) =>
      table.metric(name, { statistic: 'Sum', period: FIVE_MINUTES, dimensionsMap }),
    ),
  );
}

/** The names of its indexes. */
export function indexesOf(table: DataTable): string[] {
  const { globalSecondaryIndexes } = table.node.defaultChild as CfnTable;
  const indexes = (Stack.of(table).resolve(globalSecondaryIndexes) ?? []) as { readonly indexName: string }[];
  return indexes.map(({ indexName }) => indexName);
}

/** Calls that events and messages make on their way. */
const ON_THE_WAY: readonly (readonly [TableName, string])[] = [
  ['Config', 'GetItem'],
  ['Events', 'PutItem'],
  ['Identities', 'BatchGetItem'],
  ['Profiles', 'BatchGetItem'],
  ['Profiles', 'PutItem'],
  ['Deliveries', 'UpdateItem'],
];

/** DynamoDB's own faults. It tells them by table and operation, which are too many for one alarm: these stand for the others. */
export function tablesThatFail({ observed }: Watched): Graph {
  const faults = ON_THE_WAY.flatMap(([name, Operation]) =>
    observed.tables
      .filter(({ node }) => node.id === name)
      .map((table) =>
        table.metric('SystemErrors', {
          statistic: 'Sum',
          period: FIVE_MINUTES,
          dimensionsMap: { TableName: table.tableName, Operation },
        }),
      ),
  );
  return {
    title: 'Faults of DynamoDB on the way of events and messages',
    watches: [
      {
        name: 'tables-failing',
        runbook: 'tables-failing',
        severity: 'look',
        says: 'DynamoDB answers with faults of its own.',
        metric: sumOf('faults', faults),
        threshold: FEW_FAULTS,
        inARow: 3,
      },
    ],
  };
}

/** In five minutes; the SDK tries again by itself. */
const FEW_FAULTS = 10;

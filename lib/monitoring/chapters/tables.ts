import { FIVE_MINUTES, query, sumOf } from '../measures.ts';
import type { Graph } from '../story.ts';
import type { Watch } from '../watch.ts';
import type { Watched } from '../watched.ts';

/** Tables that turn calls away: more comes for one key, or all at once, than a partition takes. */
export function throttledTables({ observed, thresholds }: Watched): Graph {
  return {
    title: 'Calls that a table turned away',
    watches: observed.tables.map((table): Watch => {
      const name = table.node.id;
      const throttles = (metricName: string) =>
        table.metric(metricName, { statistic: 'Sum', period: FIVE_MINUTES });
      return {
        name: `table-throttled-${name.toLowerCase()}`,
        runbook: 'table-throttled',
        severity: 'look',
        says: `The table ${name} turns calls away: what needs it is late.`,
        metric: sumOf(name, [throttles('ReadThrottleEvents'), throttles('WriteThrottleEvents')]),
        threshold: thresholds.tableThrottles,
        inARow: 3,
      };
    }),
  };
}

/** DynamoDB's own faults, whichever table and operation they meet. */
export function tablesThatFail(): Graph {
  return {
    title: 'Faults of DynamoDB, in the whole region of the account',
    watches: [
      {
        name: 'tables-failing',
        runbook: 'tables-failing',
        severity: 'look',
        says: 'DynamoDB answers with faults of its own.',
        metric: query(
          'SELECT SUM("SystemErrors") FROM SCHEMA("AWS/DynamoDB", "Operation", "TableName")',
          'faults',
        ),
        threshold: FEW_FAULTS,
        inARow: 3,
      },
    ],
  };
}

/** In five minutes; the SDK tries again by itself. */
const FEW_FAULTS = 10;

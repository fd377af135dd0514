import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../../../lambdas/contract/metrics.ts';
import prices from '../../../lambdas/contract/prices.json' with { type: 'json' };
import type { DataTable } from '../../constructs/data-table.ts';
import { FUNCTION_SETTINGS } from '../../constructs/function-settings.ts';
import { calculate, HOUR, numbered, ownMetric } from '../measures.ts';
import type { Observed } from '../observed.ts';
import type { Chapter } from '../story.ts';
import type { Watched } from '../watched.ts';
import { indexesOf } from './tables.ts';

const MILLION = 1_000_000;
const hourly = { statistic: 'Sum', period: HOUR };
const MEGABYTES_A_GIGABYTE = 1_024;
const MILLISECONDS_A_SECOND = 1_000;
const HOURS_A_MONTH = 730;
/** At four times its pace a month's budget is gone in a week. A busy evening is twice the mean of a month. */
const PACE = 4;
/** A month's budget in less than a day: no campaign, but a key in somebody else's hands. */
const FLOOD_PACE = 40;
/** Tables and functions that nearly all of the bill is for: an alarm takes ten metrics. */
const WRITTEN = ['Events', 'Profiles', 'Identities', 'Deliveries'];
const READ = ['Profiles'];
const RUNNING = ['collect', 'resolve', 'announce'];
/** Drawn, but in no alarm: journeys, what is written to indexes, and the histories that refold reads. */
const ALSO_WRITTEN = ['Journeys'];
const ALSO_READ = ['Events'];

/** Something that is paid for. */
interface Cost {
  readonly metric: Metric;
  readonly dollarsPerUnit: number;
}

/** What does it cost? */
export function costing(watched: Watched): Chapter {
  const costs = greatestCosts(watched);
  return {
    title: '6 · Costing',
    question: `What does it cost? An estimate at list prices of ${prices.date} in ${prices.region}, of the greatest costs alone; the bill is right.`,
    graphs: [
      {
        title: 'Dollars an hour',
        isStacked: true,
        shows: costs.map((cost) => dollars(cost.metric.label ?? cost.metric.metricName, [cost])),
      },
      {
        title: 'Dollars an hour that the alarms leave out',
        isStacked: true,
        shows: lesserCosts(watched).map((cost) => dollars(cost.metric.label ?? '', [cost])),
      },
      {
        title: 'Dollars an hour, together',
        watches: [
          {
            name: 'spend',
            runbook: 'spend',
            severity: 'look',
            says: `At this pace the budget of a month, ${watched.budgetPerMonth} dollars, is gone in a week.`,
            metric: dollars('all of these', costs),
            threshold: (PACE * watched.budgetPerMonth) / HOURS_A_MONTH,
            inARow: 3,
          },
          {
            name: 'spend-fast',
            runbook: 'spend-fast',
            severity: 'page',
            says: `At the pace of this hour the budget of a month, ${watched.budgetPerMonth} dollars, is gone in less than a day.`,
            metric: dollars('within one hour', costs),
            threshold: (FLOOD_PACE * watched.budgetPerMonth) / HOURS_A_MONTH,
            inARow: 1,
          },
        ],
      },
    ],
  };
}

function greatestCosts({ stage, observed }: Watched): Cost[] {
  const { perMillion } = prices;
  const running = observed.functions.filter(({ shortName }) => RUNNING.includes(shortName));
  return [
    {
      metric: observed.api.metricCount({ ...hourly, label: 'requests' }),
      // Each is also an invocation.
      dollarsPerUnit: (perMillion.httpApiRequests + perMillion.lambdaRequests) / MILLION,
    },
    ...namedTables(observed, WRITTEN).map((table) => written(table)),
    ...namedTables(observed, READ).map(readFrom),
    ...running.map((fn) => ({
      metric: fn.metricDuration({ ...hourly, label: fn.shortName }),
      dollarsPerUnit:
        (prices.lambdaArmGigabyteSecond * FUNCTION_SETTINGS[fn.shortName].memoryMegabytes) /
        MEGABYTES_A_GIGABYTE /
        MILLISECONDS_A_SECOND,
    })),
    {
      metric: ownMetric(stage, METRICS.messagesSent, {
        dimensions: { channel: 'email' },
        period: HOUR,
        label: 'emails',
      }),
      dollarsPerUnit: perMillion.sesMessages / MILLION,
    },
  ];
}

/** Not those of text messages: SNS tells them itself (`sms-spend`). */
function lesserCosts({ observed }: Watched): Cost[] {
  return [
    ...namedTables(observed, ALSO_WRITTEN).map((table) => written(table)),
    ...observed.tables.flatMap((table) => indexesOf(table).map((index) => written(table, index))),
    ...namedTables(observed, ALSO_READ).map(readFrom),
  ];
}

const namedTables = ({ tables }: Observed, names: readonly string[]) =>
  tables.filter(({ node }) => names.includes(node.id));

/** A table's own figure leaves out its indexes. */
function written(table: DataTable, index?: string): Cost {
  const { tableName: TableName, node } = table;
  return {
    metric: table.metric('ConsumedWriteCapacityUnits', {
      ...hourly,
      label: index === undefined ? `${node.id}, written` : `${node.id}, index ${index}`,
      dimensionsMap: { TableName, ...(index !== undefined && { GlobalSecondaryIndexName: index }) },
    }),
    dollarsPerUnit: prices.perMillion.dynamodbWriteUnits / MILLION,
  };
}

function readFrom(table: DataTable): Cost {
  return {
    metric: table.metricConsumedReadCapacityUnits({ ...hourly, label: `${table.node.id}, read` }),
    dollarsPerUnit: prices.perMillion.dynamodbReadUnits / MILLION,
  };
}

function dollars(label: string, costs: readonly Cost[]) {
  const using = numbered(
    label,
    costs.map(({ metric }) => metric),
  );
  const ids = Object.keys(using);
  const parts = costs.map(({ dollarsPerUnit }, index) => `${ids[index]} * ${dollarsPerUnit.toFixed(12)}`);
  return calculate(label, `SUM([${parts.join(', ')}])`, using, HOUR);
}

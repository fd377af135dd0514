import { type Alarm, type MetricQuery, metricOf, type WatchedMetric } from './alarms-of.ts';

/** How often something is counted in an hour; undefined where CloudWatch has no figure. */
export type HourlyFigures = (metric: WatchedMetric) => number | undefined;

const SECONDS_AN_HOUR = 3_600;
/** CloudWatch's functions, where undefined is a figure that is missing. */
const FUNCTIONS = {
  IF: (condition: unknown, yes: unknown, no: unknown) => (condition ? yes : no),
  SUM: (all: readonly (number | undefined)[]) => knownOf(all).reduce((sum, each) => sum + each, 0),
  MAX: (all: readonly (number | undefined)[]) => Math.max(...knownOf(all)),
  FILL: (value: number | undefined, other: number) => value ?? other,
};

/** Whether looks that all find these figures make the alarm tell; one that has no figure, or asks a query, does not. */
export function tells({ properties }: Alarm, figures: HourlyFigures): boolean {
  const value = figureOf(properties, figures);
  if (value === undefined || Number.isNaN(value)) return false;
  const threshold = Number(properties.Threshold);
  return properties.ComparisonOperator === 'LessThanThreshold' ? value < threshold : value >= threshold;
}

function figureOf(properties: Alarm['properties'], figures: HourlyFigures): number | undefined {
  const queries = properties.Metrics as readonly MetricQuery[] | undefined;
  if (queries === undefined) return scaled(figures(metricOf(properties as never)), Number(properties.Period));
  const [told] = queries.filter(({ ReturnData }) => ReturnData !== false);
  const known = queries.flatMap(({ Id, MetricStat }) =>
    MetricStat === undefined
      ? []
      : [[Id, scaled(figures(metricOf(MetricStat.Metric)), MetricStat.Period)] as const],
  );
  const expression = told?.Expression ?? told?.Id ?? '';
  if (expression.startsWith('SELECT')) return undefined;
  const names = [...Object.keys(FUNCTIONS), ...known.map(([id]) => id)];
  const values = [...Object.values(FUNCTIONS), ...known.map(([, value]) => value)];
  return new Function(...names, `return ${expression.replaceAll(' AND ', ' && ')}`)(...values);
}

const scaled = (anHour: number | undefined, seconds: number) =>
  anHour === undefined ? undefined : (anHour * seconds) / SECONDS_AN_HOUR;

const knownOf = (all: readonly (number | undefined)[]) =>
  all.filter((each) => each !== undefined && !Number.isNaN(each)) as number[];

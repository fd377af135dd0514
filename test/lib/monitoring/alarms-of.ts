import type { Template } from 'aws-cdk-lib/assertions';
import { resourcesOf } from '../synthesized-app.ts';

/** A metric as a template names it; the values of dimensions may be references. */
export interface WatchedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

export interface Alarm {
  readonly name: string;
  readonly description: string;
  /** All of them, also those that a query of Metrics Insights names. */
  readonly metrics: readonly WatchedMetric[];
  readonly properties: Readonly<Record<string, unknown>>;
}

interface MetricProperties {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

export interface MetricQuery {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: { readonly Metric: MetricProperties; readonly Period: number };
  readonly ReturnData?: boolean;
}

/** The alarms of a template. */
export function alarmsOf(template: Template): Alarm[] {
  return resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => ({
    name: String(Properties.AlarmName),
    description: String(Properties.AlarmDescription),
    metrics: metricsOf(Properties),
    properties: Properties,
  }));
}

function metricsOf(properties: Readonly<Record<string, unknown>>): WatchedMetric[] {
  const queries = properties.Metrics as readonly MetricQuery[] | undefined;
  if (queries === undefined) return [metricOf(properties as unknown as MetricProperties)];
  return queries.flatMap(({ MetricStat, Expression }) => {
    if (MetricStat !== undefined) return [metricOf(MetricStat.Metric)];
    return readQuery(Expression ?? '');
  });
}

/** A metric as the other tests name it. */
export function metricOf({ Namespace, MetricName, Dimensions = [] }: MetricProperties): WatchedMetric {
  const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  return { namespace: Namespace, name: MetricName, dimensions };
}

/** `SELECT SUM("Name") FROM SCHEMA("Namespace", "dimension", …) …`. */
function readQuery(expression: string): WatchedMetric[] {
  const [, name = '', schema = ''] = /^SELECT SUM\("(\w+)"\) FROM SCHEMA\(([^)]*)\)/.exec(expression) ?? [];
  if (name === '') return [];
  const [namespace = '', ...dimensions] = schema.split(', ').map((part) => part.replaceAll('"', ''));
  return [{ namespace, name, dimensions: Object.fromEntries(dimensions.map((each) => [each, 'any'])) }];
}

/** The logical id that a reference is to. */
export function referredTo(value: unknown): string {
  const reference = value as { readonly Ref?: string; readonly 'Fn::GetAtt'?: readonly [string, string] };
  return reference?.Ref ?? reference?.['Fn::GetAtt']?.[0] ?? '';
}

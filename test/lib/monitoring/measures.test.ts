import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, test } from 'vitest';
import { METRIC_NAMESPACE, METRICS } from '../../../lambdas/contract/metrics.ts';
import { calculate, sumOverAll } from '../../../lib/monitoring/measures.ts';
import { resourcesOf, synthesizeApp } from '../synthesized-app.ts';
import { alarmsOf } from './alarms-of.ts';

const LAMBDAS_FOLDER = join(import.meta.dirname, '../../../lambdas');
const { service } = synthesizeApp();

const isOfStage = ({ dimensions }: { readonly dimensions: Readonly<Record<string, unknown>> }) =>
  Object.hasOwn(dimensions, 'stage');
const own = alarmsOf(service)
  .flatMap(({ metrics }) => metrics)
  .filter(({ namespace }) => namespace === METRIC_NAMESPACE);
const written = own.filter(isOfStage);

interface Transformation {
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Key: string }[];
}

/** What the API's log is counted for. */
const counted = resourcesOf(service, 'AWS::Logs::MetricFilter').flatMap(
  ([, { Properties }]) => Properties.MetricTransformations as readonly Transformation[],
);

/** What stands beside the stage, as the contract says of each. */
const BESIDE_THE_STAGE: Readonly<Record<string, readonly string[]>> = {
  [METRICS.keyRefusals]: ['reason'],
  [METRICS.recordsQuarantined]: ['function'],
  [METRICS.messagesSent]: ['channel'],
  [METRICS.messagesFailed]: ['channel'],
  [METRICS.messagesUnknown]: ['channel'],
};

/** The source of every function, without the contract. */
function sources(): string {
  const files = readdirSync(LAMBDAS_FOLDER, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.startsWith('contract'))
    .map((file) => readFileSync(join(LAMBDAS_FOLDER, file), 'utf8'))
    .join('\n');
}

describe('metrics of our own', () => {
  test.each(written.map((metric) => [metric.name, metric]))(
    '%s is watched as functions write it',
    (name, metric) => {
      const [key] = Object.entries(METRICS).find(([, value]) => value === name) ?? [];

      expect(sources()).toContain(`METRICS.${key}`);
      expect(Object.keys(metric.dimensions).toSorted()).toEqual(
        [...(BESIDE_THE_STAGE[name] ?? []), 'stage'].toSorted(),
      );
    },
  );

  test.each(Object.values(METRICS))('%s is on the dashboard', (name) => {
    const [[, dashboard] = []] = resourcesOf(service, 'AWS::CloudWatch::Dashboard');

    expect(JSON.stringify(dashboard?.Properties.DashboardBody).includes(name)).toBe(true);
  });

  test('those that no function writes are counted in the API’s log', () => {
    const others = own.filter((metric) => !isOfStage(metric));

    expect(others.map(({ name, dimensions }) => [name, Object.keys(dimensions)])).toEqual(
      expect.arrayContaining(
        counted.map(({ MetricName, Dimensions }) => [MetricName, Dimensions.map(({ Key }) => Key)]),
      ),
    );
    expect(new Set(others.map(({ name }) => name))).toEqual(
      new Set(counted.map(({ MetricName }) => MetricName)),
    );
  });

  test('an answer of 501 is no failure: it says that something is not built yet', () => {
    service.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '{ $.status = "5*" && $.status != "501" }',
    });
  });
});

describe('a sum over all values of a dimension', () => {
  test('names the dimensions, of which one is given', () => {
    expect(sumOverAll('prod', METRICS.keyRefusals, 'reason').expression).toBe(
      `SELECT SUM("KeyRefusals") FROM SCHEMA("Maitred", "reason", "stage") WHERE "stage" = 'prod'`,
    );
  });

  test('leaves one value out where it is asked to', () => {
    expect(sumOverAll('prod', METRICS.recordsQuarantined, 'function', 'collect').expression).toMatch(
      / AND "function" != 'collect'$/,
    );
  });
});

describe('a calculation', () => {
  test('of more metrics than an alarm takes is refused', () => {
    const metrics = Object.fromEntries(
      Array.from({ length: 11 }, (_, index) => [
        `m${index}`,
        new Metric({ namespace: 'Any', metricName: `M${index}` }),
      ]),
    );

    expect(() => calculate('all', 'm0', metrics)).toThrow('an alarm watches 10 metrics at most');
  });
});

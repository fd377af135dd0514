import prices from '../../lambdas/contract/prices.json' with { type: 'json' };
import { DUE_SHARDS } from '../../lambdas/contract/tables.ts';
import { FUNCTION_SETTINGS } from '../../lib/constructs/function-settings.ts';
import { synthesize } from '../../local/boot/synthesize.ts';
import { LAMBDA_LOG_BYTES } from '../../local/cost/log-bytes.ts';
import { priceParts } from '../../local/cost/price-parts.ts';
import { readModel } from '../../local/template/read-model.ts';
import { readTemplates } from '../../local/template/read-templates.ts';
import type { StackTemplate, TemplateResource } from '../../local/template/template.ts';
import { ASSUMED, gigabyteSecondsOf } from './lambda-time.ts';

/** Events, their freshness, one channel, and failures of a few kinds, once anything comes. */
export const OWN_METRICS = 10;
const MINUTES_A_MONTH = 43_800;
/** Lambda asks an empty queue with five long polls of 20 seconds at once. */
const EMPTY_POLLS_A_MINUTE = 15;
/** wake sends ten jobs a call. */
const JOBS_A_CALL = 10;
/** due asks three indexes, eventually consistent, and finds nothing. */
const LOOKS_A_JOB = 3;
const READ_UNITS_A_LOOK = 0.5;
/** Of either function where there is nothing to do; next to their waits it hardly counts. */
const PROCESSOR_MILLISECONDS = 2;

/** Dollars a month of a stage to which nothing comes, by what is billed. */
export async function priceIdleMonth(): Promise<Readonly<Record<string, number>>> {
  return priceResting(readTemplates(await synthesize()));
}

/** The same of a stage's templates. */
export function priceResting(templates: readonly StackTemplate[]): Readonly<Record<string, number>> {
  const model = readModel(templates, { awsUrl: 'http://127.0.0.1', publicUrl: 'http://localhost' });
  const resources = templates.flatMap((template) => Object.values(template.resources));
  const count = (type: string) => resources.filter(({ Type }) => Type === type).length;
  const jobsABatch = model.queueMappings.find(({ fn }) => fn.name === 'due')?.batchSize ?? 1;
  const { sqs = 0, ...minute } = priceParts([aMinute(DUE_SHARDS / jobsABatch)]);
  const polls =
    model.queueMappings.length * EMPTY_POLLS_A_MINUTE * (prices.perMillion.sqsRequests / 1_000_000);
  return {
    alarms: alarmMetrics(resources) * prices.perMonth.alarmMetric,
    dashboards: count('AWS::CloudWatch::Dashboard') * prices.perMonth.dashboard,
    secrets: count('AWS::SecretsManager::Secret') * prices.perMonth.secret,
    keys: count('AWS::KMS::Key') * prices.perMonth.key,
    polls: polls * MINUTES_A_MONTH,
    'due: sqs': sqs * MINUTES_A_MONTH,
    ...Object.fromEntries(
      Object.entries(minute).flatMap(([name, dollars]) =>
        dollars > 0 ? [[`due: ${name}`, dollars * MINUTES_A_MONTH]] : [],
      ),
    ),
  };
}

/** wake and due in a minute in which nothing is due. */
function aMinute(dueBatches: number) {
  const calls = Math.ceil(DUE_SHARDS / JOBS_A_CALL);
  const seconds = (name: 'wake' | 'due', steps: number) =>
    gigabyteSecondsOf(
      { processorMilliseconds: PROCESSOR_MILLISECONDS, steps },
      FUNCTION_SETTINGS[name].memoryMegabytes,
      ASSUMED,
    );
  return {
    invocations: 1 + dueBatches,
    gigabyteSeconds:
      seconds('wake', 1) + dueBatches * seconds('due', (LOOKS_A_JOB * DUE_SHARDS) / dueBatches),
    readUnits: DUE_SHARDS * LOOKS_A_JOB * READ_UNITS_A_LOOK,
    queueRequests: calls + 2 * dueBatches,
    logBytes: (1 + dueBatches) * LAMBDA_LOG_BYTES,
    writeUnits: 0,
    busEntries: 0,
    httpRequests: 0,
    objectWrites: 0,
    objectReads: 0,
    messages: 0,
  };
}

/** An alarm is billed for each metric that it watches; one that asks a query, for what the query finds: at rest nothing, taken as one. */
export function alarmMetrics(resources: readonly TemplateResource[]): number {
  return resources
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .reduce((sum, { Properties = {} }) => {
      const metrics = (Properties.Metrics ?? []) as readonly { readonly MetricStat?: unknown }[];
      return sum + Math.max(1, metrics.filter(({ MetricStat }) => MetricStat !== undefined).length);
    }, 0);
}

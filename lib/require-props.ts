import { inspect } from 'node:util';
import { Token } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { z } from 'zod';
import type { Throttle } from './constructs/entrance.ts';
import { requireStage } from './deployment.ts';
import type { MaitredProps } from './maitred-props.ts';
import type { AlarmSettings } from './monitoring/alarm-settings.ts';
import { DEFAULT_THRESHOLDS } from './monitoring/alarm-thresholds.ts';
import type { CodeOf } from './shipped-code.ts';

const HIGHEST_PERCENT = 100;

const ABOVE_ZERO = z.number('use a number above 0').positive('use a number above 0');
const PERCENT = ABOVE_ZERO.max(HIGHEST_PERCENT, 'use a percentage, above 0 and up to 100');
/** A number that CloudFormation fills in is a token until then: far below 0. */
const REQUESTS = z
  .number('use a number above 0')
  .refine((value) => value > 0 || Token.isUnresolved(value), 'use a number above 0');

const THRESHOLDS = strictly(
  Object.fromEntries(
    Object.entries(DEFAULT_THRESHOLDS).map(([name, figure]) => [name, likeDefault(name, figure).optional()]),
  ),
  'use figures by their names: { answerMilliseconds: 2000 }',
);

const ALARMS = strictly<Record<keyof AlarmSettings, z.ZodType>>(
  {
    topic: z.custom<ITopic>(isTopic, 'use a topic: new Topic(…) or Topic.fromTopicArn(…)').optional(),
    emails: z
      .array(z.string('use an address').min(1, 'use an address'), 'use a list of addresses')
      .optional(),
    budgetPerMonth: ABOVE_ZERO.optional(),
    smsBudgetPerMonth: ABOVE_ZERO.optional(),
    thresholds: THRESHOLDS.optional(),
  },
  'use false, or settings: { budgetPerMonth: 100 }',
);

const THROTTLE = strictly<Record<keyof Throttle, z.ZodType>>(
  { requestsPerSecond: REQUESTS, burstRequests: REQUESTS },
  'use { requestsPerSecond: 1000, burstRequests: 2000 }',
);

/** Others are let through: an app may hand on the properties of a construct of its own. */
const PROPS = z.object({
  stage: z.unknown().optional(),
  playbook: z.string('use the path of a folder').min(1, 'use the path of a folder').optional(),
  disposable: z.boolean('use true or false').optional(),
  env: z.object({}, "use { account: '111122223333', region: 'eu-central-1' }").optional(),
  // `false` is looked at before: what is wrong within the settings is said of the settings.
  alarms: ALARMS.optional(),
  throttle: THROTTLE.optional(),
  logRetention: z.enum(RetentionDays, 'use one of RetentionDays').optional(),
  codeOf: z.custom<CodeOf>((value) => typeof value === 'function', 'use a function').optional(),
} satisfies Record<keyof MaitredProps, z.ZodType>);

/**
 * What an app in JavaScript, or the CDK context, has given may be anything: a `disposable` of `'false'` would delete data.
 * @throws Error that names each property at fault, and says what to use
 */
export function requireProps(props: MaitredProps): void {
  if (props.stage !== undefined) requireStage(props.stage);
  const { alarms, ...others } = props;
  const { error } = PROPS.safeParse(alarms === false ? others : props);
  if (error === undefined) return;
  throw new Error(error.issues.map((issue) => describe(issue, props)).join('\n'));
}

function describe({ path, message }: z.core.$ZodIssue, props: unknown): string {
  const value = path.reduce<unknown>((within, key) => (within as Record<PropertyKey, unknown>)?.[key], props);
  return `${path.join('.')} ${inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY })}: ${message}`;
}

/** An object with these keys and no other: a misspelt one would be passed over. */
function strictly<Shape extends Record<string, z.ZodType>>(shape: Shape, otherwise: string) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `there is no ${issue.keys.join(', ')}: use ${Object.keys(shape).join(', ')}`
        : otherwise,
  });
}

/** What is off unless it is set may be set to 0; any other would always tell. */
function likeDefault(name: string, figure: number): z.ZodNumber {
  if (figure === 0) return z.number('use a number, 0 for never').nonnegative('use a number, 0 for never');
  return name.endsWith('Percent') ? PERCENT : ABOVE_ZERO;
}

function isTopic(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'topicArn' in value;
}

import { aws } from './aws.ts';
import type { Emulator } from './emulator.ts';

/** How AWS is asked for all there is of a kind: the call, and where its answer has the names. */
const LISTS = {
  tables: 'dynamodb list-tables --query TableNames',
  buckets: 's3api list-buckets --query Buckets[].Name',
  queues: 'sqs list-queues --query QueueUrls',
  topics: 'sns list-topics --query Topics[].TopicArn',
  functions: 'lambda list-functions --query Functions[].FunctionName',
  'event source mappings': 'lambda list-event-source-mappings --query EventSourceMappings[].UUID',
  roles: 'iam list-roles --query Roles[].RoleName',
  policies: 'iam list-policies --scope Local --query Policies[].PolicyName',
  'log groups': 'logs describe-log-groups --query logGroups[].logGroupName',
  buses: 'events list-event-buses --query EventBuses[].Name',
  rules: 'events list-rules --query Rules[].Name',
  schedules: 'scheduler list-schedules --query Schedules[].Name',
  secrets: 'secretsmanager list-secrets --include-planned-deletion --query SecretList[].Name',
  parameters: 'ssm describe-parameters --query Parameters[].Name',
  APIs: 'apigatewayv2 get-apis --query Items[].ApiId',
  alarms: 'cloudwatch describe-alarms --query [MetricAlarms[].AlarmName,CompositeAlarms[].AlarmName][]',
  dashboards: 'cloudwatch list-dashboards --query DashboardEntries[].DashboardName',
  stacks:
    "cloudformation describe-stacks --query Stacks[?StackStatus!='DELETE_COMPLETE'].[StackName,StackStatus][]",
} as const;

export type Kind = keyof typeof LISTS;
/** What is there, by kind. */
export type Inventory = Readonly<Record<Kind, readonly string[]>>;

export const KINDS = Object.keys(LISTS) as Kind[];

/** Lists what an account has, of every kind that a deployment makes. */
export async function takeInventory(emulator: Emulator): Promise<Inventory> {
  const entries: [Kind, readonly string[]][] = [];
  // One after the other: each is a process of its own.
  for (const kind of KINDS) {
    const names = await aws<string[] | null>(emulator, ...LISTS[kind].split(' '));
    entries.push([kind, (names ?? []).toSorted()]);
  }
  return Object.fromEntries(entries) as Inventory;
}

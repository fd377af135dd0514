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
  'key aliases': 'kms list-aliases --query Aliases[].AliasName',
  'log groups': 'logs describe-log-groups --query logGroups[].logGroupName',
  buses: 'events list-event-buses --query EventBuses[].Name',
  schedules: 'scheduler list-schedules --query Schedules[].Name',
  secrets: 'secretsmanager list-secrets --include-planned-deletion --query SecretList[].Name',
  parameters: 'ssm describe-parameters --query Parameters[].Name',
  APIs: 'apigatewayv2 get-apis --query Items[].ApiId',
  'mail identities': 'ses list-identities --query Identities',
  alarms: 'cloudwatch describe-alarms --query [MetricAlarms[].AlarmName,CompositeAlarms[].AlarmName][]',
  dashboards: 'cloudwatch list-dashboards --query DashboardEntries[].DashboardName',
  stacks:
    "cloudformation describe-stacks --query Stacks[?StackStatus!='DELETE_COMPLETE'].[StackName,StackStatus][]",
} as const;

/** What no one call lists: rules are asked for bus by bus, and a key's state key by key. */
const SEARCHES = {
  rules: listRules,
  'encryption keys': listKeys,
} as const;

export type Kind = keyof typeof LISTS | keyof typeof SEARCHES;
/** What is there, by kind. */
export type Inventory = Readonly<Record<Kind, readonly string[]>>;

export const KINDS = [...Object.keys(LISTS), ...Object.keys(SEARCHES)] as Kind[];

/** Lists what an account has, of every kind that a deployment makes. */
export async function takeInventory(emulator: Emulator): Promise<Inventory> {
  const entries: [Kind, readonly string[]][] = [];
  // One after the other: each is a process of its own.
  for (const kind of KINDS) entries.push([kind, (await listAll(emulator, kind)).toSorted()]);
  return Object.fromEntries(entries) as Inventory;
}

async function listAll(emulator: Emulator, kind: Kind): Promise<string[]> {
  if (kind in SEARCHES) return SEARCHES[kind as keyof typeof SEARCHES](emulator);
  return list(emulator, LISTS[kind as keyof typeof LISTS]);
}

async function list(emulator: Emulator, command: string): Promise<string[]> {
  return (await aws<string[] | null>(emulator, ...command.split(' '))) ?? [];
}

async function listRules(emulator: Emulator): Promise<string[]> {
  const rules: string[] = [];
  for (const bus of await list(emulator, LISTS.buses)) {
    const names = await list(emulator, `events list-rules --event-bus-name ${bus} --query Rules[].Name`);
    rules.push(...names.map((name) => `${bus}/${name}`));
  }
  return rules;
}

/** Keys that nobody has given up: one whose deletion was asked for waits for it a week at least. */
async function listKeys(emulator: Emulator): Promise<string[]> {
  const keys: string[] = [];
  for (const key of await list(emulator, 'kms list-keys --query Keys[].KeyId')) {
    const state = `kms describe-key --key-id ${key} --query KeyMetadata.KeyState`;
    if ((await aws<string>(emulator, ...state.split(' '))) !== 'PendingDeletion') keys.push(key);
  }
  return keys;
}

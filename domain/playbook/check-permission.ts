import { checkConditions } from './check-conditions.ts';
import { checkName, type Names } from './check-name.ts';
import type { PathStep, Problem } from './problem.ts';
import { GUEST_CHANNELS } from './schema/send-schema.ts';
import type { SettingsSource } from './schema/settings-schema.ts';

const FILE = 'playbook.yaml';
/** So many of a guest's messages are remembered to be counted. */
const MAXIMUM_CAPPED = 50;

/** Finds what does not go together in the house's rules on who may be sent what, and names that nobody declared. */
export function checkPermission(settings: SettingsSource, names: Names): Problem[] {
  const { suppress = [] } = settings;
  return [
    ...suppress.flatMap((rule, index) => checkSuppression(rule, ['suppress', index], names)),
    ...checkTwice(suppress.map(({ name }) => name)),
    ...checkCaps(settings.caps ?? []),
  ];
}

type SuppressionSource = NonNullable<SettingsSource['suppress']>[number];

function checkSuppression(rule: SuppressionSource, path: readonly PathStep[], names: Names): Problem[] {
  const { when, purposes = [], topics = [], except = [] } = rule;
  return [
    ...checkConditions(when, { file: FILE, path: [...path, 'when'], names, asker: 'suppression' }),
    ...purposes.flatMap((purpose, index) => checkPurpose(purpose, [...path, 'purposes', index], names)),
    ...topics.flatMap((topic, index) => checkTopic(topic, [...path, 'topics', index], names)),
    ...except.flatMap((topic, index) => checkTopic(topic, [...path, 'except', index], names)),
  ];
}

function checkPurpose(purpose: string, path: readonly PathStep[], names: Names): Problem[] {
  if (purpose !== 'transactional') return checkName('purpose', purpose, names.purposes, { file: FILE, path });
  const message = 'nothing suppresses what is `transactional`';
  return [{ file: FILE, path, at: 'value', message, hint: 'leave it out' }];
}

/** Campaigns declare topics by having them; where one cannot be read, its topics are not known. */
function checkTopic(topic: string, path: readonly PathStep[], { topics }: Names): Problem[] {
  return topics === undefined ? [] : checkName('topic', topic, topics, { file: FILE, path });
}

function checkTwice(suppressions: readonly string[]): Problem[] {
  return suppressions.flatMap((name, index) => {
    if (suppressions.indexOf(name) === index) return [];
    const problem = { file: FILE, path: ['suppress', index, 'name'], at: 'value' as const };
    return [{ ...problem, message: `\`${name}\` is declared twice`, hint: '`why` names it by that' }];
  });
}

function checkCaps(caps: NonNullable<SettingsSource['caps']>): Problem[] {
  return GUEST_CHANNELS.flatMap((channel) => {
    const sum = caps.reduce((total, cap) => total + (cap.channel === channel ? cap.atMost : 0), 0);
    if (sum <= MAXIMUM_CAPPED) return [];
    const message = `the caps of \`${channel}\` come to ${sum} messages, the limit is ${MAXIMUM_CAPPED}`;
    return [{ file: FILE, path: ['caps'], at: 'value' as const, message, hint: 'lower `atMost`' }];
  });
}

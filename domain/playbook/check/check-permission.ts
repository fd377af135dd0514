import { TRANSACTIONAL } from '../../campaign/purpose.ts';
import { compileClock } from '../compile/compile-clock.ts';
import type { PathStep, Problem } from '../problem/problem.ts';
import { readShare } from '../schema/guest-condition-schemas.ts';
import { GUEST_CHANNELS } from '../schema/send-schema.ts';
import type { SettingsSource } from '../schema/settings-schema.ts';
import { checkConditions } from './check-conditions.ts';
import { checkName, type Names } from './check-name.ts';

const FILE = 'playbook.yaml';
/** So many of a guest's messages are remembered to be counted. */
const MAXIMUM_CAPPED = 50;
const MINUTES_OF_A_DAY = 24 * 60;
const LONGEST_QUIET_MINUTES = 21 * 60;

/** Finds what does not go together in the house's rules on who may be sent what, and names that nobody declared. */
export function checkPermission(settings: SettingsSource, names: Names): Problem[] {
  const { suppress = [] } = settings;
  return [
    ...suppress.flatMap((rule, index) => checkSuppression(rule, ['suppress', index], names)),
    ...checkTwice(suppress.map(({ name }) => name)),
    ...checkCaps(settings.caps ?? []),
    ...checkControl(settings.control),
    ...checkQuietHours(settings.quietHours),
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
  if (purpose !== TRANSACTIONAL) return checkName('purpose', purpose, names.purposes, { file: FILE, path });
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

function checkControl(control: SettingsSource['control']): Problem[] {
  if (control === undefined || readShare(control) !== 1) return [];
  const message = 'everybody is in the group that gets no marketing: nobody is ever sent any';
  const hint = 'write a smaller share, such as `5%`';
  return [{ file: FILE, path: ['control'], at: 'value', message, hint, isWarning: true }];
}

/** Quiet hours and an hour that comes twice in autumn are to be over within a day: what is held is decided once. */
function checkQuietHours(quiet: SettingsSource['quietHours']): Problem[] {
  if (quiet === undefined) return [];
  const { from, to } = quiet;
  const minutes = (minuteOf(to) - minuteOf(from) + MINUTES_OF_A_DAY) % MINUTES_OF_A_DAY;
  if (minutes <= LONGEST_QUIET_MINUTES) return [];
  const message = `from ${from} to ${to} are more than 21 hours: as clocks change a message may be held for over a day`;
  const hint = 'leave three hours of a day or more that are not quiet; `from` is when they begin, at night';
  return [{ file: FILE, path: ['quietHours'], at: 'value', message, hint, isWarning: true }];
}

function minuteOf(text: string): number {
  const { hour, minute } = compileClock(text);
  return hour * 60 + minute;
}

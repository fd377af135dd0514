import type { WriteMoment } from './describe-seen.ts';
import { type AnsweredExplanation, explanationTree, markOf } from './explanation-tree.ts';
import type { Terminal } from './terminal.ts';

interface AnsweredShare {
  readonly share: number;
  readonly isIn: boolean;
}

/** What the API answers of the rules that a message is asked by. */
export interface AnsweredRules {
  readonly topics?: readonly { readonly topic: string; readonly isRefused: boolean }[];
  readonly control?: AnsweredShare;
  readonly holdout?: AnsweredShare;
  readonly suppression?: readonly {
    readonly name: string;
    readonly isAbout: boolean;
    readonly suppresses: boolean;
    readonly when: AnsweredExplanation;
  }[];
  readonly caps?: readonly {
    readonly asked: string;
    readonly used: number;
    readonly freeAt: string | null;
  }[];
  readonly quietHours?: {
    readonly asked: string;
    readonly zone: string;
    readonly localTime: string;
    readonly isQuiet: boolean;
    readonly endsAt: string | null;
  };
  readonly rate?: string;
}

/** One rule: whether it lets a message pass, in words, and what it was decided from. */
interface Rule {
  readonly passes: boolean;
  readonly says: string;
  readonly because?: AnsweredExplanation;
}

/** Draws each rule with its value, and below a suppression its condition. */
export function ruleLines(terminal: Terminal, rules: AnsweredRules, write: WriteMoment): string[] {
  return rulesOf(rules, write).flatMap(({ passes, says, because }) => [
    `    ${markOf(terminal, passes)} ${says}`,
    ...(because === undefined ? [] : explanationTree(terminal, because, write, 3)),
  ]);
}

function rulesOf(rules: AnsweredRules, write: WriteMoment): Rule[] {
  const { topics = [], suppression = [], caps = [], quietHours, rate } = rules;
  return [
    ...topics.map(({ topic, isRefused }) => ({
      passes: !isRefused,
      says: `topic ${topic}${isRefused ? ': refused' : ''}`,
    })),
    ...groupOf('control group', rules.control),
    ...groupOf('holdout', rules.holdout),
    ...suppression.map(({ name, isAbout, suppresses, when }) => ({
      passes: !suppresses,
      says: `suppression ${name}${isAbout ? '' : ': not about this'}`,
      because: when,
    })),
    ...caps.map(({ asked, used, freeAt }) => ({
      passes: freeAt === null,
      says: `cap ${asked}: ${used} so far${freeAt === null ? '' : `, room again on ${write(freeAt)}`}`,
    })),
    ...(quietHours === undefined ? [] : [quietRule(quietHours, write)]),
    ...(rate === undefined ? [] : [{ passes: true, says: `rate ${rate}` }]),
  ];
}

function groupOf(name: string, group: AnsweredShare | undefined): Rule[] {
  if (group === undefined) return [];
  const share = `${Math.round(group.share * 10_000) / 100} %`;
  return [{ passes: !group.isIn, says: `${name} of ${share}: ${group.isIn ? 'in it' : 'not in it'}` }];
}

function quietRule(
  { asked, zone, localTime, isQuiet, endsAt }: NonNullable<AnsweredRules['quietHours']>,
  write: WriteMoment,
): Rule {
  const until = endsAt === null ? '' : `, they end on ${write(endsAt)}`;
  return { passes: !isQuiet, says: `quiet hours ${asked}: it is ${localTime} in ${zone}${until}` };
}

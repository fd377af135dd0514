import type { Difference } from '../domain/playbook/program/compare-programs.ts';
import type { Plan, PlannedSegment } from './describe-plan.ts';
import type { GuestCount } from './estimate-guests.ts';
import { printGivenUp } from './print-given-up.ts';
import { explanationLines } from './simulation/explanation-lines.ts';
import type { Terminal } from './terminal.ts';
import { createWriteMoment } from './write-moment.ts';

/** Of a guest's reasons, so many lines: `maitred why` shows them all. */
const MOST_REASONS = 8;

/** Writes a plan for people. */
export function printPlan(terminal: Terminal, plan: Plan): void {
  const { out, style } = terminal;
  out(`${style('bold', plan.name)}  version ${plan.version}`);
  if (plan.basis === null) {
    out('  no playbook is deployed yet: all of it is new, and nobody is there');
    return;
  }
  out(`  against version ${plan.basis.version} (deploy ${plan.basis.ordinal})`);
  if (plan.guests !== undefined) out(style('dim', `  ${describeGuests(plan.guests)}`));
  if (plan.state !== undefined) out(style('dim', `  ${describeState(plan.state)}`));
  for (const line of describeUnderway(plan)) out(style('dim', `  ${line}`));
  printGivenUp(terminal, plan.givenUp);
  printToldAgain(terminal, plan);
  const { changes } = plan;
  printKind(terminal, 'segments', changes.segments);
  printKind(terminal, 'traits', changes.traits);
  printKind(terminal, 'campaigns', changes.campaigns);
  printKind(terminal, 'templates', changes.templates);
  if (changes.settings.length > 0)
    out(`\nplaybook.yaml\n  ${style('yellow', '~')} ${changes.settings.join(', ')}`);
  if (isUnchanged(plan)) out('\nno segment, trait, campaign, template or setting changes');
  printGuests(terminal, plan);
  out(`\n${style('dim', `to deploy just this: maitred deploy <folder> --based-on ${plan.basis.ordinal}`)}`);
}

function printToldAgain({ out, style }: Terminal, { toldAgain, timezone }: Plan): void {
  const writeMoment = createWriteMoment(timezone);
  for (const { campaign, segment, wentOut, again } of toldAgain)
    out(
      `${style('yellow', '!')} ${campaign} went out at ${writeMoment(wentOut)}: everybody in ${segment} gets it again at ${writeMoment(again)}`,
    );
}

function describeGuests({
  isExact,
  scanned,
  people,
  unread,
  failed,
  total,
}: NonNullable<Plan['guests']>): string {
  const said = isExact
    ? [`all ${group(people)} guests were looked at`]
    : [
        `a sample: ${group(scanned)} of ${group(total)} profiles were read, ${group(people)} of them guests, chosen at random; in brackets the 95 % interval`,
        'scaled by the table’s own count, which is some hours old and holds profiles that have merged',
      ];
  const unknown = unread + failed;
  return [...said, ...(unknown > 0 ? [`of ${group(unknown)} it cannot be said here`] : [])].join('; ');
}

function describeState({ bytes, retainedBytes }: NonNullable<Plan['state']>): string {
  const kept = retainedBytes === 0 ? '' : `, and ${group(retainedBytes)} kept up of earlier versions`;
  return `at most ${group(bytes)} bytes of state a guest${kept}`;
}

function describeUnderway({ underway, changes }: Plan): readonly string[] {
  // Theirs last first; after its end only a journey's goal is looked out for.
  const last = underway.find(({ isGoal }) => isGoal !== true);
  const { removed } = changes.campaigns;
  return [
    ...(last === undefined
      ? []
      : [
          `journeys under way keep the version that they began with; the last may end on ${dayOf(last.until)}`,
        ]),
    ...(removed.length === 0
      ? []
      : [
          `so do those of campaigns that are removed (${removed.join(', ')}): to stop them, pause the campaign`,
        ]),
  ];
}

function dayOf(moment: string): string {
  return moment.slice(0, 10);
}

function printKind({ out, style }: Terminal, kind: string, { added, changed, removed }: Difference): void {
  const lines = [
    ...added.map((id) => `  ${style('green', '+')} ${id}`),
    ...changed.map(({ id, parts }) => `  ${style('yellow', '~')} ${id}  (${parts.join(', ')})`),
    ...removed.map((id) => `  ${style('red', '-')} ${id}`),
  ];
  if (lines.length > 0) out(`\n${kind}\n${lines.join('\n')}`);
}

function isUnchanged({ changes }: Plan): boolean {
  const { segments, traits, campaigns, templates, settings } = changes;
  const lists = [segments, traits, campaigns, templates].flatMap(({ added, changed, removed }) => [
    added,
    changed,
    removed,
  ]);
  return [...lists, settings].every(({ length }) => length === 0);
}

function printGuests(terminal: Terminal, { guests, segments, included, timezone }: Plan): void {
  if (guests === undefined) return;
  terminal.out(segments.length === 0 ? '\nno guest enters or leaves a segment' : '\nguests');
  for (const segment of segments) printSegment(terminal, segment, timezone);
  for (const { id, begin } of included)
    terminal.out(`  campaign ${id} includes existing members: ${describeCount(begin)} may begin it`);
}

function printSegment(
  terminal: Terminal,
  { id, enter, leave, examples }: PlannedSegment,
  timezone: string,
): void {
  const { out, style } = terminal;
  const said = [
    ...(enter.count > 0 || enter.interval !== undefined ? [`${describeCount(enter)} enter`] : []),
    ...(leave.count > 0 || leave.interval !== undefined ? [`${describeCount(leave)} leave`] : []),
  ];
  out(`  ${style('bold', id)}  ${said.join(', ')}`);
  for (const { profileId, change, why } of examples) {
    out(`    ${profileId} ${change}${why === undefined ? ': the segment is removed' : ''}`);
    const reasons = why === undefined ? [] : explanationLines(why, timezone, 3);
    for (const line of reasons.slice(0, MOST_REASONS)) out(style('dim', line));
    if (reasons.length > MOST_REASONS) out(style('dim', `      … and ${reasons.length - MOST_REASONS} more`));
  }
}

function describeCount({ count, interval }: GuestCount): string {
  return interval === undefined ? group(count) : `${group(count)} (${interval.map(group).join(' to ')})`;
}

const group = (count: number): string => count.toLocaleString('en-GB');

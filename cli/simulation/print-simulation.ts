import { DateTime } from 'luxon';
import { formatTable, type Terminal } from '../terminal.ts';
import type { DescribedTally, SimulationReport, WrittenExample } from './describe-played.ts';
import type { ModelledCost } from './modelled-cost.ts';

/** Writes what a simulation says for people; moments by the clocks of the playbook's zone. */
export function printSimulation(terminal: Terminal, report: SimulationReport): void {
  const { out, style } = terminal;
  const { name, version, timezone, from, until, events, guests } = report;
  const write = (moment: string) =>
    DateTime.fromISO(moment, { zone: timezone, locale: 'en' }).toFormat('ccc d LLL yyyy HH:mm:ss');
  out(`${style('bold', name)}  version ${version}`);
  out(`  ${count(events, 'event')} of ${count(guests, 'guest')}, ${write(from)} to ${write(until)}`);
  out(style('dim', `  times of ${timezone}`));
  out(`\n${formatTable(terminal, campaignRows(report, write))}`);
  printTally(terminal, 'Sent', report.sent, write);
  printTally(terminal, 'Not sent', report.suppressed, write);
  printTally(terminal, 'Failed', report.failed, write);
  printTally(terminal, 'Held', report.held, write);
  printTally(terminal, 'Did not begin', report.refused, write);
  if (report.difference !== undefined) printDifference(terminal, report.difference, write);
  printCost(terminal, report.cost);
}

type Write = (moment: string) => string;

function campaignRows({ campaigns }: SimulationReport, write: Write): string[][] {
  const heads = ['campaign', 'began', 'did not', 'sent', 'not sent', 'failed', 'held', 'waiting', 'the next'];
  const rows = campaigns.map(
    ({ campaign, began, refused, sent, suppressed, failed, held, waiting, next }) => [
      campaign,
      ...[began, refused, sent, suppressed, failed, held, waiting].map(group),
      next === null ? '' : write(next),
    ],
  );
  return [heads, ...rows];
}

function printTally({ out, style }: Terminal, head: string, tally: DescribedTally, write: Write): void {
  const { total, by, examples } = tally;
  if (total === 0) return;
  out(`\n${style('bold', head)}  ${group(total)}`);
  for (const { times, guests, ...of } of by) {
    const what = Object.entries(of)
      .map(([name, value]) => (name === 'step' ? `step ${value}` : value))
      .join('  ');
    out(`  ${group(Number(times))} ${what}  ${style('dim', count(Number(guests), 'guest'))}`);
  }
  if (examples.length > 0) out('');
  for (const example of examples) out(`  ${exampleLine(example, write)}`);
  if (examples.length > 0 && examples.length < total) {
    out(style('dim', `  and ${group(total - examples.length)} more: --limit shows as many as you like`));
  }
}

function exampleLine(example: WrittenExample, write: Write): string {
  const { at, guest, campaign, channel, step, why, until, text } = example;
  const told = [
    campaign,
    channel,
    step !== undefined && `step ${step}`,
    text !== undefined && JSON.stringify(text),
    until === undefined ? why : `until ${write(until)}`,
  ];
  return `${write(at)}  ${guest}  ${told.filter(Boolean).join('  ')}`;
}

function printDifference(
  { out, style }: Terminal,
  { against, added, removed, changed }: NonNullable<SimulationReport['difference']>,
  write: Write,
): void {
  out(`\n${style('bold', `Against ${against}`)}`);
  const kinds = [
    [style('green', '+'), added, 'that it does not send'],
    [style('red', '−'), removed, 'that it sends alone'],
    [style('yellow', '~'), changed, 'with other texts, or to another address'],
  ] as const;
  for (const [mark, { messages, examples }, what] of kinds) {
    out(`  ${mark} ${count(messages, 'message')} ${what}`);
    for (const example of examples) out(`      ${exampleLine(example, write)}`);
  }
}

function printCost({ out, style }: Terminal, { date, region, events, messages, total }: ModelledCost): void {
  out(`\n${style('bold', 'Cost')}  ${range(total)} dollars, AWS's list prices of ${date} in ${region}`);
  out(`  events ${range(events)}, by how they come`);
  for (const { channel, messages: count, ours, provider } of messages) {
    out(
      `  ${group(count)} ${channel} ${dollars(ours + provider)}, ${dollars(provider)} of it the provider's`,
    );
  }
  out(style('dim', '  without waits and what rests: see docs/cost.md'));
}

function range({ least, most }: { readonly least: number; readonly most: number }): string {
  return `${dollars(least)} to ${dollars(most)}`;
}

function dollars(amount: number): string {
  return amount !== 0 && amount < 0.01 ? amount.toPrecision(2) : amount.toFixed(2);
}

function count(number: number, what: string): string {
  return `${group(number)} ${what}${number === 1 ? '' : 's'}`;
}

function group(count: number): string {
  return count.toLocaleString('en-GB');
}

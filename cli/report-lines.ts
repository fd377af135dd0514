import { formatTable, type Terminal } from './terminal.ts';

interface Rate {
  readonly rate: number;
  readonly interval: readonly [number, number];
}

interface Group {
  readonly entered: number;
  readonly converted: number;
  readonly rate: Rate | null;
}

interface Messages {
  readonly requested: number;
  readonly sent: number;
  readonly failed: number;
  readonly unknown: number;
  readonly suppressed: Readonly<Record<string, number>>;
}

/** What `GET /v1/campaigns/{campaign}/report` answers. */
export interface ReportAnswer extends Messages {
  readonly campaign: string;
  readonly name: string | null;
  readonly hasGoal: boolean;
  readonly entered: number;
  readonly waiting: number;
  readonly heldOut: number;
  readonly converted: number;
  readonly ended: Readonly<Record<string, number>>;
  readonly steps: readonly (Messages & { readonly step: string; readonly variant: string | null })[];
  readonly arms: readonly (Group & { readonly split: string; readonly arm: number })[];
  readonly goal: {
    readonly treated: Group;
    readonly heldOut: Group;
    readonly lift: {
      readonly difference: number;
      readonly interval: readonly [number, number];
      readonly relative: number | null;
    } | null;
    readonly biases?: readonly { readonly why: string }[];
  };
}

const BAR_WIDTH = 30;

/** A campaign's numbers: a chart of its guests and of its messages, then tables by step, arm and group. */
export function reportLines(terminal: Terminal, report: ReportAnswer): readonly string[] {
  const heading = `${terminal.style('bold', report.campaign)}  ${report.name ?? 'no longer in the active playbook'}`;
  return [
    heading,
    '',
    ...charts(report),
    ...reasons('ended', report.ended),
    ...reasons('suppressed', report.suppressed),
    ...tableOfSteps(terminal, report),
    ...tableOfArms(terminal, report),
    ...goalLines(terminal, report),
  ];
}

/** Guests and messages, each with their own measure. */
function charts(report: ReportAnswer): string[] {
  const guests: Row[] = [
    ['entered', report.entered],
    ['waiting', report.waiting],
    ['held out', report.heldOut],
    ...(report.hasGoal ? [['converted', report.converted] as const] : []),
  ];
  const messages: Row[] = [
    ['suppressed', sum(Object.values(report.suppressed))],
    ['requested', report.requested],
    ['sent', report.sent],
    ['failed', report.failed],
    ['unknown', report.unknown],
  ];
  const width = Math.max(...[...guests, ...messages].map(([, count]) => group(count).length));
  return ['guests', ...chart(guests, width), '', 'messages', ...chart(messages, width)];
}

type Row = readonly [what: string, count: number];

function chart(rows: readonly Row[], width: number): string[] {
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return rows.map(([what, count]) =>
    `  ${what.padEnd(12)}${group(count).padStart(width)}  ${bar(count / most)}`.trimEnd(),
  );
}

/** Whatever is more than nothing is seen. */
function bar(share: number): string {
  return '█'.repeat(share === 0 ? 0 : Math.max(1, Math.round(share * BAR_WIDTH)));
}

function reasons(what: string, counts: Readonly<Record<string, number>>): string[] {
  const all = Object.entries(counts).sort(([, a], [, b]) => b - a);
  if (all.length === 0) return [];
  return ['', `${what}: ${all.map(([reason, count]) => `${reason} ${group(count)}`).join(', ')}`];
}

function tableOfSteps(terminal: Terminal, { steps }: ReportAnswer): string[] {
  if (steps.length === 0) return [];
  const rows = steps.map(({ step, variant, requested, sent, failed, unknown, suppressed }) => [
    step,
    variant ?? '–',
    group(requested),
    group(sent),
    group(failed),
    group(unknown),
    group(sum(Object.values(suppressed))),
  ]);
  const heads = ['step', 'variant', 'requested', 'sent', 'failed', 'unknown', 'suppressed'];
  return ['', formatTable(terminal, [heads, ...rows])];
}

function tableOfArms(terminal: Terminal, { arms, hasGoal }: ReportAnswer): string[] {
  if (arms.length === 0) return [];
  const goal = (arm: Group) => (hasGoal ? [group(arm.converted), describeRate(arm.rate)] : []);
  const rows = arms.map((arm) => [arm.split, String(arm.arm), group(arm.entered), ...goal(arm)]);
  const heads = ['split', 'arm', 'took it', ...(hasGoal ? ['converted', 'rate'] : [])];
  return ['', formatTable(terminal, [heads, ...rows])];
}

function goalLines(terminal: Terminal, { goal, hasGoal }: ReportAnswer): string[] {
  if (!hasGoal) return [];
  const row = (name: string, { entered, converted, rate }: Group) => [
    name,
    group(entered),
    group(converted),
    describeRate(rate),
  ];
  const table = formatTable(terminal, [
    ['goal', 'entered', 'converted', 'rate'],
    row('treated', goal.treated),
    row('held out', goal.heldOut),
  ]);
  const biases = goal.biases ?? [];
  return [
    '',
    table,
    describeLift(goal.lift),
    ...biases.map(({ why }) => terminal.style('yellow', `mind: ${why}`)),
  ];
}

function describeLift(lift: ReportAnswer['goal']['lift']): string {
  if (lift === null) return 'lift: nobody to compare with';
  const { difference, interval, relative } = lift;
  const [low, high] = interval;
  const isCertain = low > 0 || high < 0;
  const share = relative === null ? '' : `, ${signed(relative)} % of theirs`;
  const judged = isCertain ? '' : ': may be chance';
  return `lift: ${signed(difference)} points (95 %: ${signed(low)} to ${signed(high)})${share}${judged}`;
}

const describeRate = (rate: Rate | null): string =>
  rate === null
    ? '–'
    : `${percent(rate.rate)} % (${percent(rate.interval[0])} to ${percent(rate.interval[1])})`;
const percent = (share: number): string => (share * 100).toFixed(1);
const signed = (share: number): string => `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;
const group = (count: number): string => count.toLocaleString('en-GB');
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

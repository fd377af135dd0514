import { parseMoment } from '../../domain/time/moment.ts';
import { createLiquidRenderer } from '../../lambdas/adapters/liquid-renderer.ts';
import type { ApiClient } from '../api-client.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { createProgressBar } from '../progress-bar.ts';
import { requireCompiled } from '../require-compiled.ts';
import { describePlayed } from '../simulation/describe-played.ts';
import { type PlayablePlaybook, type Played, playMessages } from '../simulation/play-messages.ts';
import { printSimulation } from '../simulation/print-simulation.ts';
import { readMessages, type TimedMessage } from '../simulation/read-messages.ts';
import { whyRefused } from '../simulation/why-refused.ts';
import type { Terminal } from '../terminal.ts';
import { createWriteMoment } from '../write-moment.ts';

/** So many bad lines are told one by one. */
const MOST_COMPLAINTS = 20;
/** What is compared with the version that is deployed. */
const ACTIVE = 'active';
const SHOWN_EVERY = 1_000;

export interface SimulateOptions {
  /** The folder with playbook.yaml. */
  readonly folder: string;
  /** A file with a message a line. */
  readonly events: string;
  /** Another playbook, to say what differs: its folder, or `active`. */
  readonly against?: string;
  /** A moment, by the clocks of the playbook's zone where it names none. */
  readonly until?: string;
  /** How many examples of each kind are shown. */
  readonly limit: number;
  readonly sort?: boolean;
  readonly json?: boolean;
}

export interface SimulateDependencies {
  readonly terminal: Terminal;
  readonly api: () => ApiClient;
  readonly clock: () => number;
}

/**
 * `maitred simulate`: who would get what and when if these events came, who not and why, and how that differs from another
 * playbook. Nothing leaves this machine.
 * @throws CommandError with exit code 1 where a playbook is not in order or a line was refused
 */
export async function simulate(dependencies: SimulateDependencies, options: SimulateOptions): Promise<void> {
  const { terminal } = dependencies;
  const { folder, events, against, json = false } = options;
  const playbook = await requireCompiled(terminal, folder);
  const until = readUntil(options.until, playbook.program.timezone);
  const other = against === undefined ? undefined : await readOther(dependencies, against);
  const complaints = createComplaints(terminal, events);
  const moments: { first?: number } = {};
  const plan = { playbook, other, until, moments, refuse: complaints.refuse };
  const played = await play(dependencies, options, plan);
  const refusedLines = complaints.end();
  if (played === undefined) throw nothingToPlay(options, playbook.program.timezone, moments.first);
  const report = describePlayed(played, { refusedLines, against: other?.name });
  if (json) terminal.out(JSON.stringify(report, null, 2));
  else printSimulation(terminal, report);
  if (refusedLines === 0) return;
  const lines = refusedLines === 1 ? '1 line was' : `${refusedLines} lines were`;
  throw new CommandError(`${lines} refused, and left out`, { exitCode: EXIT.refused });
}

function nothingToPlay(
  { events, until }: SimulateOptions,
  timezone: string,
  first: number | undefined,
): CommandError {
  if (first === undefined)
    return new CommandError(`${events} has no event to simulate`, { exitCode: EXIT.refused });
  const at = createWriteMoment(timezone)(new Date(first).toISOString());
  return new CommandError(`--until ${until} is before the first event of ${events}, at ${at}`, {
    hint: 'Name a later moment, or leave --until out: the clock then stops at the last event.',
  });
}

/** A playbook to compare with, and what it is called. */
interface OtherPlaybook extends PlayablePlaybook {
  readonly name: string;
}

/** A folder of that very name is written `./active`. */
async function readOther({ terminal, api }: SimulateDependencies, against: string): Promise<OtherPlaybook> {
  if (against !== ACTIVE) return { ...(await requireCompiled(terminal, against)), name: against };
  const active = await api().call<PlayablePlaybook & { version: string; ordinal: number }>(
    'GET',
    '/v1/playbook/active',
  );
  return { ...active, name: `the active version ${active.version} (deploy ${active.ordinal})` };
}

interface Plan {
  readonly playbook: PlayablePlaybook;
  readonly other: PlayablePlaybook | undefined;
  readonly until: number | undefined;
  /** Is told the moment of the first event that could be taken. */
  readonly moments: { first?: number };
  readonly refuse: (line: number, why: string) => void;
}

function readUntil(text: string | undefined, zone: string): number | undefined {
  if (text === undefined) return undefined;
  const moment = parseMoment(text, zone);
  if (moment !== undefined) return moment;
  throw new CommandError(`--until ${text} is no moment`, {
    hint: 'Write it as 2026-03-02 or 2026-03-02T18:00.',
  });
}

async function play(
  { terminal, clock }: SimulateDependencies,
  { events, limit, sort = false }: SimulateOptions,
  { playbook, other, until, moments, refuse }: Plan,
): Promise<Played | undefined> {
  const bar = createProgressBar(terminal, 'events', clock);
  const progress = (messages: number) => {
    if (messages % SHOWN_EVERY === 0) bar.show(messages, null);
  };
  try {
    const why = (timed: TimedMessage) => whyRefused(timed, playbook.program);
    const messages = notingFirst(readMessages(events, { sort, refuse, whyRefused: why }), moments);
    return await playMessages(messages, {
      ...{ playbook, limit, refuse, progress, renderer: createLiquidRenderer() },
      ...(other && { against: other }),
      ...(until !== undefined && { until }),
    });
  } finally {
    bar.end();
  }
}

async function* notingFirst(
  messages: AsyncIterable<TimedMessage>,
  moments: Plan['moments'],
): AsyncGenerator<TimedMessage> {
  for await (const message of messages) {
    moments.first ??= message.at;
    yield message;
  }
}

function createComplaints(terminal: Terminal, path: string) {
  let refused = 0;
  return {
    refuse: (line: number, why: string): void => {
      refused += 1;
      if (refused <= MOST_COMPLAINTS) terminal.error(terminal.style('red', `${path}:${line}: ${why}`));
    },
    end: (): number => {
      if (refused > MOST_COMPLAINTS) terminal.error(`and ${refused - MOST_COMPLAINTS} more lines`);
      return refused;
    },
  };
}

import type { ApiClient } from '../api-client.ts';
import { callPatiently, type Wait } from '../call-patiently.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { createProgressBar } from '../progress-bar.ts';
import { formatTable, type Terminal } from '../terminal.ts';

export interface SweepDependencies {
  readonly terminal: Terminal;
  readonly api: ApiClient;
  readonly wait: Wait;
  readonly clock: () => number;
}

interface SweepAnswer {
  readonly sweep: string;
  readonly phase: 'walking' | 'settling' | 'done';
  readonly rows: number;
  readonly waitSeconds: number;
  readonly mended: readonly {
    readonly campaign: string;
    readonly counter: string;
    readonly difference: number;
  }[];
  readonly left: number;
}

/**
 * `maitred report --sweep`: compares what all campaigns count with every journey and message, and mends it.
 * @throws CommandError, with exit code 1 where there is more than one sweep mends
 */
export async function sweepReports(dependencies: SweepDependencies): Promise<void> {
  const { terminal, api, wait, clock } = dependencies;
  const call = (body: object) =>
    callPatiently(wait, () => api.call<SweepAnswer>('POST', '/v1/campaigns/sweep', body));
  const bar = createProgressBar(terminal, 'journeys and messages looked through', clock);
  let answer = await call({});
  try {
    while (answer.phase !== 'done') {
      await wait(answer.waitSeconds * 1_000);
      answer = await call({ sweep: answer.sweep });
      bar.show(answer.rows, null);
    }
  } finally {
    bar.end();
  }
  tell(terminal, answer);
}

function tell(terminal: Terminal, { rows, mended, left }: SweepAnswer): void {
  if (mended.length > 0) {
    const signed = (difference: number) => `${difference > 0 ? '+' : ''}${difference}`;
    const lines = mended.map((each) => [each.campaign, each.counter, signed(each.difference)]);
    terminal.out(formatTable(terminal, [['campaign', 'counter', 'mended by'], ...lines]));
  }
  const looked = `${rows} journeys and messages looked through`;
  if (left > 0) {
    const hint = 'Type it again until nothing is left.';
    throw new CommandError(`${looked}, ${left} counters left`, { exitCode: EXIT.refused, hint });
  }
  const found = mended.length === 0 ? 'all numbers agree' : `${mended.length} numbers mended`;
  terminal.out(`${terminal.style('green', '✓')} ${looked}: ${found}`);
}

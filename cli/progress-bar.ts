import type { Terminal } from './terminal.ts';

const WIDTH = 30;
/** Where lines stay, as in a log: so long lies between two of them. */
const LINES_APART_MILLISECONDS = 5_000;

/** Shows how far something long has come: a bar on a terminal, elsewhere a line every few seconds. */
export interface ProgressBar {
  /** @param total null: nobody knows */
  show(done: number, total: number | null): void;
  /** Writes a result; the bar gives way to it. */
  say(text: string): void;
  /** Takes the bar away. */
  end(): void;
}

/** @param what is counted: `people` */
export function createProgressBar(terminal: Terminal, what: string, clock: () => number): ProgressBar {
  const startedAt = clock();
  let saidAt = startedAt;
  const { status } = terminal;
  const lineOf = (done: number, total: number | null) => {
    const seconds = Math.max(1, (clock() - startedAt) / 1_000);
    const of = total === null ? '' : ` of ${group(total)}`;
    return `${group(done)}${of} ${what}, ${group(Math.round(done / seconds))} a second`;
  };
  return {
    show(done, total) {
      if (status !== undefined) status(`${draw(done, total)}${lineOf(done, total)}`);
      else if (clock() - saidAt >= LINES_APART_MILLISECONDS) {
        saidAt = clock();
        terminal.error(lineOf(done, total));
      }
    },
    say(text) {
      status?.('');
      terminal.out(text);
    },
    end: () => status?.(''),
  };
}

function draw(done: number, total: number | null): string {
  if (total === null || total === 0) return '';
  const share = Math.min(1, done / total);
  const full = Math.round(share * WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${Math.floor(share * 100)} %  `;
}

const group = (count: number): string => count.toLocaleString('en-GB');

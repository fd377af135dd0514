import { DateTime } from 'luxon';
import { writeMoments } from '../describe-seen.ts';
import type { TimelineEntry } from '../simulation/timeline.ts';
import type { Terminal } from '../terminal.ts';
import { createWriteMoment } from '../write-moment.ts';
import type { PlayedStory } from './playbook-run.ts';

const MOMENT = 'ccc d LLL yyyy  HH:mm:ss';
const INDENT = '    ';

/** What happened in a story up to its last failure, each failure in its place. */
export function timelineLines(
  terminal: Terminal,
  { timeline, located }: PlayedStory,
  zone: string,
): string[] {
  const { style } = terminal;
  const momentOf = (at: number) => DateTime.fromMillis(at, { zone, locale: 'en' }).toFormat(MOMENT);
  const write = createWriteMoment(zone);
  const lines: string[] = [];
  let shown = '';
  const add = (at: number, text: string) => {
    const moment = momentOf(at);
    const place = moment === shown ? ' '.repeat(moment.length) : moment;
    shown = moment;
    lines.push(`${INDENT}${style('dim', place)}  ${text}`);
  };
  let next = 0;
  for (const { failure, line, expected } of located) {
    for (; next < failure.happened; next += 1) {
      const entry = timeline[next];
      if (entry !== undefined) add(entry.at, writeMoments(describe(terminal, entry), write));
    }
    add(failure.at, style('red', `✗ line ${line}: expected ${expected}`));
  }
  return lines;
}

function describe({ style }: Terminal, { kind, what }: TimelineEntry): string {
  const text = `${kind.padEnd(8)}  ${what}`;
  return kind === 'campaign' ? style('dim', text) : text;
}

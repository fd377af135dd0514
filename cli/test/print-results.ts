import { join } from 'node:path';
import { codeFrame } from '../code-frame.ts';
import { writeMoments } from '../describe-seen.ts';
import { formatProblems } from '../format-problems.ts';
import { shownPath } from '../shown-path.ts';
import type { Terminal } from '../terminal.ts';
import { createWriteMoment } from '../write-moment.ts';
import type { LocatedFinding } from './locate-findings.ts';
import { countStories, type PlaybookRun, type PlayedStory } from './playbook-run.ts';
import { timelineLines } from './print-timeline.ts';

/** Prints what came of stories for somebody who reads it: a line for each, then the failures at length, then figures. */
export async function printResults(
  terminal: Terminal,
  runs: readonly PlaybookRun[],
  milliseconds: number,
): Promise<void> {
  for (const run of runs) await printPlaybook(terminal, run);
  for (const run of runs) {
    const failed = run.stories.filter(({ failures }) => failures.length > 0);
    for (const story of failed) printFailure(terminal, run, story);
  }
  printFigures(terminal, runs, milliseconds);
}

async function printPlaybook(terminal: Terminal, run: PlaybookRun): Promise<void> {
  const { style, out } = terminal;
  const { folder, name, problems, stories, skipped } = run;
  if (stories.length === 0 && skipped > 0) return;
  out(`${style('bold', name ?? folder)}${name === undefined ? '' : style('dim', `  ${shownPath(folder)}`)}`);
  if (problems.length > 0) return out(await formatProblems(terminal, folder, problems));
  for (const { story, failures, milliseconds } of stories) {
    const mark = failures.length === 0 ? style('green', '✓') : style('red', '✗');
    out(`  ${mark} ${story.story}  ${style('dim', `${Math.ceil(milliseconds)} ms`)}`);
  }
  if (stories.length + skipped === 0)
    out(`  ${style('yellow', 'no stories: they stand in tests/<id>.yaml')}`);
}

function printFailure(terminal: Terminal, run: PlaybookRun, played: PlayedStory): void {
  const { style, out } = terminal;
  const { folder, timezone } = run;
  const { story, located } = played;
  const write = createWriteMoment(timezone);
  out(`\n${style('red', `✗ ${story.story}`)}`);
  const path = shownPath(join(folder, story.file));
  for (const finding of located) {
    out(`\n  ${style('cyan', `${path}:${finding.line}:${finding.column}`)}\n`);
    for (const line of codeFrame(terminal, finding.text, finding)) out(`  ${line}`);
    for (const line of findingLines(terminal, finding)) out(writeMoments(line, write));
  }
  out(`\n  What happened ${style('dim', `(times of ${timezone})`)}`);
  for (const line of timelineLines(terminal, played, timezone)) out(line);
}

function findingLines({ style }: Terminal, { expected, received, why }: LocatedFinding): string[] {
  return [
    '',
    `  Expected  ${style('green', expected)}`,
    `  Received  ${style('red', received)}`,
    ...why.map((line) => `            ${line}`),
  ];
}

function printFigures(terminal: Terminal, runs: readonly PlaybookRun[], milliseconds: number): void {
  const { style, out } = terminal;
  const { passed, failed, skipped, refused } = countStories(runs);
  const parts = [
    failed > 0 && style('red', `${failed} failed`),
    passed > 0 && style('green', `${passed} passed`),
    skipped > 0 && style('yellow', `${skipped} skipped`),
  ].filter(Boolean);
  out('');
  if (refused > 0) out(`Playbooks  ${style('red', `${refused} not in order`)} (${runs.length})`);
  out(`Stories    ${parts.join(', ') || 'none'} (${passed + failed + skipped})`);
  out(`Time       ${Math.ceil(milliseconds)} ms`);
}

import { join } from 'node:path';
import type { LocatedProblem } from '../located-problem.ts';
import { shownPath } from '../shown-path.ts';
import { countStories, type PlaybookRun, type PlayedStory, unreachedOf } from './playbook-run.ts';

/** What came of stories, for programs: as JSON; where it is strict, also what no story reaches. */
export function reportJson(runs: readonly PlaybookRun[], strict = false): string {
  const stories = runs.flatMap(({ folder, stories }) =>
    stories.map((played) => ({
      folder,
      file: fileOf(folder, played),
      story: played.story.story,
      passed: played.failures.length === 0,
      milliseconds: Math.ceil(played.milliseconds),
      failures: failuresOf(played),
    })),
  );
  const problems = runs.flatMap(({ folder, problems }) =>
    problems.map((problem) => ({ ...problem, file: shownPath(join(folder, problem.file)) })),
  );
  const { passed, failed, skipped } = countStories(runs);
  const unreached = strict && { unreached: unreachedOf(runs) };
  return JSON.stringify({ passed, failed, skipped, stories, problems, ...unreached }, null, 2);
}

/** As JUnit’s XML, which every CI server shows. A playbook that is not in order is a test with an error; a place that no story reaches, where it is strict, one that failed. */
export function reportJunit(runs: readonly PlaybookRun[], strict = false): string {
  const suites = runs.map((run) => {
    const { folder, name, problems, stories } = run;
    const unreached = strict ? unreachedOf([run]) : [];
    const refused = problems.map(
      ({ file, line, column, message }) =>
        `<testcase name="check" classname=${quoted(folder)}><error message=${quoted(
          `${shownPath(join(folder, file))}:${line}:${column} ${message}`,
        )}/></testcase>`,
    );
    const failed = stories.filter(({ failures }) => failures.length > 0).length;
    const tests = stories.length + problems.length + unreached.length;
    const head = `<testsuite name=${quoted(name ?? folder)} tests="${tests}" failures="${failed + unreached.length}" errors="${problems.length}">`;
    const cases = stories.map((played) => testCase(folder, played));
    return [
      head,
      ...refused,
      ...cases,
      ...unreached.map((place) => unreachedCase(folder, place)),
      '</testsuite>',
    ].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>'].join('\n');
}

function unreachedCase(folder: string, { file, line, column, message }: LocatedProblem): string {
  const failure = `<failure message=${quoted(`${file}:${line}:${column} ${message}`)}/>`;
  return `<testcase name=${quoted(message)} classname=${quoted(folder)} file=${quoted(file)}>${failure}</testcase>`;
}

function testCase(folder: string, played: PlayedStory): string {
  const file = fileOf(folder, played);
  const seconds = (played.milliseconds / 1_000).toFixed(3);
  const failures = failuresOf(played).map(
    ({ line, column, expected, received, why }) =>
      `<failure message=${quoted(`expected ${expected}, received ${received}`)}>${escaped(
        [`${file}:${line}:${column}`, ...why].join('\n'),
      )}</failure>`,
  );
  const name = quoted(played.story.story);
  return `<testcase name=${name} classname=${quoted(folder)} file=${quoted(file)} time="${seconds}">${failures.join('')}</testcase>`;
}

const failuresOf = ({ located }: PlayedStory) =>
  located.map(({ failure, line, column, expected, received, why }) => {
    return { step: failure.step, line, column, expected, received, why };
  });

const fileOf = (folder: string, { story }: PlayedStory): string => shownPath(join(folder, story.file));

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Characters that XML has no way to write. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;
const escaped = (text: string): string =>
  text.replace(NOT_XML, '').replace(/[&<>"]/gu, (character) => ENTITIES[character] ?? character);
const quoted = (text: string): string => `"${escaped(text)}"`;

import { checkDraws } from '../domain/playbook/check/check-draws.ts';
import { checkReferences } from '../domain/playbook/check/check-references.ts';
import { checkVariants } from '../domain/playbook/check/check-variants.ts';
import { compilePlaybook, compileStories } from '../domain/playbook/compile-playbook.ts';
import { checkStateSize } from '../domain/playbook/estimate/estimate-state.ts';
import { classifyFile } from '../domain/playbook/file-kind.ts';
import { loadPlaybook } from '../domain/playbook/load-playbook.ts';
import type { PlaybookSource } from '../domain/playbook/playbook-source.ts';
import type { PlaybookStory } from '../domain/playbook/playbook-story.ts';
import type { Problem } from '../domain/playbook/problem/problem.ts';
import type { Program, TemplateSet } from '../domain/playbook/program/program.ts';
import { checkMissing } from './check-missing.ts';
import { checkCampaignTexts, checkTemplateTexts } from './check-texts.ts';
import { compileDeploys } from './compile-deploys.ts';
import type { CompiledTemplate } from './compile-template.ts';
import { inReadingOrder, type LocatedProblem } from './located-problem.ts';
import { type ParsedYaml, parseYaml } from './parse-yaml.ts';
import { readFolder, type TextFile } from './read-folder.ts';
import { startTemplates } from './start-templates.ts';

/** A playbook, ready to be deployed. */
export interface CompiledFolder {
  readonly program: Program;
  readonly templates: TemplateSet;
  /** The text of every file, by its path within the folder. */
  readonly sources: Readonly<Record<string, string>>;
  readonly stories: readonly PlaybookStory[];
  readonly problems: readonly [];
  /** What is probably not meant, and can be deployed. */
  readonly warnings: readonly LocatedProblem[];
}

/** A playbook in which something is wrong: nothing was made of it. */
export interface RefusedFolder {
  readonly program?: undefined;
  readonly problems: readonly LocatedProblem[];
  readonly warnings: readonly LocatedProblem[];
}

/**
 * Reads, validates and compiles a playbook's folder. Problems are reported, all at once, with file, line and column.
 * @param now milliseconds since the epoch: what lies before it is past
 * @throws InvalidInputError if there is no such folder
 */
export async function compileFolder(
  folder: string,
  now = Date.now(),
): Promise<CompiledFolder | RefusedFolder> {
  return compileFiles(await readFolder(folder), now);
}

/** As `compileFolder`, for files that were read already. */
export async function compileFiles(
  read: readonly TextFile[],
  now = Date.now(),
): Promise<CompiledFolder | RefusedFolder> {
  const files = read.filter((file) => classifyFile(file.path).kind !== 'ignored');
  // What they say is unknown: whatever else was found would be of what they do not say.
  const misencoded = files.flatMap(({ path, misencoding }) =>
    misencoding === undefined ? [] : [{ file: path, ...misencoding }],
  );
  if (misencoded.length > 0) return { problems: inReadingOrder(misencoded), warnings: [] };
  const compiling = startTemplates(files.filter((file) => classifyFile(file.path).kind === 'template'));
  const yaml = new Map(
    files.filter(({ path }) => path.endsWith('.yaml')).map(({ path, text }) => [path, parseYaml(path, text)]),
  );
  const playbookFiles = files.map((file) => ({ ...file, data: yaml.get(file.path)?.data }));
  const loaded = loadPlaybook(playbookFiles);
  const problems: LocatedProblem[] = [...yaml.values()].flatMap((parsed) => [...parsed.problems]);
  const warnings: LocatedProblem[] = [];
  const report = (found: readonly Problem[]): void => {
    for (const problem of found) {
      const into = problem.isWarning === true ? warnings : problems;
      into.push(...locate(problem, yaml.get(problem.file)));
    }
  };
  const refused = (): RefusedFolder => ({
    problems: inReadingOrder(problems),
    warnings: inReadingOrder(warnings),
  });
  report(loaded.problems);
  const { source } = loaded;
  if (source === undefined) return refused();
  report(checkReferences(source, loaded.declared, now));
  report(checkCampaignTexts(source));
  const missing = checkMissing(source);
  report(missing.problems);
  for (const { isWarning, ...problem } of [...checkTemplateTexts(source), ...missing.inTemplates])
    (isWarning === true ? warnings : problems).push(problem);
  const compiled = await compiling();
  problems.push(...source.templates.flatMap(({ file }) => compiled.get(file)?.problems ?? []));
  problems.push(...doubtsBeside(problems, [...yaml.values()]));
  if (problems.length > 0) return refused();

  const sources = Object.fromEntries(files.map(({ path, text }) => [path, text]));
  const program = compilePlaybook(source, sources);
  report(checkStateSize(program));
  report(checkVariants(source, program));
  const deploys = compileDeploys(playbookFiles, source, now);
  report(deploys.problems);
  report(checkDraws(source.stories, program, deploys.programs));
  if (problems.length > 0) return refused();
  const templates = { version: program.version, templates: htmlOf(source, compiled) };
  const stories = compileStories(source, deploys.programs);
  return { program, templates, sources, stories, problems: [], warnings: inReadingOrder(warnings) };
}

/** Doubts about what nothing else is said of. */
function doubtsBeside(problems: readonly LocatedProblem[], yaml: readonly ParsedYaml[]): LocatedProblem[] {
  const placeOf = ({ file, line, column }: LocatedProblem) => `${file}:${line}:${column}`;
  const places = new Set(problems.map(placeOf));
  return yaml.flatMap(({ doubts }) => doubts.filter((doubt) => !places.has(placeOf(doubt))));
}

/** A file that is not YAML has said so already; what was read of it is not worth a second complaint. */
function locate(problem: Problem, parsed: ParsedYaml | undefined): LocatedProblem[] {
  if (parsed === undefined) {
    const { file, message, hint } = problem;
    return [{ file, line: 1, column: 1, message, ...(hint !== undefined && { hint }) }];
  }
  return parsed.problems.length > 0 ? [] : [parsed.locate(problem)];
}

/** The HTML of each template that has some, by its id. */
function htmlOf(
  { templates }: PlaybookSource,
  compiled: ReadonlyMap<string, CompiledTemplate>,
): Record<string, { html: string }> {
  const entries = templates.flatMap(({ id, file }) => {
    const html = compiled.get(file)?.html;
    return html === undefined ? [] : [[id, { html }] as const];
  });
  return Object.fromEntries(entries);
}

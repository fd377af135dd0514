import { compileDeploy } from '../domain/playbook/compile/compile-deploy.ts';
import { classifyFile } from '../domain/playbook/file-kind.ts';
import type { PlaybookFile, PlaybookSource } from '../domain/playbook/playbook-source.ts';
import type { Problem } from '../domain/playbook/problem/problem.ts';
import type { Program } from '../domain/playbook/program/program.ts';
import { checkCampaignTexts } from './check-texts.ts';

/** The versions that stories deploy, by story and step. */
export interface CompiledDeploys {
  readonly programs: ReadonlyMap<string, ReadonlyMap<number, Program>>;
  readonly problems: readonly Problem[];
}

/**
 * Compiles what the stories of a playbook deploy.
 * @param files of a playbook that is in order
 * @param now milliseconds since the epoch
 */
export function compileDeploys(
  files: readonly PlaybookFile[],
  { stories }: PlaybookSource,
  now: number,
): CompiledDeploys {
  const own = files.filter(({ path }) => classifyFile(path).kind !== 'story');
  const programs = new Map<string, Map<number, Program>>();
  const problems: Problem[] = [];
  for (const { file, source } of stories) {
    for (const [index, step] of source.steps.entries()) {
      if (!('deploy' in step)) continue;
      const path = ['steps', index, 'deploy'];
      const compiled = compileDeploy(own, { deploy: step.deploy, file, path }, checkCampaignTexts, now);
      if (compiled.kind === 'problems') problems.push(...compiled.problems);
      else programs.set(file, new Map(programs.get(file)).set(index, compiled.program));
    }
  }
  return { programs, problems };
}

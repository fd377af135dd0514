import { compileFiles } from '../../cli/compile-folder.ts';
import { runStory, type StoryResult } from '../../cli/test/run-story.ts';
import { createLiquidRenderer } from '../../lambdas/adapters/liquid-renderer.ts';

/**
 * Plays a story on a playbook.
 * @param files the playbook's, by path
 * @param steps as lines of YAML
 * @param head further keys of the story, likewise
 */
export async function playStory(
  files: Readonly<Record<string, string>>,
  steps: string,
  head = '',
): Promise<StoryResult> {
  const story = `story: A story\nstart: 2026-03-02T10:00:00+01:00\n${head}\nsteps:\n${steps}`;
  const all = Object.entries({ ...files, 'tests/a.yaml': story }).map(([path, text]) => ({ path, text }));
  const compiled = await compileFiles(all);
  if (compiled.program === undefined) throw new Error(JSON.stringify(compiled.problems));
  const [only] = compiled.stories;
  if (only === undefined) throw new Error('there is no story');
  return runStory({ ...compiled, renderer: createLiquidRenderer() }, only);
}

/** What was not as the story says, each as `step: expected / received`, followed by why. */
export function toldOf({ failures }: StoryResult): string[] {
  return failures.flatMap(({ step, findings }) =>
    findings.map(({ expected, received, why }) =>
      [`${step}: ${expected} / ${received}`, ...why.map((line) => `  ${line}`)].join('\n'),
    ),
  );
}

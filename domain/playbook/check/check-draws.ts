import { type Draw, type Drawn, namedDraws } from '../../campaign/step/named-draws.ts';
import type { SourceFile } from '../playbook-source.ts';
import type { PathStep, Problem } from '../problem/problem.ts';
import type { Program } from '../program/program.ts';
import type { StorySource } from '../schema/story-schema.ts';
import { checkName } from './check-name.ts';

const NOTHING = 'this playbook draws nothing: it has no `holdout`, `split`, `random` or `control`';

/**
 * Finds draws in stories that the playbook does not know, and those that do not come out so.
 * @param deployed what each story deploys, by its file and the step
 */
export function checkDraws(
  stories: readonly SourceFile<StorySource>[],
  program: Program,
  deployed: ReadonlyMap<string, ReadonlyMap<number, Program>> = new Map(),
): Problem[] {
  return stories.flatMap(({ file, source }) => {
    const programs = [program, ...(deployed.get(file)?.values() ?? [])];
    const draws = namedDraws(...programs);
    const files = new Map([
      ...programs.flatMap((each) => each.segments.map(({ id }) => [id, 'segment'] as const)),
      ...programs.flatMap((each) => Object.keys(each.campaigns).map((id) => [id, 'campaign'] as const)),
    ]);
    return drawsIn(source).flatMap(([written, path]) =>
      Object.entries(written).flatMap(([name, drawn]) =>
        checkDraw({ draws, files }, name, drawn, { file, path: [...path, name] }),
      ),
    );
  });
}

/** Those of the story and of its steps, each with its place. */
function drawsIn({ draws, steps }: StorySource): (readonly [Record<string, Drawn>, readonly PathStep[]])[] {
  const ofSteps = steps.flatMap((step, index) =>
    'draws' in step && step.draws !== undefined ? [[step.draws, ['steps', index, 'draws']] as const] : [],
  );
  return draws === undefined ? ofSteps : [[draws, ['draws']], ...ofSteps];
}

/** What may be named. */
interface Drawable {
  readonly draws: ReadonlyMap<string, Draw>;
  /** What each file is, by its id. */
  readonly files: ReadonlyMap<string, 'segment' | 'campaign'>;
}

function checkDraw(
  drawable: Drawable,
  name: string,
  drawn: Drawn,
  place: { readonly file: string; readonly path: readonly PathStep[] },
): Problem[] {
  const { draws } = drawable;
  const draw = draws.get(name);
  if (draw === undefined) {
    const unknown = checkName('draw', name, new Set(draws.keys()), { ...place, at: 'key' });
    const hint = draws.size === 0 ? NOTHING : hintForFile(drawable, name);
    return unknown.map((problem) => (hint === undefined ? problem : { ...problem, hint }));
  }
  const expected = expectedOf(draw, drawn);
  if (expected === undefined) return [];
  return [{ ...place, at: 'value', message: `expected ${expected}, found \`${drawn}\`` }];
}

const KINDS = { campaign: ['holdout', 'split', 'random'], segment: ['random'] };

/** Another file's draw is not meant where the file is right, and has none of that kind. */
function hintForFile({ draws, files }: Drawable, name: string): string | undefined {
  const [id = '', kind = ''] = name.split('.');
  const what = files.get(id);
  if (what === undefined || !KINDS[what].includes(kind)) return undefined;
  const first = `${id}.${kind}`;
  return draws.has(first) || draws.has(`${first}.1`) ? undefined : `${what} \`${id}\` has no \`${kind}\``;
}

/** What may stand there instead; undefined: this may. */
function expectedOf(draw: Draw, drawn: Drawn): string | undefined {
  if (draw.kind === 'share') return typeof drawn === 'number' ? '`in` or `out`' : undefined;
  const arms = draw.split.arms.length;
  return typeof drawn === 'number' && drawn <= arms ? undefined : `an arm from 1 to ${arms}`;
}

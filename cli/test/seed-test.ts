import { isDrawnSo, namedDraws } from '../../domain/campaign/named-draws.ts';
import type { StoryDraws } from '../../domain/playbook/playbook-story.ts';
import type { Program } from '../../domain/playbook/program.ts';
import type { SeedTest } from '../simulation/simulation.ts';

/** Tells whose draws come out as a story says. Those that the playbook does not know, `check` has refused. */
export function seedTest(program: Program, wanted: StoryDraws): SeedTest {
  const draws = namedDraws(program);
  const asked = Object.entries(wanted).flatMap(([name, drawn]) => {
    const draw = draws.get(name);
    return draw === undefined ? [] : [{ draw, drawn }];
  });
  return (seed) => asked.every(({ draw, drawn }) => isDrawnSo(draw, drawn, seed));
}

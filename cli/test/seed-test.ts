import { type Draw, isDrawnSo } from '../../domain/campaign/step/named-draws.ts';
import type { StoryDraws } from '../../domain/playbook/playbook-story.ts';
import type { SeedTest } from '../simulation/new-profile-id.ts';

/** Tells whose draws come out as a story says. Those that the playbook does not know, `check` has refused. */
export function seedTest(draws: ReadonlyMap<string, Draw>, wanted: StoryDraws): SeedTest {
  const asked = Object.entries(wanted).flatMap(([name, drawn]) => {
    const draw = draws.get(name);
    return draw === undefined ? [] : [{ draw, drawn }];
  });
  return (seed) => asked.every(({ draw, drawn }) => isDrawnSo(draw, drawn, seed));
}

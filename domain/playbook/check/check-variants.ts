import { countVariants, MOST_VARIANTS } from '../../campaign/step/count-variants.ts';
import type { PlaybookSource } from '../playbook-source.ts';
import type { Problem } from '../problem/problem.ts';
import type { Program } from '../program/program.ts';

/** Finds campaigns with so many splits behind each other that nobody could count what came of each way through them. */
export function checkVariants({ campaigns }: PlaybookSource, program: Pick<Program, 'campaigns'>): Problem[] {
  return campaigns.flatMap(({ id, file }) => {
    const steps = program.campaigns[id]?.steps ?? [];
    if (countVariants(steps) <= MOST_VARIANTS) return [];
    const message = `its messages are counted by the arms on the way to them, and that makes more than ${MOST_VARIANTS} numbers`;
    const hint =
      'each split behind another multiplies them: draw by fewer, or `set` what was drawn and go on in another campaign';
    return [{ file, path: ['steps'], at: 'key' as const, message, hint }];
  });
}

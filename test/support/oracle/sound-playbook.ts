import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import type { SeededRandom } from '../simulation/seeded-random.ts';
import { aPlaybook, type Kinds } from './arbitrary-playbook.ts';
import { compileWritten } from './compile-written.ts';
import type { WrittenPlaybook } from './written.ts';

const ATTEMPTS = 60;
/** Where what is asked for cannot stand, such as an affinity in `stopWhen`. */
const PLAIN: Kinds = { conditions: ['consent'], traits: ['count'] };

/** A playbook that `check` lets through: whatever it refuses is taken from another one. */
export function aSoundPlaybook(
  dice: SeededRandom,
  kinds: Kinds,
): { written: WrittenPlaybook; active: ActiveProgram } {
  let written = aPlaybook(dice, kinds);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const compiled = compileWritten(written);
    if (compiled.kind === 'program') return { written, active: compiled.active };
    const files = new Set(compiled.problems.map(({ file }) => file));
    if (files.has('playbook.yaml')) throw new Error(JSON.stringify(compiled.problems));
    const isLastResort = attempt > ATTEMPTS / 2;
    written = withOthers(written, aPlaybook(dice, isLastResort ? PLAIN : kinds), files);
  }
  throw new Error('check refuses whatever is written');
}

function withOthers(
  written: WrittenPlaybook,
  other: WrittenPlaybook,
  files: ReadonlySet<string>,
): WrittenPlaybook {
  const mend = <T>(folder: string, own: Readonly<Record<string, T>>, others: Readonly<Record<string, T>>) =>
    Object.fromEntries(
      Object.entries(own).map(([id, data]) => [
        id,
        files.has(`${folder}/${id}.yaml`) ? (others[id] ?? data) : data,
      ]),
    );
  return {
    settings: written.settings,
    segments: mend('segments', written.segments, other.segments),
    traits: mend('traits', written.traits, other.traits),
    campaigns: mend('campaigns', written.campaigns, other.campaigns),
  };
}

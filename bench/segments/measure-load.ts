import { checkReferences } from '../../domain/playbook/check/check-references.ts';
import { loadPlaybook } from '../../domain/playbook/load-playbook.ts';
import { activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import { newcomerPlaces } from '../../domain/segment/newcomer-places.ts';
import type { Figure } from '../figure.ts';
import { askedOf, playbookOf, programOf } from './segment-playbook.ts';

const SEGMENTS = 10_000;
const MEGABYTE = 1e6;

/** What a playbook of 10,000 segments takes to be validated and compiled, and what its program takes to be loaded. */
export async function measureLoad(): Promise<readonly Figure[]> {
  const asked = askedOf(SEGMENTS);
  const { segments } = playbookOf(asked);
  const settings = { path: 'playbook.yaml', text: '', data: { name: 'Bench', timezone: 'UTC' } };
  const files = segments.map(({ file, source }) => ({ path: file, text: '', data: source }));
  const checked = timed(() => {
    const { source, declared } = loadPlaybook([settings, ...files]);
    if (source === undefined || checkReferences(source, declared).length > 0)
      throw new Error('it is not in order');
  });
  const compiled = timed(() => programOf(asked));
  const text = JSON.stringify(compiled.result);
  const parsed = timed(() => JSON.parse(text) as Program);
  const before = heapBytes();
  const activated = timed(() => {
    const active = activateProgram(parsed.result);
    newcomerPlaces(active);
    return active;
  });
  const bytes = heapBytes() - before;
  const note = `${SEGMENTS} segments, each with an aggregate of its own`;
  return [
    { name: 'validate a playbook', ours: checked.milliseconds, unit: 'ms', note },
    { name: 'compile it', ours: compiled.milliseconds, unit: 'ms' },
    {
      name: 'read the program',
      ours: parsed.milliseconds,
      unit: 'ms',
      note: `${(text.length / MEGABYTE).toFixed(1)} MB`,
    },
    { name: 'make it ready to run', ours: activated.milliseconds, unit: 'ms' },
    {
      name: 'memory of what is made ready',
      ours: bytes / MEGABYTE,
      unit: 'MB',
      note: `${activated.result.segmentPlaces.size} segments`,
    },
  ];
}

function timed<T>(act: () => T): { result: T; milliseconds: number } {
  const begun = process.cpuUsage();
  const result = act();
  const { user, system } = process.cpuUsage(begun);
  return { result, milliseconds: (user + system) / 1000 };
}

/** After a collection, where the process was started with `--expose-gc`. */
function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

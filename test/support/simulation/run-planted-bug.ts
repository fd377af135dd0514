import { type PlantedBug, plantBug, type TrialName } from './plant-bug.ts';

/**
 * The process of one bug: `node run-planted-bug.ts '<the bug as JSON>'`, or `{ "by": … }` without one. It writes what came
 * of it as JSON; where the bug could not be planted it writes nothing and fails.
 */
const bug = JSON.parse(process.argv[2] ?? '') as PlantedBug | { readonly by: TrialName };
const isPlanted = 'file' in bug ? plantBug(bug) : () => true;
// Only now: what is imported before a bug is planted is loaded without it.
const { findFailure } = await import('./find-failure.ts');
if (!isPlanted()) throw new Error(`nothing loads ${'file' in bug ? bug.file : ''}`);
const failure = await findFailure(bug.by);
process.stdout.write(JSON.stringify({ failure: failure ?? null }));

import { type ActiveProgram, activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { contentHash } from '../../../domain/playbook/program/content-hash.ts';
import type { Deployed, Deployment } from '../../../domain/playbook/program/deployment.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { deployAfter, deployedProgram } from '../../../domain/playbook/program/retain-aggregates.ts';
import type { PlaybookObjects } from '../../adapters/playbook-objects.ts';
import type { PlaybookPointer, PlaybookVersions } from '../../adapters/playbook-versions.ts';
import { readDeployed } from './move-pointer.ts';
import { requireRunnable } from './require-runnable.ts';

export interface PlanProgramsDependencies {
  readonly versions: Pick<PlaybookVersions, 'pointer'>;
  readonly objects: PlaybookObjects;
  readonly clock: () => number;
}

/** The active playbook, and another as its deploy would run it. */
export interface PlannedPrograms {
  /** Undefined where no playbook is deployed, or the active one cannot be read. */
  readonly basis:
    | { readonly pointer: PlaybookPointer; readonly own: Program; readonly active: ActiveProgram }
    | undefined;
  readonly candidate: ActiveProgram;
  /** What the deploy keeps up for journeys under way, and for which there is no room. */
  readonly deployment: Pick<Deployment, 'underway' | 'givenUp'>;
}

const KEY_LENGTH = 40;

/**
 * Reads what a plan compares. Both are kept for the next page of the same plan.
 * @throws InvalidInputError if the program cannot be run
 */
export function createPlanPrograms({
  versions,
  objects,
  clock,
}: PlanProgramsDependencies): (program: Program) => Promise<PlannedPrograms> {
  let held: { readonly key: string; readonly programs: PlannedPrograms } | undefined;
  return async (program) => {
    const pointer = await versions.pointer();
    const key = contentHash({ program, pointer }, KEY_LENGTH);
    if (held?.key !== key) {
      requireRunnable(program, 'plan');
      const deployed = await readDeployed(objects, pointer);
      held = { key, programs: join(program, pointer, deployed, clock()) };
    }
    return held.programs;
  };
}

function join(
  program: Program,
  pointer: PlaybookPointer | undefined,
  deployed: Deployed | undefined,
  now: number,
): PlannedPrograms {
  const ordinal = (pointer?.ordinal ?? 0) + 1;
  const deployment = deployAfter(program, deployed, ordinal, now);
  const candidate = activateProgram(deployedProgram({ program, deployment }, ordinal));
  if (pointer === undefined || deployed === undefined) return { basis: undefined, candidate, deployment };
  const active = activateProgram(deployedProgram(deployed, pointer.ordinal));
  return { basis: { pointer, own: deployed.program, active }, candidate, deployment };
}

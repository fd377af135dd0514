import { MaitredError } from '../../../domain/error/maitred-error.ts';
import { contentHash } from '../../../domain/playbook/program/content-hash.ts';
import type { Deployed } from '../../../domain/playbook/program/deployment.ts';
import {
  type DescribedUnderway,
  describeUnderway,
} from '../../../domain/playbook/program/describe-underway.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { deployAfter, deployedProgram, isPlain } from '../../../domain/playbook/program/retain-aggregates.ts';
import type { BroadcastStore } from '../../adapters/broadcast-store.ts';
import type { PlaybookObjects } from '../../adapters/playbook-objects.ts';
import type { PlaybookUploads } from '../../adapters/playbook-uploads.ts';
import {
  DeployConflictError,
  type PlaybookPointer,
  type PlaybookVersions,
} from '../../adapters/playbook-versions.ts';
import { planBroadcasts } from './plan-broadcasts.ts';

export interface PointerDependencies {
  readonly versions: PlaybookVersions;
  readonly broadcasts: BroadcastStore;
  readonly clock: () => number;
  readonly objects: PlaybookObjects;
  readonly uploads: Pick<PlaybookUploads, 'writeDeployment'>;
}

/** Where the pointer is now. */
export interface Moved extends PlaybookPointer {
  /** Journeys under way of which there was no room for what they ask; absent where there was. */
  readonly givenUp?: readonly DescribedUnderway[];
}

const NAME_LENGTH = 20;
/** Codes of a stored playbook that a deploy must get past: it is how it is repaired. */
const UNREADABLE: ReadonlySet<string> = new Set(['playbook-missing', 'playbook-broken']);

/**
 * Makes a version the active one: first the object of what its deployment adds to it, named by its content, then the
 * pointer, then the rows of its schedules. Where somebody else moves the pointer in between, the object is nobody's and does
 * no harm. Stopped before the rows are there, the same deploy tried again writes them.
 * @param from the pointer as it was read when this was decided
 * @param move moves the pointer where it is still there
 * @throws DeployConflictError that says what is active now
 */
export async function movePointer(
  dependencies: PointerDependencies,
  { program, from }: { readonly program: Program; readonly from: PlaybookPointer | undefined },
  move: (to: PlaybookPointer) => Promise<void>,
): Promise<Moved> {
  const { uploads } = dependencies;
  const ordinal = (from?.ordinal ?? 0) + 1;
  const before = await readDeployed(dependencies.objects, from);
  const deployment = deployAfter(program, before, ordinal, dependencies.clock());
  const to = { version: program.version, ordinal };
  const name = isPlain(deployment) ? undefined : contentHash(deployment, NAME_LENGTH);
  if (name !== undefined) await uploads.writeDeployment(name, deployment);
  const pointer = name === undefined ? to : { ...to, deployment: name };
  try {
    await move(pointer);
  } catch (error) {
    throw error instanceof DeployConflictError ? await tellConflict(dependencies.versions, error) : error;
  }
  await planBroadcasts(dependencies, deployedProgram({ program, deployment }, ordinal));
  const givenUp = describeUnderway(deployment.givenUp);
  return { ...pointer, ...(givenUp.length > 0 && { givenUp }) };
}

/** An interrupted deploy may have left out the rows of the schedules of what is active: they are written now. */
export async function planBroadcastsOf(
  dependencies: PointerDependencies,
  pointer: PlaybookPointer,
): Promise<void> {
  const deployed = await readDeployed(dependencies.objects, pointer);
  if (deployed !== undefined) await planBroadcasts(dependencies, deployedProgram(deployed, pointer.ordinal));
}

/** What is active; undefined where nothing is, or where it cannot be read: then nothing of it can be kept up. */
export async function readDeployed(
  objects: PlaybookObjects,
  pointer: PlaybookPointer | undefined,
): Promise<Deployed | undefined> {
  if (pointer === undefined) return undefined;
  const { version, deployment: name } = pointer;
  try {
    const [program, deployment] = await Promise.all([
      objects.readProgram(version),
      name === undefined ? undefined : objects.readDeployment(name),
    ]);
    return { program, deployment };
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

/** True for a version that is not there, or that nobody can read. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof MaitredError && UNREADABLE.has(error.code);
}

/** Of two who deploy at once, the second is told what the first has made active. */
export async function tellConflict(
  versions: PlaybookVersions,
  cause?: unknown,
): Promise<DeployConflictError> {
  const pointer = await versions.pointer();
  if (pointer === undefined) return new DeployConflictError({ cause });
  const row = await versions.version(pointer.version);
  const by = pointer.by === undefined ? '' : ` by ${pointer.by}`;
  const at = pointer.since === undefined ? '' : ` at ${new Date(pointer.since).toISOString()}`;
  const last = `${row?.ordinal === pointer.ordinal ? 'deployed' : 'rolled back to'}${by}${at}`;
  return new DeployConflictError({
    cause,
    active: `version ${pointer.version} is active (deploy ${pointer.ordinal}), ${last}`,
  });
}

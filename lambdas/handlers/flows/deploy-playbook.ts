import { isDeepStrictEqual } from 'node:util';
import { InvalidInputError } from '../../../domain/error/maitred-error.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { PlaybookContent, PlaybookUploads } from '../../adapters/playbook-uploads.ts';
import type { PlaybookPointer, PlaybookVersion, PlaybookVersions } from '../../adapters/playbook-versions.ts';
import type { EnsureStaffTopics } from '../../adapters/staff-topics.ts';
import { NotFoundError } from '../../runtime/http-error.ts';
import {
  isUnreadable,
  type Moved,
  movePointer,
  type PointerDependencies,
  planBroadcastsOf,
  tellConflict,
} from './move-pointer.ts';
import { requireRunnable } from './require-runnable.ts';

export interface DeployDependencies extends PointerDependencies {
  readonly uploads: PlaybookUploads;
  readonly ensureStaffTopics: EnsureStaffTopics;
}

/** What a deploy came to. */
export interface DeployResult extends Pick<Moved, 'version' | 'ordinal' | 'givenUp'> {
  readonly status: 'deployed' | 'unchanged';
}

/** Who deploys, and over what. */
export interface DeployOptions {
  /** The pointer's ordinal, as the deployer saw it; without it, whatever is active. */
  readonly expectedOrdinal?: number | undefined;
  /** The source of the deployer's key; absent for a stack. */
  readonly by?: string;
}

/**
 * Makes a playbook the active one: venues' topics, the immutable objects, then in one transaction the version's row
 * and the pointer. Stopped anywhere before, nothing has changed and the same deploy can be tried again.
 * @throws DeployConflictError if somebody else deployed meanwhile; it says what is active now
 * @throws InvalidInputError if the program cannot be run, or its version names another
 */
export async function deployPlaybook(
  dependencies: DeployDependencies,
  content: PlaybookContent,
  { expectedOrdinal, by }: DeployOptions = {},
): Promise<DeployResult> {
  const { versions, uploads, ensureStaffTopics, clock } = dependencies;
  const { program } = content;
  requireRunnable(program, 'deploy');
  const active = await versions.pointer();
  if (expectedOrdinal !== undefined && expectedOrdinal !== (active?.ordinal ?? 0))
    throw await tellConflict(versions);
  await ensureStaffTopics(Object.keys(program.venues));
  if (active?.version === program.version) return keepActive(dependencies, active);
  await requireSameContent(dependencies, program);
  await uploads.write(content);
  const moved = await movePointer(dependencies, { program, from: active }, (to) =>
    versions.activate({ ...to, ...describeDeploy(program, clock(), by) }, active),
  );
  return deployed(moved);
}

/** What is answered of a move of the pointer. */
export function deployed({ version, ordinal, givenUp }: Moved): DeployResult {
  return { status: 'deployed', version, ordinal, ...(givenUp && { givenUp }) };
}

/** What a version's row says of its deploy. @param now milliseconds since the epoch */
export function describeDeploy(
  { name, campaigns }: Program,
  now: number,
  by?: string,
): Pick<PlaybookVersion, 'deployedAt' | 'name' | 'by' | 'including'> {
  const including = Object.values(campaigns).filter(({ includeExisting }) => includeExisting).length;
  return { deployedAt: now, name, ...(by && { by }), ...(including > 0 && { including }) };
}

/** What is answered where it is active already; whatever an interrupted deploy has left out is made up for. */
export async function keepActive(
  dependencies: PointerDependencies,
  pointer: PlaybookPointer,
): Promise<DeployResult> {
  await planBroadcastsOf(dependencies, pointer);
  return { status: 'unchanged', version: pointer.version, ordinal: pointer.ordinal };
}

/** What was deployed under a version stays what a rollback finds there. What cannot be read is written anew. */
async function requireSameContent(
  { versions, objects }: DeployDependencies,
  program: Program,
): Promise<void> {
  if ((await versions.version(program.version)) === undefined) return;
  const stored = await objects.readProgram(program.version).catch((error: unknown) => {
    if (isUnreadable(error)) return undefined;
    throw error;
  });
  if (stored === undefined || isDeepStrictEqual(stored, JSON.parse(JSON.stringify(program)))) return;
  throw new InvalidInputError('another program was deployed under this version', {
    field: 'program.version',
    hint: 'Deploy with the command line, which names each content anew: maitred deploy',
  });
}

/**
 * Makes an earlier version the active one, under a new and higher ordinal.
 * @param by the source of the key that asks for it
 * @param wanted a version's id; by default the one that was deployed before the active one
 * @throws NotFoundError if there is no such version; DeployConflictError if somebody else deployed meanwhile
 */
export async function rollbackPlaybook(
  dependencies: DeployDependencies,
  by: string,
  wanted?: string,
): Promise<DeployResult> {
  const { versions, objects, ensureStaffTopics, clock } = dependencies;
  const active = await versions.pointer();
  if (active === undefined) throw new NotFoundError('no playbook is deployed', 'Deploy one: maitred deploy');
  const version = wanted ?? (await versionBefore(versions, active));
  if (version === active.version) return keepActive(dependencies, active);
  if ((await versions.version(version)) === undefined) {
    throw new NotFoundError(`there is no version ${version}`, 'maitred versions lists them.');
  }
  const program = await objects.readProgram(version);
  await ensureStaffTopics(Object.keys(program.venues));
  const moved = await movePointer(dependencies, { program, from: active }, (to) =>
    versions.movePointer({ ...to, since: clock(), by }, active),
  );
  return deployed(moved);
}

async function versionBefore(versions: PlaybookVersions, active: PlaybookPointer): Promise<string> {
  const all = await versions.list();
  const place = all.findIndex(({ version }) => version === active.version);
  const before = place < 0 ? undefined : all[place + 1];
  if (before !== undefined) return before.version;
  throw new NotFoundError(
    'no version was deployed before the active one',
    'Name one: maitred rollback <version>',
  );
}

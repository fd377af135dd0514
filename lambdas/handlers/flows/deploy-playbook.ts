import { isDeepStrictEqual } from 'node:util';
import { InvalidInputError, MaitredError } from '../../../domain/error/maitred-error.ts';
import type { Program } from '../../../domain/playbook/program.ts';
import { rehearseProgram } from '../../../domain/playbook/rehearse-program.ts';
import type { PlaybookObjects } from '../../adapters/playbook-objects.ts';
import type { PlaybookContent, PlaybookUploads } from '../../adapters/playbook-uploads.ts';
import {
  DeployConflictError,
  type PlaybookPointer,
  type PlaybookVersions,
} from '../../adapters/playbook-versions.ts';
import type { EnsureStaffTopics } from '../../adapters/staff-topics.ts';
import { NotFoundError } from '../../runtime/http-error.ts';

export interface DeployDependencies {
  readonly versions: PlaybookVersions;
  readonly objects: PlaybookObjects;
  readonly uploads: PlaybookUploads;
  readonly ensureStaffTopics: EnsureStaffTopics;
  readonly clock: () => number;
}

/** Codes of a stored playbook that deploying it again repairs. */
const UNREADABLE: ReadonlySet<string> = new Set(['playbook-missing', 'playbook-broken']);

/** What a deploy came to. */
export interface DeployResult extends PlaybookPointer {
  readonly status: 'deployed' | 'unchanged';
}

/**
 * Makes a playbook the active one: venues' topics, the immutable objects, then in one transaction the version's row
 * and the pointer. Stopped anywhere before, nothing has changed and the same deploy can be tried again.
 * @param expectedOrdinal the pointer's, as the deployer saw it
 * @throws DeployConflictError if somebody else deployed meanwhile
 * @throws InvalidInputError if the program cannot be run, or its version names another
 */
export async function deployPlaybook(
  dependencies: DeployDependencies,
  content: PlaybookContent,
  expectedOrdinal?: number,
): Promise<DeployResult> {
  const { versions, uploads, ensureStaffTopics, clock } = dependencies;
  const { program } = content;
  requireRunnable(program);
  const active = await versions.pointer();
  if (expectedOrdinal !== undefined && expectedOrdinal !== (active?.ordinal ?? 0))
    throw new DeployConflictError();
  await ensureStaffTopics(Object.keys(program.venues));
  if (active?.version === program.version) return { status: 'unchanged', ...active };
  await requireSameContent(dependencies, program);
  await uploads.write(content);
  const pointer = { version: program.version, ordinal: (active?.ordinal ?? 0) + 1 };
  await versions.activate({ ...pointer, deployedAt: clock(), name: program.name }, active);
  return { status: 'deployed', ...pointer };
}

/** A program that our own compiler made can be run; one that somebody else sent need not. */
function requireRunnable(program: Program): void {
  try {
    rehearseProgram(program);
  } catch (error) {
    if (error instanceof MaitredError) throw error;
    throw new InvalidInputError('the program cannot be run', {
      field: 'program',
      hint: 'Deploy with the command line of the same release: maitred deploy',
    });
  }
}

/** What was deployed under a version stays what a rollback finds there. What cannot be read is written anew. */
async function requireSameContent(
  { versions, objects }: DeployDependencies,
  program: Program,
): Promise<void> {
  if ((await versions.version(program.version)) === undefined) return;
  const stored = await objects.readProgram(program.version).catch((error: unknown) => {
    if (error instanceof MaitredError && UNREADABLE.has(error.code)) return undefined;
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
 * @param wanted a version's id; by default the one that was deployed before the active one
 * @throws NotFoundError if there is no such version; DeployConflictError if somebody else deployed meanwhile
 */
export async function rollbackPlaybook(
  { versions, objects, ensureStaffTopics }: DeployDependencies,
  wanted?: string,
): Promise<DeployResult> {
  const active = await versions.pointer();
  if (active === undefined) throw new NotFoundError('no playbook is deployed', 'Deploy one: maitred deploy');
  const version = wanted ?? (await versionBefore(versions, active));
  if (version === active.version) return { status: 'unchanged', ...active };
  if ((await versions.version(version)) === undefined) {
    throw new NotFoundError(`there is no version ${version}`, 'maitred versions lists them.');
  }
  const program = await objects.readProgram(version);
  await ensureStaffTopics(Object.keys(program.venues));
  const pointer = { version, ordinal: active.ordinal + 1 };
  await versions.movePointer(pointer, active);
  return { status: 'deployed', ...pointer };
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

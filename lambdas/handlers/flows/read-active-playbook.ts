import { MaitredError } from '../../../domain/error/maitred-error.ts';
import type { Program, TemplateSet } from '../../../domain/playbook/program/program.ts';
import type { PlaybookObjects } from '../../adapters/playbook-objects.ts';
import type { PlaybookVersions } from '../../adapters/playbook-versions.ts';
import { NotFoundError } from '../../runtime/http-error.ts';

/** Lambda answers at most 6 MB, and escapes the text once more. */
const MAXIMUM_BYTES = 5_000_000;

/** The playbook that is active, as it was uploaded. */
export interface ActivePlaybook {
  readonly version: string;
  readonly ordinal: number;
  readonly program: Program;
  readonly templates: TemplateSet;
}

/**
 * Reads the active playbook, for whoever compares another with it.
 * @throws NotFoundError where none was deployed; MaitredError (`playbook-too-large`) where it does not fit an answer
 */
export async function readActivePlaybook({
  versions,
  objects,
}: {
  readonly versions: Pick<PlaybookVersions, 'pointer'>;
  readonly objects: Pick<PlaybookObjects, 'readProgram' | 'readTemplates'>;
}): Promise<ActivePlaybook> {
  const pointer = await versions.pointer();
  if (pointer === undefined)
    throw new NotFoundError('no playbook is deployed', 'Run: maitred deploy <folder>.');
  const { version, ordinal } = pointer;
  const [program, templates] = await Promise.all([
    objects.readProgram(version),
    objects.readTemplates(version),
  ]);
  const active = { version, ordinal, program, templates };
  // As a text within JSON, where each quotation mark takes one byte more.
  const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(active)));
  if (bytes <= MAXIMUM_BYTES) return active;
  throw new MaitredError(`the active playbook is over ${MAXIMUM_BYTES / 1_000_000} MB`, {
    code: 'playbook-too-large',
    retryable: false,
    status: 409,
    hint: 'Take its folder from where it is kept, and compare with that.',
  });
}

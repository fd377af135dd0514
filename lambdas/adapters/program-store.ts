import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { MaitredError } from '../../domain/error/maitred-error.ts';
import type { Program } from '../../domain/playbook/program.ts';
import { createObjectReader } from './object-reader.ts';
import { createPlaybookObjects } from './playbook-objects.ts';
import { createPlaybookVersions, type PlaybookPointer } from './playbook-versions.ts';

/** How old the answer to "which version is active" may be. */
const LOOK_AGAIN_MILLISECONDS = 10_000;

/** The active program as data, for who asks only for its rules. */
export interface ProgramStore {
  readonly active: () => Promise<{ readonly program: Program }>;
}

/**
 * Reads the active program and compiles nothing of it: collect needs only its rules, and without the matchers its
 * bundle stays small.
 * @throws MaitredError (`no-playbook`) before the first deploy; UnavailableError where a retry helps
 */
export function createProgramStore(options: {
  readonly documentClient: DynamoDBDocumentClient;
  readonly configTable: string;
  readonly bucket: string;
}): ProgramStore {
  const { documentClient: client, configTable, bucket } = options;
  const versions = createPlaybookVersions({ client, configTable });
  const objects = createPlaybookObjects(createObjectReader({ bucket }));
  let held: { readonly pointer: PlaybookPointer; readonly program: Program } | undefined;
  let looked: { readonly at: number; readonly found: Promise<{ readonly program: Program }> } | undefined;

  const look = async (): Promise<{ readonly program: Program }> => {
    const pointer = await versions.pointer();
    if (pointer === undefined) throw noPlaybook();
    if (held?.pointer.version !== pointer.version) {
      held = { pointer, program: await objects.readProgram(pointer.version) };
    }
    return { program: { ...held.program, ordinal: pointer.ordinal } };
  };

  return {
    active() {
      if (looked !== undefined && performance.now() - looked.at < LOOK_AGAIN_MILLISECONDS)
        return looked.found;
      const current = { at: performance.now(), found: look() };
      looked = current;
      current.found.catch(() => {
        if (looked === current) looked = undefined;
      });
      return current.found;
    },
  };
}

function noPlaybook(): MaitredError {
  return new MaitredError('no playbook is deployed', {
    code: 'no-playbook',
    retryable: true,
    hint: 'Deploy one with `maitred deploy`.',
  });
}

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Program } from '../../domain/playbook/program/program.ts';
import { followPointer } from './follow-pointer.ts';
import { createObjectReader } from './object-reader.ts';
import { createPlaybookObjects } from './playbook-objects.ts';
import { createPlaybookVersions, type PlaybookPointer } from './playbook-versions.ts';

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
  let held: { readonly version: string; readonly program: Program } | undefined;

  const load = async ({ version, ordinal }: PlaybookPointer): Promise<{ readonly program: Program }> => {
    if (held?.version !== version) held = { version, program: await objects.readProgram(version) };
    return { program: { ...held.program, ordinal } };
  };

  return followPointer({ pointer: versions.pointer, load, clock: () => performance.now() });
}

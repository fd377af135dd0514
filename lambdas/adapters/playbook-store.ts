import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type ActiveProgram, activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { Program, TemplateSet } from '../../domain/playbook/program/program.ts';
import { deployedProgram } from '../../domain/playbook/program/retain-aggregates.ts';
import { type ActiveVersion, followPointer } from './follow-pointer.ts';
import { createObjectReader, type ReadObject } from './object-reader.ts';
import { brokenPlaybook, createPlaybookObjects } from './playbook-objects.ts';
import { createPlaybookVersions, type PlaybookPointer } from './playbook-versions.ts';

/** Journeys keep the version they began with; more than these at a time are read again. */
const VERSIONS_HELD = 16;

export interface PlaybookStore extends ActiveVersion<ActiveProgram> {
  /** The program of a version, active or not, as it was compiled. */
  version(version: string): Promise<ActiveProgram>;
  templates(version: string): Promise<TemplateSet>;
}

export interface PlaybookStoreOptions {
  readonly documentClient: DynamoDBDocumentClient;
  readonly configTable: string;
  readonly bucket: string;
  /** By default from the bucket. */
  readonly readObject?: ReadObject;
  /** Measures the answer's age, in milliseconds; by default a stopwatch that no moved clock touches. */
  readonly clock?: () => number;
}

/**
 * Reads deployed playbooks, each version once.
 * @throws MaitredError (`no-playbook`) before the first deploy, (`playbook-missing`, `playbook-broken`) for a version that
 * cannot be run; UnavailableError where a retry helps
 */
export function createPlaybookStore(options: PlaybookStoreOptions): PlaybookStore {
  const { documentClient, configTable, bucket } = options;
  const clock = options.clock ?? (() => performance.now());
  const versions = createPlaybookVersions({ client: documentClient, configTable });
  const objects = createPlaybookObjects(options.readObject ?? createObjectReader({ bucket }));
  const programs = createShelf<ActiveProgram>();
  const templates = createShelf<TemplateSet>();

  const load = ({ version, ordinal, deployment: name }: PlaybookPointer): Promise<ActiveProgram> =>
    programs.get(`${version}#${ordinal}`, async () => {
      const [program, deployment] = await Promise.all([
        objects.readProgram(version),
        name === undefined ? undefined : objects.readDeployment(name),
      ]);
      return activate(deployedProgram({ program, deployment }, ordinal), version);
    });

  return {
    ...followPointer({ pointer: versions.pointer, load, clock }),
    version: (version) =>
      programs.get(version, async () => {
        const row = await versions.version(version);
        return activate({ ...(await objects.readProgram(version)), ordinal: row?.ordinal ?? 0 }, version);
      }),
    templates: (version) => templates.get(version, () => objects.readTemplates(version)),
  };
}

function activate(program: Program, version: string): ActiveProgram {
  try {
    return activateProgram(program);
  } catch (error) {
    throw brokenPlaybook(`version ${version}`, error);
  }
}

/** Keeps what was read, which never changes; failures are not kept, and the oldest gives way. */
function createShelf<T>(): { get(name: string, read: () => Promise<T>): Promise<T> } {
  const held = new Map<string, Promise<T>>();
  return {
    get(name, read) {
      const known = held.get(name);
      if (known !== undefined) return known;
      const reading = read();
      held.set(name, reading);
      reading.catch(() => held.delete(name));
      const [oldest] = held.keys();
      if (held.size > VERSIONS_HELD && oldest !== undefined) held.delete(oldest);
      return reading;
    },
  };
}

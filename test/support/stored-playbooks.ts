import { MaitredError } from '../../domain/error/maitred-error.ts';
import type { PlaybookContent } from '../../lambdas/adapters/playbook-uploads.ts';
import {
  DeployConflictError,
  type PlaybookPointer,
  type PlaybookVersion,
} from '../../lambdas/adapters/playbook-versions.ts';
import type { DeployDependencies } from '../../lambdas/handlers/flows/deploy-playbook.ts';
import { aProgram } from './a-program.ts';

/** What a deploy writes to, in memory. */
export class StoredPlaybooks {
  pointer: PlaybookPointer | undefined;
  readonly rows = new Map<string, PlaybookVersion>();
  readonly contents = new Map<string, PlaybookContent>();
  readonly topics = new Set<string>();
  /** Versions whose objects cannot be read. */
  readonly lost = new Set<string>();
  /** Runs between the read of the pointer and its move. */
  meanwhile: () => void = () => {};

  dependencies(clock: () => number): DeployDependencies {
    const movePointer = async (to: PlaybookPointer, from: PlaybookPointer | undefined) => {
      this.meanwhile();
      if (this.pointer?.ordinal !== from?.ordinal) throw new DeployConflictError();
      this.pointer = { version: to.version, ordinal: to.ordinal };
    };
    return {
      clock,
      versions: {
        pointer: async () => this.pointer,
        version: async (version) => this.rows.get(version),
        list: async () => [...this.rows.values()].sort((a, b) => b.ordinal - a.ordinal),
        activate: async (version, from) => {
          await movePointer(version, from);
          this.rows.set(version.version, version);
        },
        movePointer,
      },
      objects: {
        readProgram: async (version) => {
          if (this.lost.has(version))
            throw new MaitredError('it is not there', { code: 'playbook-missing', retryable: false });
          return this.contents.get(version)?.program ?? aProgram();
        },
        readTemplates: async () => ({ version: '', templates: {} }),
      },
      uploads: { write: async (content) => void this.contents.set(content.program.version, content) },
      ensureStaffTopics: async (venues) => {
        for (const venue of venues) this.topics.add(venue);
      },
    };
  }
}

/** What a deploy of a playbook with one venue uploads. */
export function playbookContent(version: string): PlaybookContent {
  const venues = { bar: { id: 'bar', name: 'Bar', timezone: 'UTC' } };
  return {
    program: aProgram({ version, ordinal: 0, venues }),
    templates: { version, templates: { hello: { html: '<p>Hello</p>' } } },
    sources: { 'playbook.yaml': 'name: Test House' },
  };
}

import { MaitredError } from '../../domain/error/maitred-error.ts';
import type { Deployment } from '../../domain/playbook/program/deployment.ts';
import type { PlaybookContent } from '../../lambdas/adapters/playbook-uploads.ts';
import {
  DeployConflictError,
  type PlaybookPointer,
  type PlaybookVersion,
} from '../../lambdas/adapters/playbook-versions.ts';
import type { DeployDependencies } from '../../lambdas/handlers/flows/deploy-playbook.ts';
import { aProgram } from './a-program.ts';
import { MemoryBroadcasts } from './memory-broadcasts.ts';

/** What a deploy writes to, in memory. */
export class StoredPlaybooks {
  pointer: PlaybookPointer | undefined;
  readonly rows = new Map<string, PlaybookVersion>();
  readonly contents = new Map<string, PlaybookContent>();
  /** What deployments add to their versions, by name. */
  readonly deployments = new Map<string, Deployment>();
  readonly topics = new Set<string>();
  readonly broadcasts = new MemoryBroadcasts();
  /** Versions whose objects cannot be read. */
  readonly lost = new Set<string>();
  /** Runs between the read of the pointer and its move. */
  meanwhile: () => void = () => {};

  dependencies(clock: () => number): DeployDependencies {
    const movePointer = async (to: PlaybookPointer, from: PlaybookPointer | undefined) => {
      this.meanwhile();
      if (this.pointer?.ordinal !== from?.ordinal) throw new DeployConflictError();
      const { version, ordinal, deployment, since, by } = to;
      this.pointer = {
        version,
        ordinal,
        ...(deployment !== undefined && { deployment }),
        ...(since !== undefined && { since }),
        ...(by !== undefined && { by }),
      };
    };
    return {
      clock,
      broadcasts: this.broadcasts,
      versions: {
        pointer: async () => this.pointer,
        version: async (version) => this.rows.get(version),
        list: async () => [...this.rows.values()].sort((a, b) => b.ordinal - a.ordinal),
        activate: async (version, from) => {
          await movePointer({ ...version, since: version.deployedAt }, from);
          const { deployment: _, ...row } = version;
          this.rows.set(version.version, row);
        },
        movePointer,
      },
      objects: {
        readProgram: async (version) => {
          if (this.lost.has(version))
            throw new MaitredError('it is not there', { code: 'playbook-missing', retryable: false });
          return this.contents.get(version)?.program ?? aProgram();
        },
        readTemplates: async (version) => this.contents.get(version)?.templates ?? { version, templates: {} },
        readDeployment: async (name) => {
          const deployment = this.deployments.get(name);
          if (deployment === undefined)
            throw new MaitredError('it is not there', { code: 'playbook-missing', retryable: false });
          return deployment;
        },
      },
      uploads: {
        write: async (content) => void this.contents.set(content.program.version, content),
        writeDeployment: async (name, deployment) => void this.deployments.set(name, deployment),
      },
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

import { MaitredError } from '../../domain/error/maitred-error.ts';
import type { Deployment } from '../../domain/playbook/program/deployment.ts';
import type { Program, TemplateSet } from '../../domain/playbook/program/program.ts';
import type { ReadObject } from './object-reader.ts';

export interface PlaybookObjects {
  /** As it was uploaded: its ordinal is not that of any deploy. */
  readProgram(version: string): Promise<Program>;
  readTemplates(version: string): Promise<TemplateSet>;
  /** @param name from the pointer */
  readDeployment(name: string): Promise<Deployment>;
}

/** Where what a deployment adds to a version lies; the name is of its content. */
export function deploymentKey(name: string): string {
  return `programs/deployments/${name}.json`;
}

/**
 * What a playbook's versions consist of, in S3 (playbook-uploads.ts writes it). Objects are never changed: a version names
 * its content.
 * @throws UnavailableError where a retry helps; MaitredError (`playbook-missing`, `playbook-broken`) for a version that is
 * not there or cannot be read
 */
export function createPlaybookObjects(readObject: ReadObject): PlaybookObjects {
  const read = async <T>(key: string): Promise<T> => {
    const text = await readObject(key);
    if (text === undefined) throw missing(key);
    try {
      return JSON.parse(text) as T;
    } catch (error) {
      throw brokenPlaybook(key, error);
    }
  };
  return {
    readProgram: (version) => read(`programs/${version}.json`),
    readTemplates: (version) => read(`templates/${version}.json`),
    readDeployment: (name) => read(deploymentKey(name)),
  };
}

function missing(key: string): MaitredError {
  return new MaitredError(`the playbook's ${key} is not there`, {
    code: 'playbook-missing',
    retryable: false,
    status: 500,
    hint: 'Deploy this playbook again, or roll back to a version that is complete.',
  });
}

/** What is thrown where a playbook is there and no function can run it. */
export function brokenPlaybook(what: string, cause: unknown): MaitredError {
  return new MaitredError(`the playbook's ${what} cannot be run`, {
    code: 'playbook-broken',
    retryable: false,
    status: 500,
    hint: 'Deploy this playbook again with the command line of this release, or roll back to another version.',
    cause,
  });
}

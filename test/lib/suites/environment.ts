import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENVIRONMENT, type EnvironmentVariable } from '../../../lambdas/contract/environment-variables.ts';
import { FUNCTIONS } from '../../../lambdas/contract/functions.ts';
import { entryOf } from '../../../lib/bundle-options.ts';
import { functionNamed, type SynthesizedApp } from '../synthesized-app.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '../../..');

/** What every function is given, asked for or not. */
const GIVEN_TO_ALL = ['NODE_OPTIONS', 'POWERTOOLS_SERVICE_NAME', ENVIRONMENT.stage];

/** The source files that a file leads to, itself among them. */
function filesFrom(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file) || !existsSync(file)) return found;
  found.add(file);
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
    filesFrom(join(dirname(file), path), found);
  }
  return found;
}

/** The variables of the contract that a function's source asks for. */
function variablesAskedBy(entry: string): EnvironmentVariable[] {
  const names = [...filesFrom(join(PROJECT_FOLDER, entry))].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bENVIRONMENT\.(\w+)/g)].map(([, name = '']) => name),
  );
  return [...new Set(names)].map((name) => ENVIRONMENT[name as keyof typeof ENVIRONMENT]);
}

/** What each function is told. */
export function describeEnvironment({ service }: SynthesizedApp): void {
  describe('every function is given the variables that its source asks for, and no others', () => {
    test.each(FUNCTIONS)('%s', (name) => {
      const given = Object.keys(functionNamed(service, name).Environment.Variables);
      const asked = variablesAskedBy(entryOf(name));

      expect(given.filter((variable) => !GIVEN_TO_ALL.includes(variable)).toSorted()).toEqual(
        asked.filter((variable) => !GIVEN_TO_ALL.includes(variable)).toSorted(),
      );
    });
  });
}

import identity from './stryker.config.mjs';

/**
 * Mutation testing of what decides who is in which segment: part of `npm run test:mutation`, as that of identity.
 * One file: `npx stryker run stryker.segment.config.mjs --mutate domain/segment/condition/verdict.ts`.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  ...identity,
  mutate: ['domain/segment/**/*.ts'],
  vitest: { configFile: 'vitest.mutation-segment.config.ts', related: false, pool: 'threads' },
  ignorePatterns: [...identity.ignorePatterns, '!vitest.mutation-segment.config.ts'],
  tempDirName: 'build/stryker-segment',
  incrementalFile: 'build/mutation-incremental-segment.json',
  jsonReporter: { fileName: 'build/mutation-report-segment.json' },
};

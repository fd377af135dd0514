import identity from './stryker.config.mjs';

/**
 * Mutation testing of what decides who is told what, and when: part of `npm run test:mutation`, as that of identity.
 * One file: `npx stryker run stryker.campaign.config.mjs --mutate domain/campaign/permission/caps.ts`.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  ...identity,
  mutate: ['domain/campaign/**/*.ts'],
  vitest: { configFile: 'vitest.mutation-campaign.config.ts', related: false, pool: 'threads' },
  // Playbooks are compiled from folders, as the command line does.
  ignorePatterns: [
    ...identity.ignorePatterns,
    '!cli/**',
    '!playbooks/**',
    '!vitest.mutation-segment.config.ts',
    '!vitest.mutation-campaign.config.ts',
  ],
  tempDirName: 'build/stryker-campaign',
  incrementalFile: 'build/mutation-incremental-campaign.json',
  jsonReporter: { fileName: 'build/mutation-report-campaign.json' },
};

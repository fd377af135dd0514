/**
 * Mutation testing of what decides who is who: `npm run test:mutation`. What survives, and why, is in
 * docs/mutation-testing.md.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: ['domain/identity/**/*.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  // A sandbox of its own, with only what the tests of identity need.
  ignorePatterns: [
    '**',
    '!domain/**',
    '!lambdas/**',
    '!test/**',
    '!package.json',
    '!tsconfig.json',
    '!vitest.mutation.config.ts',
  ],
  tempDirName: 'build/stryker',
  concurrency: 1,
  reporters: ['clear-text', 'progress', 'json'],
  jsonReporter: { fileName: 'build/mutation-report.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  allowEmpty: false,
  thresholds: { high: 95, low: 90, break: 90 },
};

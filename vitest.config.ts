import { defineConfig } from 'vitest/config';

/** Tests that bring up the whole system: one file at a time, since each has its own database and workers. */
const STACK_TESTS = ['test/{stories,sdk,withstand}/**/*.test.ts', 'test/local/**/*.stack.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'build/test-report.json' }]],
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          // What needs tools from PyPI has a run of its own: vitest.deploy.config.ts.
          exclude: [...STACK_TESTS, 'test/deploy/**', 'test/fuzz/**/*.stack.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'house',
          include: STACK_TESTS,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

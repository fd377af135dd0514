import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** Tests that bring up the whole system, each with its own database and workers. */
const STACK_TESTS = ['test/{stories,sdk,withstand}/**/*.test.ts', 'test/local/**/*.stack.test.ts'];

/** One more than there are processors, as tests of the whole system also wait; no more than their databases have memory for. */
const WORKERS = Math.min(availableParallelism() + 1, 6);

/** Databases live for seconds: compiling them as for months takes longer than they run. Compiled bundles are kept for the next start. */
const ENVIRONMENT = {
  JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
  NODE_COMPILE_CACHE: join(import.meta.dirname, '.cache', 'compiled'),
};

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'build/test-report.json' }]],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          // What needs tools from PyPI has a run of its own: vitest.deploy.config.ts.
          exclude: [...STACK_TESTS, 'test/deploy/**', 'test/fuzz/**/*.stack.test.ts'],
          env: ENVIRONMENT,
          maxWorkers: WORKERS,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'house',
          include: STACK_TESTS,
          globalSetup: 'test/support/synthesize-first.ts',
          env: ENVIRONMENT,
          maxWorkers: WORKERS,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});

import { defineConfig } from 'vitest/config';

/** The tests that mutants of domain/segment are run against: quick ones, since each mutant runs them anew. */
export default defineConfig({
  test: {
    include: ['test/domain/segment/**/*.test.ts'],
    exclude: ['**/*oracle*.test.ts'],
    testTimeout: 60_000,
  },
});

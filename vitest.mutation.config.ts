import { defineConfig } from 'vitest/config';

/** The tests that mutants of domain/identity are run against: quick ones, since each mutant runs them anew. */
export default defineConfig({
  test: {
    include: ['test/domain/identity/**/*.test.ts'],
    exclude: ['**/linking-orders.test.ts'],
    testTimeout: 60_000,
  },
});

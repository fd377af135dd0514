import { defineConfig } from 'vitest/config';
import segment from './vitest.mutation-segment.config.ts';

/** The tests that mutants of domain/campaign are run against, in the way of those of domain/segment. */
export default defineConfig({
  ...segment,
  test: { ...segment.test, include: ['test/domain/campaign/**/*.test.ts'], exclude: [] },
});

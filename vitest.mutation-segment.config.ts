import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const FEWER_CASES = resolve(import.meta.dirname, 'test/support/fewer-cases.ts');

/**
 * The tests that mutants of domain/segment are run against: quick ones, since each mutant runs them anew, and properties with few
 * cases. Those of the oracle that reads whole playbooks are left out. The files share what they import: no test leaves anything behind
 * there, and a run takes half the time.
 */
export default defineConfig({
  plugins: [
    {
      name: 'fewer-cases',
      enforce: 'pre',
      resolveId: (source, importer) =>
        source === 'fast-check' && importer !== FEWER_CASES ? FEWER_CASES : undefined,
    },
  ],
  test: {
    include: ['test/domain/segment/**/*.test.ts'],
    exclude: ['test/domain/segment/oracle/**'],
    testTimeout: 60_000,
    isolate: false,
  },
});

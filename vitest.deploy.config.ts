import { defineConfig } from 'vitest/config';

/** `npm run test:deploy`: the whole system, deployed by the CDK to an independent emulator of AWS, and fuzzed on this machine. */
export default defineConfig({
  test: {
    name: 'deploy',
    include: ['test/deploy/**/*.test.ts', 'test/fuzz/**/*.stack.test.ts'],
    globalSetup: 'test/deploy/support/install-tools.ts',
    setupFiles: 'test/deploy/support/loopback-names.ts',
    reporters: ['default', ['json', { outputFile: 'build/deploy-report.json' }]],
    // Two deployments at once would only be slower, each.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

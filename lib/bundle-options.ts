import type { FunctionName } from '../lambdas/contract/functions.ts';

/** Where bundles are written, one folder a function, relative to the project. */
export const BUNDLES_FOLDER = 'dist/functions';

/** The source file of a function, relative to the project. */
export function entryOf(name: FunctionName): string {
  return `lambdas/handlers/${name}.ts`;
}

/** Loads `re2js.cjs`, which therefore lies beside each bundle that holds this file. */
export const LATE_RE2JS = './lambdas/adapters/late-re2js.ts';
/** Loads `libphonenumber.cjs` in the same way. */
export const LATE_PHONE_NUMBERS = './lambdas/adapters/late-phone-numbers.ts';

/**
 * How esbuild bundles a function: one minified module with the AWS SDK in it, so that what was tested is what runs. `module`
 * first picks the packages' ES modules, which can be shaken. The banner lets CommonJS packages call `require`.
 */
export const BUNDLE_OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  conditions: ['module'],
  alias: {
    '@aws-sdk/credential-provider-node': './lambdas/adapters/environment-credentials.ts',
    re2js: LATE_RE2JS,
    'libphonenumber-js/min': LATE_PHONE_NUMBERS,
  },
  minify: true,
  keepNames: true,
  sourcemap: true,
  // Positions are enough for a stack trace; the sources themselves would triple the download.
  sourcesContent: false,
  legalComments: 'none',
  // One letter beyond Latin-1 would make V8 hold and read the whole file at two bytes a letter.
  charset: 'ascii',
  outExtension: { '.js': '.mjs' },
  banner: {
    js: "import{createRequire as maitredCreateRequire}from'node:module';const require=maitredCreateRequire(import.meta.url);",
  },
  logLevel: 'warning',
} as const;

import { createRequire } from 'node:module';
import type * as Re2js from 're2js';

/** What the domain asks of re2js. */
type Used = Pick<typeof Re2js.RE2JS, 'compile' | 'CASE_INSENSITIVE'>;

/**
 * Stands in the bundles for re2js (lib/bundle-options.ts), which is a quarter of what resolve would load at each start: it
 * lies beside the bundle and is loaded when a playbook's first regular expression is compiled.
 */
export const RE2JS: Used = {
  get CASE_INSENSITIVE() {
    return load().CASE_INSENSITIVE;
  },
  compile: (expression, flags) => load().compile(expression, flags),
};

/** Node.js keeps what it has loaded. */
function load(): typeof Re2js.RE2JS {
  const { RE2JS: loaded } = createRequire(import.meta.url)('./re2js.cjs') as typeof Re2js;
  return loaded;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { FunctionName } from '../lambdas/contract/functions.ts';
import { BUNDLES_FOLDER } from './bundle-options.ts';
import { PACKAGE_FOLDER } from './package-folder.ts';

/** Gives the bundle of a function: one file, `index.mjs`, that exports `handler`. */
export type CodeOf = (name: FunctionName) => Code;

/** The bundles that lie beside this code, in the package. @throws Error if they were not built */
export const shippedCode: CodeOf = (name) => {
  const folder = join(PACKAGE_FOLDER, BUNDLES_FOLDER, name);
  if (!existsSync(folder))
    throw new Error(`there is no bundle of ${name} in ${folder}: npm run build makes it`);
  return Code.fromAsset(folder);
};

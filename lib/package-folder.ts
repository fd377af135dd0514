import { join } from 'node:path';

/** Compiled files are in dist/compiled of the package, two folders deeper than their sources. */
const IS_COMPILED = import.meta.filename.endsWith('.js');

/** Where package.json is: of the repository, or of the installed package. */
export const PACKAGE_FOLDER = join(import.meta.dirname, IS_COMPILED ? '../../..' : '..');

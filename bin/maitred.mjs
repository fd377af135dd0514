#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

// What is loaded is compiled once, not at each command; Node.js keeps it in the folder for temporary files.
enableCompileCache();

// In the repository the source runs as it is; the package holds what was compiled from it, since Node strips no types there.
const source = new URL('./maitred.ts', import.meta.url);
const compiled = new URL('../dist/compiled/bin/maitred.js', import.meta.url);
await import((existsSync(source) ? source : compiled).href);

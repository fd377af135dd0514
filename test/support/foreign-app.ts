import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const PROJECT_FOLDER = join(import.meta.dirname, '../..');
const TOOLS = join(PROJECT_FOLDER, 'node_modules', '.bin');
const SOURCES = join(PROJECT_FOLDER, 'test/construct/foreign-app');

/** A team's own CDK app, with Maitred installed from its package and nothing of the repository in reach. */
export interface ForeignApp {
  readonly folder: string;
  readonly packed: { readonly bytes: number; readonly paths: readonly string[] };
  /** Runs a program in the app's folder. @returns what it wrote @throws Error with all it said, if it failed */
  run(command: string, ...words: string[]): string;
  remove(): void;
}

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** Builds and packs Maitred and installs it, as `npm install <tarball>` would, but for links in place of downloads. */
export function installForeignApp(): ForeignApp {
  const folder = mkdtempSync(join(tmpdir(), 'foreign-app-'));
  cpSync(SOURCES, folder, { recursive: true });
  const { filename, size, files } = pack(folder);
  const installed = join(folder, 'node_modules', 'maitred');
  mkdirSync(installed, { recursive: true });
  run('tar', ['-xzf', filename, '-C', installed, '--strip-components=1'], folder, process.env);
  linkDependencies(folder, installed);
  const environment = { ...process.env, PATH: [TOOLS, process.env.PATH].join(delimiter), NO_COLOR: '1' };
  return {
    folder,
    packed: { bytes: size, paths: files.map(({ path }) => path) },
    run: (command, ...words) => run(command, words, folder, environment),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** In a folder of its own, so that nobody else's build is in the way. */
function pack(folder: string): Packed {
  const source = join(folder, 'package');
  for (const path of [
    'package.json',
    'README.md',
    'LICENSE',
    'bin/maitred.mjs',
    'playbooks',
    'schemas',
    'starter',
  ]) {
    cpSync(join(PROJECT_FOLDER, path), join(source, path), { recursive: true });
  }
  run(process.execPath, ['bin/build.ts', source], PROJECT_FOLDER, process.env);
  const words = ['pack', './package', '--json', '--ignore-scripts'];
  const [packed] = JSON.parse(run('npm', words, folder, process.env)) as Packed[];
  rmSync(source, { recursive: true });
  if (packed === undefined) throw new Error('npm pack said nothing');
  return packed;
}

function run(command: string, words: readonly string[], cwd: string, env: NodeJS.ProcessEnv): string {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, env, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${[command, ...words].join(' ')} ended with ${status}\n${stdout}${stderr}`);
}

/** What the package asks for is there, and no more. */
function linkDependencies(folder: string, installed: string): void {
  const { dependencies, peerDependencies, bin } = JSON.parse(
    readFileSync(join(installed, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'peerDependencies' | 'bin', Record<string, string>>;
  const link = (target: string, path: string) => {
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  };
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    link(join(PROJECT_FOLDER, 'node_modules', name), join(folder, 'node_modules', name));
  }
  for (const [name, path] of Object.entries(bin)) {
    link(join(installed, path), join(folder, 'node_modules', '.bin', name));
  }
}

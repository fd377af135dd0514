import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPythonTools } from '../../deploy/support/python-tools.ts';
import { CommandFailure, PROJECT_FOLDER, runCommand } from '../../deploy/support/run-command.ts';
import { type AnsweredCall, readReport } from './read-report.ts';

const SETTINGS = join(import.meta.dirname, '..', 'schemathesis.toml');

/** The keys by what they may do, as the settings name them. */
export interface Keys {
  readonly KEY_SERVER: string;
  readonly KEY_BROWSER: string;
  readonly KEY_READ: string;
  readonly KEY_STAFF: string;
  readonly KEY_ADMIN: string;
}

export interface Fuzz {
  readonly url: string;
  /** The document to make calls from. */
  readonly document: object;
  readonly keys: Keys;
  readonly seed: number;
  /** More of its command line. */
  readonly words: readonly string[];
}

export interface Findings {
  /** What it found, in its own words; empty where it found nothing. */
  readonly failures: string;
  readonly calls: readonly AnsweredCall[];
}

/**
 * Fuzzes an interface by a document.
 * @throws ToolsMissing where schemathesis cannot be installed; CommandFailure where it could not run
 */
export async function runSchemathesis({ url, document, keys, seed, words }: Fuzz): Promise<Findings> {
  const programs = await installPythonTools();
  const folder = mkdtempSync(join(tmpdir(), 'maitred-fuzz-'));
  try {
    const file = join(folder, 'openapi.json');
    const report = join(folder, 'report.ndjson');
    writeFileSync(file, JSON.stringify(document));
    const said = ['--report', 'ndjson', '--report-ndjson-path', report, '--no-color'];
    const line = [
      '--config-file',
      SETTINGS,
      'run',
      file,
      '--url',
      url,
      '--seed',
      String(seed),
      ...said,
      ...words,
    ];
    const failures = await findFailures(join(programs, 'schemathesis'), line, { ...process.env, ...keys });
    return { failures, calls: readReport(readFileSync(report, 'utf8')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** It ends with 1 where it found something, with another code where it could not look. */
async function findFailures(
  program: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  try {
    await runCommand(program, words, { environment, folder: PROJECT_FOLDER });
    return '';
  } catch (error) {
    if (error instanceof CommandFailure && error.code === 1) return error.output;
    throw error;
  }
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from './emulator.ts';
import { PROJECT_FOLDER, runCommand } from './run-command.ts';

/** Answers what `cdk` would ask a person at a terminal, and keeps its output out of the project. */
const AT_NO_TERMINAL = { CDK_REQUIRE_APPROVAL: 'never', CDK_FORCE: 'true', CDK_NOTICES: 'false' };

/** docs/deploy.md in the hands of somebody who types what it says, in one shell from its first command to its last. */
export class Guide {
  readonly #emulator: Emulator;
  readonly #text: string;
  readonly #shell: string;

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
    this.#text = readFileSync(join(PROJECT_FOLDER, 'docs', 'deploy.md'), 'utf8');
    this.#shell = join(emulator.folder, 'shell');
    writeFileSync(this.#shell, '');
  }

  /**
   * Types the commands that follow these words of the page, as they stand; what they set is there in the next ones.
   * @returns what was written to the screen
   * @throws CommandFailure where a command fails
   */
  async type(words: string): Promise<string> {
    const from = this.#text.indexOf(words);
    const [, block] = /^```sh\n(.*?)^```$/ms.exec(this.#text.slice(from)) ?? [];
    if (from < 0 || block === undefined) throw new Error(`the page has no commands after "${words}"`);
    return this.screenOf(block);
  }

  /** Types commands of the test's own in the same shell. */
  async screenOf(commands: string): Promise<string> {
    const keep = `{ declare -f; export -p; declare -p KEY 2>/dev/null; } > '${this.#shell}'`;
    const script = `set -euo pipefail; source '${this.#shell}'\n${commands}\n${keep} || true`;
    return runCommand('bash', ['--norc', '-c', script], {
      environment: {
        ...this.#emulator.environment,
        ...AT_NO_TERMINAL,
        CDK_OUTPUT: join(this.#emulator.folder, 'cdk.out'),
      },
    });
  }
}

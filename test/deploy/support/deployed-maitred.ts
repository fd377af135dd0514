import { join } from 'node:path';
import type { ProfileView } from '../../support/house.ts';
import type { Outputs } from './cdk.ts';
import type { Emulator } from './emulator.ts';
import { PROJECT_FOLDER, runCommand } from './run-command.ts';

export interface CurlAnswer {
  readonly status: number;
  readonly body: string;
}

/** A stage that is deployed, as people reach it: by its address, with the command line, curl and keys. */
export class DeployedMaitred {
  readonly url: string;
  readonly configTable: string;
  /** May collect and read, like an app of the house; set by `makeKeys`. */
  key = '';
  #adminKey = '';
  readonly #emulator: Emulator;

  constructor(emulator: Emulator, outputs: Outputs, stage: string) {
    this.#emulator = emulator;
    this.url = outputs[`MaitredService-${stage}`]?.ApiUrl ?? '';
    this.configTable = outputs[`MaitredData-${stage}`]?.ConfigTable ?? '';
  }

  /** The first key, and one made with it. */
  async makeKeys(): Promise<void> {
    const first = ['--scope', 'admin', '--source', 'first-admin', '--config-table', this.configTable];
    this.#adminKey = (await this.maitred('keys', 'create', ...first)).trim();
    const another = ['--scope', 'collect', 'profiles', '--source', 'hotel'];
    this.key = (await this.maitred('keys', 'create', ...another)).trim();
  }

  /** Types a command of `maitred`; returns what it wrote. @throws CommandFailure */
  async maitred(...words: readonly string[]): Promise<string> {
    const { environment } = this.#emulator;
    return runCommand(process.execPath, [join(PROJECT_FOLDER, 'bin', 'maitred.ts'), ...words], {
      environment: { ...environment, MAITRED_URL: this.url, MAITRED_KEY: this.#adminKey },
    });
  }

  /** Calls the API with curl; whatever the status, it answers. */
  async curl(path: string, body?: unknown, key = this.key): Promise<CurlAnswer> {
    const words = ['--silent', '--show-error', '--max-time', '60', '--write-out', '\n%{http_code}'];
    words.push('--header', `authorization: Bearer ${key}`);
    if (body !== undefined) words.push('--json', JSON.stringify(body));
    const address = path.startsWith('https:') ? path : this.url + path;
    const { environment } = this.#emulator;
    const output = await runCommand('curl', [...words, address], { environment });
    const end = output.lastIndexOf('\n');
    return { status: Number(output.slice(end + 1)), body: output.slice(0, end) };
  }

  /** @returns the profile that an identifier leads to; undefined for nobody */
  async profile(id: string, include = 'events,messages,journeys'): Promise<ProfileView | undefined> {
    const answer = await this.curl(`/v1/profiles/${encodeURIComponent(id)}?include=${include}`);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw new Error(`${id} was answered ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body) as ProfileView;
  }
}

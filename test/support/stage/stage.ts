import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CompiledFolder } from '../../../cli/compile-folder.ts';
import type { Channel } from '../../../domain/campaign/channel.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { AwsCall } from '../../../local/aws/aws-call.ts';
import { startLocal } from '../../../local/start-local.ts';
import { House } from '../house.ts';
import { typeCommand } from '../type-command.ts';

/** What sends a message, by service: of a channel's calls these alone reach its provider. */
const SENDING = new Set(['ses SendRawEmail', 'sns Publish']);

/** Longer than a function holds what it knows of the playbook. */
const FORGETTING_MILLISECONDS = 10_500;

/** A playbook's folder with its system: there, as in a story, providers fail and other versions are deployed in the middle. */
export class Stage {
  readonly house: House;
  /** What the system complained of. */
  readonly complaints: readonly string[];
  readonly #compiled: CompiledFolder;
  readonly #failing: Set<Channel>;
  readonly #progressFile = join(tmpdir(), `maitred-stage-${crypto.randomUUID()}.json`);

  private constructor(
    house: House,
    compiled: CompiledFolder,
    said: { readonly failing: Set<Channel>; readonly complaints: readonly string[] },
  ) {
    this.house = house;
    this.complaints = said.complaints;
    this.#compiled = compiled;
    this.#failing = said.failing;
  }

  static async open(playbook: string, compiled: CompiledFolder): Promise<Stage> {
    const [failing, complaints] = [new Set<Channel>(), [] as string[]];
    const refuses = ({ functionName, service, action }: AwsCall) =>
      failing.has(functionName as Channel) && SENDING.has(`${service} ${action}`);
    const stack = await startLocal({
      port: 0,
      playbook,
      log: 'none',
      say: (line) => complaints.push(line),
      onAwsCall: (call) => (refuses(call) ? 'refuse' : 'pass'),
    });
    return new Stage(new House(stack), compiled, { failing, complaints });
  }

  /** Another story begins. */
  async clear(): Promise<void> {
    this.#failing.clear();
    await this.house.reset();
  }

  async close(): Promise<void> {
    await this.house.close();
    await rm(this.#progressFile, { force: true });
  }

  /** From now on the providers of these channels refuse every message, and no other does. */
  fail(channels: readonly Channel[]): void {
    if (channels.includes('webhook')) throw new Error('webhooks call no provider that could be made to fail');
    this.#failing.clear();
    for (const channel of channels) this.#failing.add(channel);
  }

  /** Deploys as `maitred deploy` does: everybody is brought to the version once it is the active one. */
  async deploy(program: Program): Promise<void> {
    const { templates, sources } = this.#compiled;
    const answer = await this.house.call('POST', '/v1/playbook/deploy', {
      key: 'local-admin',
      body: { program, templates: { ...templates, version: program.version }, sources },
    });
    if (answer.status !== 200)
      throw new Error(`the deploy was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    await sleep(FORGETTING_MILLISECONDS);
    const words = ['backfill', '--progress-file', this.#progressFile];
    const { exitCode, error } = await typeCommand(words, { MAITRED_URL: this.house.url });
    if (exitCode !== 0) throw new Error(`the backfill ended with ${exitCode}: ${error}`);
    await this.house.settle();
  }
}

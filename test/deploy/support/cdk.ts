import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from './emulator.ts';
import { PROJECT_FOLDER, PROJECT_TOOLS, runCommand } from './run-command.ts';

/** What is asked of the app by its context. */
export interface Stage {
  readonly stage: string;
  readonly disposable: boolean;
}

/** Outputs of a deploy, by stack and name. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Runs the CDK's own command line against the emulator.
 * @param words what is typed after `cdk`
 * @param folder of the app; by default our own
 * @throws CommandFailure with what it said
 */
export async function runCdk(
  emulator: Emulator,
  words: readonly string[],
  folder = PROJECT_FOLDER,
): Promise<string> {
  // An output folder of its own, so that nobody else's synthesis is in the way.
  const output = ['--output', mkdtempSync(join(emulator.folder, 'cdk-'))];
  return runCommand(join(PROJECT_TOOLS, 'cdk'), [...words, ...output, '--no-notices'], {
    environment: emulator.environment,
    folder,
  });
}

/** Lays CDK's own bucket and roles. */
export async function bootstrap(emulator: Emulator): Promise<void> {
  await runCdk(emulator, ['bootstrap']);
}

/**
 * Deploys all stacks of an app.
 * @param context `-c` of the command line
 */
export async function deployApp(
  emulator: Emulator,
  context: readonly string[] = [],
  folder = PROJECT_FOLDER,
): Promise<Outputs> {
  const file = join(mkdtempSync(join(emulator.folder, 'outputs-')), 'outputs.json');
  const words = ['deploy', '--all', '--require-approval', 'never', '--outputs-file', file];
  await runCdk(emulator, [...words, ...context], folder);
  return JSON.parse(readFileSync(file, 'utf8')) as Outputs;
}

/** Deploys a stage of our own app, unchanged. */
export async function deployStage(
  emulator: Emulator,
  stage: Stage,
  folder = PROJECT_FOLDER,
): Promise<Outputs> {
  return deployApp(emulator, contextOf(stage), folder);
}

/** Destroys a stage. */
export async function destroyStage(emulator: Emulator, stage: Stage): Promise<void> {
  await runCdk(emulator, ['destroy', '--all', '--force', ...contextOf(stage)]);
}

function contextOf({ stage, disposable }: Stage): string[] {
  return ['-c', `stage=${stage}`, '-c', `disposable=${disposable}`];
}

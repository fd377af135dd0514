import type { Emulator } from './emulator.ts';
import { runCommand } from './run-command.ts';

/**
 * Runs AWS's own command line as the account's administrator.
 * @param words what is typed after `aws`
 * @returns its answer, parsed; undefined where it says nothing
 * @throws CommandFailure with what AWS said
 */
export async function aws<T>(emulator: Emulator, ...words: readonly string[]): Promise<T> {
  // Without the endpoint in so many words, version 1 of the command line looks for SQS elsewhere.
  const always = ['--output', 'json', '--endpoint-url', emulator.url];
  const text = await runCommand('aws', [...words, ...always], {
    environment: emulator.environment,
    folder: emulator.folder,
  });
  return (text.trim() === '' ? undefined : JSON.parse(text)) as T;
}

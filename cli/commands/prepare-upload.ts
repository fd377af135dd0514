import type { CompiledFolder } from '../compile-folder.ts';
import type { Terminal } from '../terminal.ts';
import { check } from './check.ts';

/** Runs a playbook's stories. @throws CommandError if one fails */
export type RunStories = (terminal: Terminal, compiled: CompiledFolder, folder: string) => Promise<void>;

export interface UploadOptions {
  readonly terminal: Terminal;
  /** The folder with playbook.yaml. */
  readonly folder: string;
  /** Run before anything leaves. */
  readonly runStories?: RunStories;
}

/** What is uploaded of a playbook. */
export type Upload = Pick<CompiledFolder, 'program' | 'templates' | 'sources'>;

/** Checks and tests a playbook, and gives what a deploy of it uploads. @throws CommandError */
export async function prepareUpload({ terminal, folder, runStories }: UploadOptions): Promise<Upload> {
  const compiled = await check(terminal, folder);
  await runStories?.(terminal, compiled, folder);
  const { program, templates, sources } = compiled;
  return { program, templates, sources };
}

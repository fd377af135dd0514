import { type MessagePort, parentPort } from 'node:worker_threads';
import { compileTemplate } from './compile-template.ts';
import type { TextFile } from './read-folder.ts';

/** Templates to compile, and where the answer goes: a `CompiledTemplate` for each. */
export interface TemplateRequest {
  readonly files: readonly TextFile[];
  readonly answer: MessagePort;
}

// Nobody starts the thread without need of it; a failure is met again by the first template.
import('mjml').catch(() => undefined);

parentPort?.on('message', async ({ files, answer }: TemplateRequest) => {
  answer.postMessage(await Promise.all(files.map(compileTemplate)));
  answer.close();
});

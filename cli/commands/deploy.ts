import type { ApiClient } from '../api-client.ts';
import { prepareUpload, type UploadOptions } from './prepare-upload.ts';

interface DeployAnswer {
  readonly status: 'deployed' | 'unchanged';
  readonly version: string;
  readonly ordinal: number;
}

export interface DeployOptions extends UploadOptions {
  readonly api: ApiClient;
}

/** `maitred deploy`: checks, tests, uploads an immutable version and makes it the active one. @throws CommandError */
export async function deploy({ api, ...options }: DeployOptions): Promise<void> {
  const { terminal } = options;
  const upload = await prepareUpload(options);
  const answer = await api.call<DeployAnswer>('POST', '/v1/playbook/deploy', upload);
  const what = answer.status === 'unchanged' ? 'was active already' : 'is active now';
  terminal.out(
    `${terminal.style('green', '✓')} version ${answer.version} ${what} at ${api.url} (deploy ${answer.ordinal})`,
  );
}

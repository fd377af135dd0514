import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Deployment } from '../../domain/playbook/program/deployment.ts';
import type { Program, TemplateSet } from '../../domain/playbook/program/program.ts';
import { AWS_CLIENT } from './aws-client.ts';
import { fromAwsError } from './aws-error.ts';
import { deploymentKey } from './playbook-objects.ts';

/** All that a deploy uploads. */
export interface PlaybookContent {
  readonly program: Program;
  readonly templates: TemplateSet;
  /** The text of every file, by its path within the playbook's folder. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface PlaybookUploads {
  write(content: PlaybookContent): Promise<void>;
  /** @param name of its content */
  writeDeployment(name: string, deployment: Deployment): Promise<void>;
}

/**
 * Writes a playbook's version to S3: `programs/<version>.json`, its sources beside it, and `templates/<version>.json`.
 * @throws UnavailableError where a retry helps: the same content is the same objects
 */
export function createPlaybookUploads(options: {
  readonly bucket: string;
  readonly client?: S3Client;
}): PlaybookUploads {
  const { bucket } = options;
  // With the bucket in the path, one address serves also where buckets have no host name of their own.
  const client = options.client ?? new S3Client({ ...AWS_CLIENT, forcePathStyle: true });
  const put = async (key: string, content: unknown): Promise<void> => {
    const Body = JSON.stringify(content);
    const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: 'application/json' });
    await client.send(command).catch((error: unknown) => {
      throw fromAwsError(`write ${key}`, error);
    });
  };
  return {
    async write({ program, templates, sources }) {
      const { version } = program;
      await Promise.all([
        put(`programs/${version}.json`, program),
        put(`programs/${version}.sources.json`, sources),
        put(`templates/${version}.json`, templates),
      ]);
    },
    writeDeployment: (name, deployment) => put(deploymentKey(name), deployment),
  };
}

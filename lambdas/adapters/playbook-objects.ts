import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { MaitredError } from '../../domain/error/maitred-error.ts';
import type { Program, TemplateSet } from '../../domain/playbook/program.ts';
import { fromAwsError } from './aws-error.ts';

/** All that a deploy uploads. */
export interface PlaybookContent {
  readonly program: Program;
  readonly templates: TemplateSet;
  /** The text of every file, by its path within the playbook's folder. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface PlaybookObjects {
  /** As it was uploaded: its ordinal is not that of any deploy. */
  readProgram(version: string): Promise<Program>;
  readTemplates(version: string): Promise<TemplateSet>;
  write(content: PlaybookContent): Promise<void>;
}

/**
 * What a playbook's versions consist of, in S3: `programs/<version>.json`, its sources beside it, and
 * `templates/<version>.json`. Objects are never changed: a version names its content.
 * @throws UnavailableError where a retry helps; MaitredError (`playbook-missing`) for a version that is not there
 */
export function createPlaybookObjects(options: {
  readonly bucket: string;
  readonly client?: S3Client;
}): PlaybookObjects {
  const { bucket } = options;
  // With the bucket in the path, one address serves also where buckets have no host name of their own.
  const client = options.client ?? new S3Client({ forcePathStyle: true });

  const read = async <T>(key: string): Promise<T> => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return JSON.parse((await Body?.transformToString('utf8')) ?? '') as T;
    } catch (error) {
      const { name } = error as { name?: string };
      throw name === 'NoSuchKey' || name === 'AccessDenied'
        ? missing(key)
        : fromAwsError(`read ${key}`, error);
    }
  };
  const put = async (key: string, content: unknown): Promise<void> => {
    const Body = JSON.stringify(content);
    const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: 'application/json' });
    await client.send(command).catch((error: unknown) => {
      throw fromAwsError(`write ${key}`, error);
    });
  };

  return {
    readProgram: (version) => read(`programs/${version}.json`),
    readTemplates: (version) => read(`templates/${version}.json`),
    async write({ program, templates, sources }) {
      const { version } = program;
      await Promise.all([
        put(`programs/${version}.json`, program),
        put(`programs/${version}.sources.json`, sources),
        put(`templates/${version}.json`, templates),
      ]);
    },
  };
}

function missing(key: string): MaitredError {
  return new MaitredError(`the playbook's ${key} is not there`, {
    code: 'playbook-missing',
    retryable: false,
    status: 500,
    hint: 'Deploy this playbook again, or roll back to a version that is complete.',
  });
}

import { AwsClient } from 'aws4fetch';
import { MaitredError, UnavailableError } from '../../domain/error/maitred-error.ts';
import { fromAwsError } from './aws-error.ts';
import { defaultProvider, type EnvironmentCredentials } from './environment-credentials.ts';

/** Reads an object's text by its key; undefined where there is none. */
export type ReadObject = (key: string) => Promise<string | undefined>;

export interface ObjectReaderOptions {
  readonly bucket: string;
  /** By default those of the environment, as the AWS SDK reads it. */
  readonly endpoint?: string | undefined;
  readonly region?: string;
  readonly credentials?: () => Promise<EnvironmentCredentials>;
}

const TIMEOUT_MILLISECONDS = 10_000;
const RETRIES = 3;

/**
 * Reads objects from S3 by one signed GET each. A whole S3 client would be a fifth of what resolve loads at a cold start,
 * and this is all that most functions ask of it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 * @throws UnavailableError where a retry helps; MaitredError (`object-refused`) where the deployment must be mended
 */
export function createObjectReader(options: ObjectReaderOptions): ReadObject {
  const region = options.region ?? process.env.AWS_REGION ?? 'us-east-1';
  const address = addressOf(options, region);
  const credentials = options.credentials ?? defaultProvider();
  return async (key) => {
    const signer = new AwsClient({ ...(await credentials()), service: 's3', region, retries: RETRIES });
    const { status, text } = await get(signer, `${address}/${key}`, key);
    if (status === 200) return text;
    if (status === 404) return undefined;
    throw refusal(key, status, text);
  };
}

/** What S3 says here is the deployment's fault and never a record's, but for what may succeed later. */
function refusal(key: string, status: number, text: string): MaitredError {
  const name = /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? 'NoCode';
  const answer = `S3 answered ${status} ${name}`;
  const cause = Object.assign(new Error(answer), { name, $metadata: { httpStatusCode: status } });
  const known = fromAwsError(`read ${key}`, cause);
  if (known.retryable) return known;
  return new MaitredError(`read ${key}: ${answer}`, {
    code: 'object-refused',
    retryable: false,
    status: 500,
    // Without the right to list a bucket, S3 says of a missing object that it is forbidden.
    hint: 'Look whether the object is there, and whether the function may read it.',
    cause,
  });
}

/** With an endpoint of one's own the bucket stands in the path: it may have no host name. */
function addressOf({ bucket, endpoint }: ObjectReaderOptions, region: string): string {
  const own = endpoint ?? process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  if (own !== undefined && own !== '') return `${own.replace(/\/$/, '')}/${bucket}`;
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${bucket}.s3.${region}.${domain}`;
}

async function get(signer: AwsClient, url: string, key: string): Promise<{ status: number; text: string }> {
  try {
    const response = await signer.fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new UnavailableError(`read ${key}`, error);
  }
}

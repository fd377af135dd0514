import type { IncomingHttpHeaders } from 'node:http';
import type { Invocation } from '../functions/function-host.ts';

/** One call that a function made to AWS. */
export interface AwsCall {
  /** As in the signature's scope: dynamodb, sqs, s3, events, ses, sns, ssm, secretsmanager. */
  readonly service: string;
  readonly action: string;
  /** Short name of the function that made it, or `local` for the runner's own. */
  readonly functionName: string;
  readonly invocation: Invocation | undefined;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The parameters: the JSON body, or the query protocol's form; empty for S3. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface AwsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Buffer;
}

/** A refusal in the service's own words. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const CREDENTIAL = /Credential=([^/,\s]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/;

/** Reads who calls (the access key id) and which service from a request's signature. */
export function readCredential(authorization: string | undefined): { accessKeyId: string; service: string } {
  const match = CREDENTIAL.exec(authorization ?? '');
  return { accessKeyId: match?.[1] ?? '', service: match?.[2] ?? 'unknown' };
}

/** The action's name and its parameters, from whichever protocol the service speaks. */
export function readAction(
  service: string,
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): { action: string; parameters: Record<string, unknown> } {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    const text = body.toString('utf8');
    return { action: target.slice(target.indexOf('.') + 1), parameters: text === '' ? {} : JSON.parse(text) };
  }
  if (service === 's3') return { action: s3Action(method, path), parameters: {} };
  const form = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  return { action: form.Action ?? `${method} ${path}`, parameters: form };
}

const OBJECT_ACTIONS: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  PUT: 'PutObject',
  HEAD: 'HeadObject',
  DELETE: 'DeleteObject',
};

function s3Action(method: string, path: string): string {
  const [, bucket = '', ...key] = (path.split('?')[0] ?? '').split('/');
  const isObject = bucket !== '' && key.join('/') !== '';
  if (isObject) return OBJECT_ACTIONS[method] ?? `${method} object`;
  return method === 'GET' ? 'ListObjectsV2' : `${method} bucket`;
}

/** An answer in the JSON protocols. */
export function jsonAnswer(body: unknown, status = 200): AwsAnswer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}

/** An answer in the query protocol: `fields` become elements of `<ActionResult>`. */
export function xmlAnswer(action: string, fields: Readonly<Record<string, string>>): AwsAnswer {
  const elements = Object.entries(fields).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  const body = `<${action}Response><${action}Result>${elements.join('')}</${action}Result><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></${action}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}

/** The refusal as the service's protocol writes it. */
export function errorAnswer(call: Pick<AwsCall, 'service' | 'headers'>, error: AwsError): AwsAnswer {
  if (call.headers['x-amz-target'] !== undefined) {
    return {
      status: error.status,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': error.code },
      body: JSON.stringify({ __type: error.code, message: error.message }),
    };
  }
  const inner = `<Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>`;
  const body =
    call.service === 's3'
      ? `<Error>${inner}</Error>`
      : `<ErrorResponse><Error><Type>Sender</Type>${inner}</Error><RequestId>local</RequestId></ErrorResponse>`;
  return { status: error.status, headers: { 'content-type': 'text/xml' }, body };
}

function escapeXml(text: string): string {
  return text.replace(/[<>&]/g, (character) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[character] ?? '');
}

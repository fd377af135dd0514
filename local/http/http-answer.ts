export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
}

const LARGEST_ANSWER_BYTES = 6 * 1024 * 1024;

/** An answer of the gateway itself: `{"message": …}`. */
export function gatewayAnswer(status: number, message: string): HttpAnswer {
  return jsonAnswer(status, { message });
}

export function jsonAnswer(status: number, body: unknown): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

interface FunctionAnswer {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** What an HTTP API makes of a function's answer; one without a status is a JSON body. */
export function answerOfFunction(result: unknown): HttpAnswer {
  const answer = result as FunctionAnswer | null;
  if (typeof answer !== 'object' || answer === null || answer.statusCode === undefined)
    return jsonAnswer(200, result);
  const text = answer.body ?? '';
  const body = answer.isBase64Encoded === true ? Buffer.from(text, 'base64') : text;
  if (Buffer.byteLength(body) > LARGEST_ANSWER_BYTES) return gatewayAnswer(500, 'Internal Server Error');
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(answer.headers ?? {}))
    headers[name.toLowerCase()] = String(value);
  if (headers['content-type'] === undefined && text !== '')
    headers['content-type'] = 'text/plain; charset=utf-8';
  if (answer.cookies !== undefined) headers['set-cookie'] = answer.cookies;
  return { status: answer.statusCode, headers, body };
}

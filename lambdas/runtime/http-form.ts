import type { RawBody } from './http-body.ts';

const FORM = 'application/x-www-form-urlencoded';
/** Far more than the forms of our pages. */
const LONGEST_FORM_BYTES = 4 * 1024;

/**
 * Reads the form that a page posts. What is no such form, or longer than 4 KiB, has no fields: it is refused nowhere, as nobody
 * who unsubscribes may be turned away for how they say it.
 */
export function readForm({
  body,
  isBase64Encoded,
  contentType,
}: RawBody & { contentType?: string | undefined }): URLSearchParams {
  const [type = ''] = (contentType ?? '').split(';');
  if (type.trim().toLowerCase() !== FORM) return new URLSearchParams();
  const bytes = Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8');
  return new URLSearchParams(bytes.length > LONGEST_FORM_BYTES ? '' : bytes.toString('utf8'));
}

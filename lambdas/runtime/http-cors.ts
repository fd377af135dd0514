/** Any origin may call: keys, not origins, decide who may. On every answer, errors too, or browsers hide them. */
export const CORS_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after, apigw-requestid',
};

/** What a preflight is told on top. */
export const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, x-retry-count, idempotency-key',
  'access-control-max-age': '86400',
};

import fc from 'fast-check';
import { OPERATIONS } from '../../../lambdas/handlers/flows/openapi-operations.ts';
import { playbookContent } from '../../support/stored-playbooks.ts';
import { arbitraryBody, type SentBody } from './arbitrary-body.ts';
import { CAMPAIGN, LIST, LOAD, SEGMENT, SWEEP } from './fuzzed-audience.ts';
import { CURSOR, TOKEN, VERSION } from './fuzzed-handlers.ts';

export interface FuzzedCall {
  readonly route: string;
  readonly parameters: Record<string, string>;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body: SentBody['body'];
}

const WHO = { userId: 'john', timestamp: '2026-03-02T09:00:00Z', messageId: 'm1' };
const MESSAGE = { ...WHO, event: 'Item Viewed', previousId: 'web-1', groupId: 'family' };
const IDENTIFYING = {
  ...MESSAGE,
  traits: { email: 'john@example.com' },
  context: { device: { id: 'd', token: 't' } },
};

/** Bodies that work where they belong; everywhere else they are tried too. */
const BODIES: Readonly<Record<string, readonly object[]>> = {
  batch: [{ batch: [{ type: 'track', ...MESSAGE }] }],
  consentRequest: [{ ...WHO, consent: { marketing: true }, evidence: { form: 'newsletter' } }],
  newKey: [{ source: 'web', scopes: ['collect'] }],
  deployRequest: [playbookContent('bbbbbbbbbbbbbbbbbbbb')],
  rollbackRequest: [{ version: VERSION }],
  planRequest: [
    { program: playbookContent('bbbbbbbbbbbbbbbbbbbb').program },
    { program: playbookContent('bbbbbbbbbbbbbbbbbbbb').program, page: { limit: 5, segment: 1, segments: 2 } },
  ],
  backfillRequest: [{}, { limit: 5, segment: 1, segments: 2 }],
  lines: [{ type: 'track', ...MESSAGE }],
  splitRequest: [
    { profile: 'p-john', identifier: 'email:john@example.com' },
    { profile: 'email:john@example.com', identifier: 'userId:john', dryRun: true },
    { profile: 'p-john', identifier: 'userId:john', from: 'userId:john' },
  ],
  beginLoad: [{ load: LOAD, namespaces: ['email'] }],
  listGuests: [{ load: LOAD, guests: [{ email: 'john@example.com' }] }],
  finishLoad: [{ load: LOAD }],
  sweepRequest: [{}, { sweep: SWEEP }],
  rebuildRequest: [
    { profile: 'p-john' },
    { profile: 'userId:john', verify: true },
    { limit: 5, segment: 1, segments: 2 },
  ],
};
const ALL_BODIES = [MESSAGE, ...Object.values(BODIES).flat()];

const word = fc.oneof(
  fc.constantFrom(
    'userId:john',
    'email:john@example.com',
    TOKEN,
    'key-1',
    'write',
    '__proto__:x',
    'a/b',
    '..',
    ' ',
  ),
  fc.string({ unit: 'binary' }),
  fc.nat(9_000).map((length) => `userId:${'x'.repeat(length)}`),
);
const PARAMETERS = {
  id: 'userId:john',
  keyId: 'key-1',
  token: TOKEN,
  writeKey: 'write',
  segment: SEGMENT,
  list: LIST,
  campaign: CAMPAIGN,
};
const parameters = fc.oneof(
  { arbitrary: fc.constant(PARAMETERS), weight: 3 },
  fc.record({
    id: word,
    keyId: word,
    token: word,
    writeKey: word,
    segment: word,
    list: word,
    campaign: word,
  }),
);

const queryWords = [CURSOR, 'e30', '5', '0', '-1', '1e3', '0x10', 'events,messages', 'events,,', ',', ''];
const queries = fc.oneof(
  fc.constant({ id: 'userId:john', include: 'events, evidence', limit: '5', cursor: CURSOR }),
  fc.constant({ segment: SEGMENT }),
  wordsOf(
    ['id', 'include', 'limit', 'cursor', 'segment', 'campaign', '__proto__', 'x'],
    fc.oneof(word, fc.constantFrom(...queryWords)),
  ),
);

const headerNames = [
  'x-forwarded-proto',
  'host',
  'idempotency-key',
  '__proto__',
  'x-retry-count',
  'traceparent',
  'cookie',
];
const schemes = fc.constantFrom(
  'Bearer',
  'Bearer',
  'Bearer',
  'bearer',
  'Basic',
  '',
  'Digest',
  'Bearer Bearer',
);

function wordsOf(
  names: readonly string[],
  value: fc.Arbitrary<string>,
): fc.Arbitrary<Record<string, string>> {
  return fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 });
}

/** A call of something that there is: often by whom and with what it should be, seldom in all. */
export const arbitraryCall: fc.Arbitrary<FuzzedCall> = fc
  .constantFrom(...Object.keys(OPERATIONS))
  .chain((route) => {
    const { scopes = [], body } = OPERATIONS[route] ?? {};
    const right = { collect: 'write', profiles: 'read', admin: 'admin' }[String(scopes[0])] ?? '';
    const bodies = BODIES[body ?? ''] ?? [MESSAGE, IDENTIFYING];
    return fc
      .record({
        secret: fc.oneof(
          fc.constant(right),
          fc.constantFrom('write', 'browser', 'read', 'admin', 'nobody', ''),
        ),
        parameters,
        query: queries,
        sent: fc.oneof(arbitraryBody(bodies), arbitraryBody(bodies), arbitraryBody(ALL_BODIES)),
        headers: wordsOf(headerNames, word),
        scheme: schemes,
      })
      .map(({ secret, sent, headers, scheme, ...call }) => ({
        route,
        ...call,
        body: sent.body,
        headers: { ...headers, ...sent.headers, authorization: `${scheme} ${encode(scheme, secret)}` },
      }));
  });

function encode(scheme: string, secret: string): string {
  return scheme === 'Basic' ? Buffer.from(`${secret}:`).toString('base64') : secret;
}

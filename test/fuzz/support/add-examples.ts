import { type Call, callsOf, type Interface, isNotYet } from './operation.ts';
import type { Prepared } from './prepare-house.ts';

/** What a call is tried with, beside what is made up: path and query parameters by name, and a body. */
interface Example {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

const TOO_LONG = 'x'.repeat(33 * 1024);
const WHO = { userId: 'john', messageId: 'fuzz-1', timestamp: '2026-03-02T10:00:00.000Z' };
const PERSON = { id: 'userId:john' };
const NOBODY = { id: 'userId:nobody-at-all' };

/** Each ends in another answer: what works, and whatever refuses that no made-up value would meet. */
const MESSAGES: Readonly<Record<string, object>> = {
  track: { ...WHO, event: 'Checked In', properties: { venue: 'reception' } },
  identify: { ...WHO, traits: { email: 'john@example.com', firstName: 'John' } },
  page: { ...WHO, name: 'SPA', properties: { path: '/spa' } },
  screen: { ...WHO, name: 'SPA' },
  group: { ...WHO, groupId: 'family' },
  alias: { ...WHO, previousId: 'web-1' },
};

const LINES = Object.entries(MESSAGES)
  .map(([type, message]) => JSON.stringify({ type, ...message }))
  .join('\n');
const TOO_MANY_LINES = '1\n'.repeat(2_501);

function examplesOf(name: string, prepared: Prepared): readonly Example[] {
  const { unsubscribeToken: token, spareKeyId: keyId, version, upload } = prepared;
  const [, called = ''] = /^POST \/v1\/(\w+)$/.exec(name) ?? [];
  const type = Object.keys(MESSAGES).find((each) => each === called || each.charAt(0) === called);
  if (type !== undefined) {
    const message = MESSAGES[type];
    return [{ body: message }, { body: { ...message, context: { text: TOO_LONG } } }];
  }
  const others: Readonly<Record<string, readonly Example[]>> = {
    'POST /v1/batch': batches(),
    'POST /v1/b': batches(),
    'POST /v1/import': [
      { body: LINES },
      { body: `${LINES}\nno line` },
      { body: 'no line' },
      { body: TOO_MANY_LINES },
    ],
    'GET /v1/projects/{writeKey}/settings': [
      { parameters: { writeKey: 'local-browser' } },
      { parameters: { writeKey: 'nobody' } },
      { parameters: { writeKey: 'local-read' } },
    ],
    'GET /v1/profiles': [
      { parameters: { ...PERSON, include: ['events', 'messages', 'journeys', 'evidence'] } },
      { parameters: NOBODY },
    ],
    'GET /v1/profiles/{id}': [
      { parameters: { ...PERSON, include: ['events', 'offers'] } },
      { parameters: NOBODY },
    ],
    'GET /v1/profiles/{id}/events': [
      { parameters: { ...PERSON, limit: 2 } },
      { parameters: { ...NOBODY, limit: 2 } },
    ],
    'GET /v1/profiles/why': [
      { parameters: { ...PERSON, segment: 'interest-in-spa' } },
      { parameters: { ...NOBODY, campaign: 'win-back' } },
    ],
    'GET /v1/profiles/{id}/why': [
      { parameters: { ...PERSON, segment: 'interest-in-spa' } },
      { parameters: { ...PERSON, campaign: 'win-back' } },
      { parameters: { ...NOBODY, segment: 'interest-in-spa' } },
    ],
    'GET /v1/segments/{segment}/members': [
      { parameters: { segment: 'interest-in-spa', limit: 2, include: ['traits', 'identifiers'] } },
      { parameters: { segment: 'interest-in-sap' } },
    ],
    'GET /v1/campaigns/{campaign}/report': [
      { parameters: { campaign: 'win-back' } },
      { parameters: { campaign: 'win-bakc' } },
    ],
    'POST /v1/campaigns/sweep': [{ body: {} }, { body: { sweep: 'nobody-s' } }],
    'POST /v1/lists/{list}': [
      { parameters: { list: 'press-guests' }, body: { load: 'load-of-fuzz', namespaces: ['email'] } },
      { parameters: { list: 'press-guests' }, body: { load: 'load-of-fuzz', namespaces: ['colour'] } },
    ],
    'POST /v1/lists/{list}/guests': [
      {
        parameters: { list: 'press-guests' },
        body: { load: 'load-of-fuzz', guests: [{ email: 'john@example.com' }, { email: 'nobody' }] },
      },
      { parameters: { list: 'other' }, body: { load: 'load-of-other', guests: [{ email: 'x' }] } },
    ],
    'POST /v1/lists/{list}/finish': [
      { parameters: { list: 'press-guests' }, body: { load: 'load-of-fuzz' } },
      { parameters: { list: 'other' }, body: { load: 'load-of-other' } },
    ],
    'POST /v1/consent': [
      { body: { ...WHO, consent: { marketing: true }, evidence: { form: 'newsletter' } } },
      { body: { ...WHO, consent: { marketing: true }, evidence: { form: TOO_LONG } } },
    ],
    'GET /v1/unsubscribe/{token}': [{ parameters: { token } }, { parameters: { token: `${token}x` } }],
    'POST /v1/unsubscribe/{token}': [
      { parameters: { token }, body: { topic: 'rooms' } },
      { parameters: { token: `x${token}` } },
    ],
    'POST /v1/keys': [
      { body: { source: 'crm', scopes: ['collect', 'profiles'], type: 'server' } },
      { body: { source: 'shop', scopes: ['collect'], type: 'browser', requiresIdentityProof: true } },
      { body: { source: 'x'.repeat(501 * 1024), scopes: ['collect'] } },
    ],
    'DELETE /v1/keys/{keyId}': [{ parameters: { keyId } }, { parameters: { keyId: 'nobody' } }],
    'POST /v1/playbook/deploy': [
      { body: upload },
      { body: { ...upload, expectedOrdinal: 1_000_000 } },
      { body: { ...upload, sources: { 'playbook.yaml': 'x'.repeat(5_200 * 1024) } } },
    ],
    'POST /v1/playbook/rollback': [
      { body: { version } },
      { body: {} },
      { body: { version: 'f'.repeat(64) } },
      { body: { version: 'f'.repeat(501 * 1024) } },
    ],
    'POST /v1/playbook/plan': [
      { body: { program: upload.program } },
      { body: { program: upload.program, page: { limit: 10, segment: 1, segments: 4 } } },
      { body: { program: upload.program, page: { limit: 10, cursor: 'none' } } },
    ],
    'POST /v1/playbook/backfill': [
      { body: {} },
      { body: { limit: 10, segment: 1, segments: 4 } },
      { body: { cursor: 'none' } },
    ],
    'POST /v1/split': [
      { body: { profile: PERSON.id, identifier: 'anonymousId:web-1', dryRun: true } },
      { body: { profile: PERSON.id, identifier: 'deviceId:nobody-s' } },
      { body: { profile: 'anonymousId:alone-1', identifier: 'anonymousId:alone-1' } },
      { body: { profile: 'x'.repeat(501 * 1024), identifier: 'deviceId:d' } },
    ],
    'POST /v1/rebuild': [
      { body: { profile: PERSON.id } },
      { body: { profile: 'nobody' } },
      { body: { verify: true, limit: 10, segment: 1, segments: 4 } },
    ],
  };
  return others[name] ?? [];
}

function batches(): Example[] {
  const batch = Object.entries(MESSAGES).map(([type, message]) => ({ type, ...message }));
  return [
    { body: { batch, sentAt: '2026-03-02T10:00:00.000Z' } },
    { body: { batch: [...batch, { type: 'dance', userId: 'john' }] } },
    { body: { batch: [{ type: 'dance', userId: 'john' }] } },
    { body: { batch, sentAt: 'x'.repeat(501 * 1024) } },
  ];
}

/** A document of the calls that exist, with examples from a house that is there; answers may say no more than it names. */
export function addExamples(document: Interface, prepared: Prepared): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, call] of callsOf(document)) {
    if (isNotYet(call)) continue;
    const [method = '', path = ''] = name.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: withExamples(call, examplesOf(name, prepared)) };
  }
  return { ...document, paths };
}

function withExamples(call: Call, examples: readonly Example[]): Call {
  const { parameters, requestBody } = call;
  const [type = '', media = {}] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  return {
    ...call,
    parameters: parameters.map((parameter) => ({
      ...parameter,
      ...named(examples.map((example) => example.parameters?.[parameter.name])),
    })),
    ...(requestBody === undefined
      ? {}
      : {
          requestBody: {
            ...requestBody,
            content: { [type]: { ...media, ...named(examples.map(({ body }) => body)) } },
          },
        }),
  };
}

function named(values: readonly unknown[]): object {
  const given = values.filter((value) => value !== undefined);
  if (given.length === 0) return {};
  return { examples: Object.fromEntries(given.map((value, place) => [`example${place}`, { value }])) };
}

import { EVENT_TYPES } from '../../../domain/event/tracking-event.ts';
import { PROFILE_PARTS } from '../../../domain/profile/describe-profile.ts';
import type { Scope } from '../../contract/api-key.ts';
import { AUDIENCE_OPERATIONS } from './openapi-audience.ts';
import type { ErrorStatus } from './openapi-errors.ts';
import { CURSOR, LIMIT, type Operation, type QueryParameter } from './openapi-operation.ts';

const COLLECTED = { status: 200, schema: 'collected' } as const;
const PAGE = { status: 200, schema: 'page' } as const;
const COLLECT: readonly Scope[] = ['collect'];
const ADMIN: readonly Scope[] = ['admin'];

const batch: Operation = {
  summary: 'Collect a batch',
  scopes: COLLECT,
  body: 'batch',
  answer: COLLECTED,
  invalid: 'batchProblem',
};

const collectOne = EVENT_TYPES.flatMap((type): [string, Operation][] => {
  const operation: Operation = {
    summary: `Collect one ${type} call`,
    scopes: COLLECT,
    body: type,
    answer: COLLECTED,
  };
  return [`/v1/${type}`, `/v1/${type.charAt(0)}`].map((path) => [`POST ${path}`, operation]);
});

const ID: QueryParameter = {
  name: 'id',
  required: true,
  description: 'namespace:value, of which the playbook names the namespaces.',
  schema: { type: 'string', pattern: '^[^:]+:' },
};
const INCLUDE: QueryParameter = {
  name: 'include',
  description: 'What to answer on top of the person, with commas between.',
  schema: { type: 'array', items: { enum: PROFILE_PARTS } },
};
const readProfile = (query: readonly QueryParameter[]): Operation => ({
  summary: 'Read a person by any of their identifiers',
  scopes: ['profiles', 'staff', 'admin'],
  query,
  answer: { status: 200, schema: 'profile' },
  refusals: [404],
});

const explainPerson = (query: readonly QueryParameter[]): Operation => ({
  summary: 'Explain why a person is in a segment, or what a campaign makes of them',
  scopes: ['profiles', 'admin'],
  query: [
    ...query,
    { name: 'segment', description: 'Its id; or a campaign’s.', schema: { type: 'string' } },
    { name: 'campaign', description: 'Its id; or a segment’s.', schema: { type: 'string' } },
  ],
  answer: { status: 200, schema: 'why' },
  refusals: [404],
});

/** By route key; a route without one is not supported yet. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...Object.fromEntries(collectOne),
  'POST /v1/batch': batch,
  'POST /v1/b': batch,
  'POST /v1/import': {
    summary: 'Collect history, as JSON lines: it triggers nothing',
    scopes: COLLECT,
    body: 'lines',
    bodyType: 'text/plain',
    answer: COLLECTED,
    invalid: 'batchProblem',
  },
  'GET /v1/projects/{writeKey}/settings': {
    summary: 'What Segment’s browser SDK loads first',
    scopes: [],
    answer: { status: 200, schema: 'settings' },
    refusals: [401, 403, 429],
  },
  'GET /v1/profiles': readProfile([ID, INCLUDE]),
  'GET /v1/profiles/{id}': readProfile([INCLUDE]),
  'GET /v1/profiles/{id}/events': {
    summary: 'Read a person’s timeline, newest first',
    scopes: ['profiles'],
    query: [LIMIT, CURSOR],
    answer: { status: 200, schema: 'timeline' },
  },
  'GET /v1/profiles/why': explainPerson([ID]),
  'GET /v1/profiles/{id}/why': explainPerson([]),
  ...AUDIENCE_OPERATIONS,
  'POST /v1/consent': {
    summary: 'Record a choice, with its evidence',
    scopes: ['collect', 'profiles'],
    body: 'consentRequest',
    answer: { status: 200, schema: 'consentRecorded' },
  },
  'GET /v1/unsubscribe/{token}': { summary: 'Ask before unsubscribing, from what', scopes: [], answer: PAGE },
  'POST /v1/unsubscribe/{token}': {
    summary: 'Unsubscribe (RFC 8058), or refuse a topic',
    scopes: [],
    form: { topic: { description: 'A topic of the campaign’s. Without it the purpose is withdrawn.' } },
    answer: PAGE,
  },
  'GET /v1/keys': { summary: 'List keys', scopes: ADMIN, answer: { status: 200, schema: 'keys' } },
  'POST /v1/keys': {
    summary: 'Make a key; it is shown once',
    scopes: ADMIN,
    body: 'newKey',
    answer: { status: 201, schema: 'madeKey' },
    links: { revoke: { to: 'DELETE /v1/keys/{keyId}', parameters: { keyId: '$response.body#/keyId' } } },
  },
  'DELETE /v1/keys/{keyId}': {
    summary: 'Revoke a key',
    scopes: ADMIN,
    answer: { status: 200, schema: 'key' },
  },
  'POST /v1/playbook/deploy': {
    summary: 'Deploy a playbook: what `maitred deploy` calls',
    scopes: ADMIN,
    body: 'deployRequest',
    answer: { status: 200, schema: 'deployResult' },
    refusals: [409],
    links: { rollback: { to: 'POST /v1/playbook/rollback', body: { version: '$response.body#/version' } } },
  },
  'POST /v1/playbook/rollback': {
    summary: 'Go back to an earlier version of the playbook',
    scopes: ADMIN,
    body: 'rollbackRequest',
    answer: { status: 200, schema: 'deployResult' },
    refusals: [404, 409],
  },
  'GET /v1/playbook/versions': {
    summary: 'List the playbook’s versions',
    scopes: ADMIN,
    answer: { status: 200, schema: 'versions' },
  },
  'GET /v1/playbook/active': {
    summary: 'The active playbook, compiled: what `maitred simulate --against active` calls',
    scopes: ADMIN,
    answer: { status: 200, schema: 'activePlaybook' },
    refusals: [404, 409],
  },
  'POST /v1/playbook/plan': {
    summary: 'What a playbook would change, in the files and for the guests: what `maitred plan` calls',
    scopes: ADMIN,
    body: 'planRequest',
    answer: { status: 200, schema: 'planned' },
  },
  'POST /v1/playbook/backfill': {
    summary: 'Bring people to the active playbook, page by page: what `maitred backfill` calls',
    scopes: ADMIN,
    body: 'backfillRequest',
    answer: { status: 200, schema: 'backfilled' },
  },
  'POST /v1/split': {
    summary: 'Take a wrong link back: one person becomes two',
    scopes: ADMIN,
    body: 'splitRequest',
    answer: { status: 200, schema: 'split' },
    refusals: [404, 409],
  },
  'POST /v1/rebuild': {
    summary: 'Compare people with the fold of their events, and mend them: what `maitred rebuild` calls',
    scopes: ADMIN,
    body: 'rebuildRequest',
    answer: { status: 200, schema: 'rebuilt' },
    refusals: [404],
  },
  'GET /openapi.json': { summary: 'This document', scopes: [], answer: { status: 200, schema: 'document' } },
};

/** What a call may be refused with, in ascending order. */
export function refusalsOf(path: string, { scopes, body, query, refusals = [] }: Operation): ErrorStatus[] {
  const statuses: ErrorStatus[] = [
    ...(body === undefined && query === undefined && !path.includes('{id}') ? [] : [400 as const]),
    ...(scopes.length === 0 ? [] : [401 as const, 403 as const, 429 as const]),
    ...(path.includes('{') ? [404 as const] : []),
    ...(body === undefined ? [] : [413 as const]),
    ...refusals,
    503,
  ];
  return [...new Set(statuses)].sort((one, other) => one - other);
}

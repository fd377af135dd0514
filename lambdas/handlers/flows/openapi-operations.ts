import { EVENT_TYPES } from '../../../domain/event/tracking-event.ts';
import type { Scope } from '../../contract/api-key.ts';
import type { SchemaName } from './openapi-schemas.ts';

/** What the document says of a call that works. */
export interface Operation {
  readonly summary: string;
  /** Empty: anyone may call. */
  readonly scopes: readonly Scope[];
  readonly body?: SchemaName;
  readonly query?: readonly string[];
  /** What is answered where all goes well: JSON of that shape, or a page. */
  readonly answer: { readonly status: number; readonly schema: SchemaName | 'page' };
}

const COLLECTED = { status: 200, schema: 'collected' } as const;
const PAGE = { status: 200, schema: 'page' } as const;
const COLLECT: readonly Scope[] = ['collect'];
const ADMIN: readonly Scope[] = ['admin'];

const batch: Operation = { summary: 'Collect a batch', scopes: COLLECT, body: 'batch', answer: COLLECTED };

const collectOne = EVENT_TYPES.flatMap((type): [string, Operation][] => {
  const operation: Operation = {
    summary: `Collect one ${type} call`,
    scopes: COLLECT,
    body: type,
    answer: COLLECTED,
  };
  return [`/v1/${type}`, `/v1/${type.charAt(0)}`].map((path) => [`POST ${path}`, operation]);
});

const readProfile = (query: readonly string[]): Operation => ({
  summary: 'Read a person by any of their identifiers',
  scopes: ['profiles', 'staff'],
  query,
  answer: { status: 200, schema: 'profile' },
});

/** By route key; a route without one is not supported yet. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...Object.fromEntries(collectOne),
  'POST /v1/batch': batch,
  'POST /v1/b': batch,
  'GET /v1/projects/{writeKey}/settings': {
    summary: 'What Segment’s browser SDK loads first',
    scopes: [],
    answer: { status: 200, schema: 'settings' },
  },
  'GET /v1/profiles': readProfile(['id', 'include']),
  'GET /v1/profiles/{id}': readProfile(['include']),
  'GET /v1/profiles/{id}/events': {
    summary: 'Read a person’s timeline, newest first',
    scopes: ['profiles'],
    query: ['limit', 'cursor'],
    answer: { status: 200, schema: 'timeline' },
  },
  'POST /v1/consent': {
    summary: 'Record a choice, with its evidence',
    scopes: ['collect', 'profiles'],
    body: 'consentRequest',
    answer: { status: 200, schema: 'consentRecorded' },
  },
  'GET /v1/unsubscribe/{token}': { summary: 'Ask before unsubscribing', scopes: [], answer: PAGE },
  'POST /v1/unsubscribe/{token}': { summary: 'Unsubscribe (RFC 8058)', scopes: [], answer: PAGE },
  'GET /v1/keys': { summary: 'List keys', scopes: ADMIN, answer: { status: 200, schema: 'keys' } },
  'POST /v1/keys': {
    summary: 'Make a key; it is shown once',
    scopes: ADMIN,
    body: 'newKey',
    answer: { status: 201, schema: 'madeKey' },
  },
  'DELETE /v1/keys/{keyId}': {
    summary: 'Revoke a key',
    scopes: ADMIN,
    answer: { status: 200, schema: 'key' },
  },
  'POST /v1/playbook/deploy': {
    summary: 'Deploy a playbook: what `maitred deploy` calls',
    scopes: ADMIN,
    body: 'object',
    answer: { status: 200, schema: 'object' },
  },
  'POST /v1/playbook/rollback': {
    summary: 'Go back to an earlier version of the playbook',
    scopes: ADMIN,
    body: 'object',
    answer: { status: 200, schema: 'object' },
  },
  'GET /v1/playbook/versions': {
    summary: 'List the playbook’s versions',
    scopes: ADMIN,
    answer: { status: 200, schema: 'object' },
  },
  'GET /openapi.json': { summary: 'This document', scopes: [], answer: { status: 200, schema: 'object' } },
};

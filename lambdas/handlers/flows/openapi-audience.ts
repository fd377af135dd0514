import { MEMBER_PARTS } from '../../../domain/profile/describe-member.ts';
import type { Scope } from '../../contract/api-key.ts';
import { CURSOR, LIMIT, type Operation } from './openapi-operation.ts';

const ADMIN: readonly Scope[] = ['admin'];

/** Who is in which segment and list, what campaigns come to, and which names were ever received; by route key. */
export const AUDIENCE_OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET /v1/segments': {
    summary: 'List the segments, with how many are in each',
    scopes: ['profiles', 'admin'],
    answer: { status: 200, schema: 'segments' },
  },
  'GET /v1/segments/{segment}/members': {
    summary: 'List a segment’s members',
    scopes: ['profiles', 'admin'],
    query: [
      LIMIT,
      CURSOR,
      {
        name: 'include',
        description: 'What to answer of each member, with commas between; pages are shorter then.',
        schema: { type: 'array', items: { enum: MEMBER_PARTS } },
      },
    ],
    answer: { status: 200, schema: 'members' },
  },
  'GET /v1/events/names': {
    summary: 'List the names of events, properties and traits that were ever received',
    scopes: ['profiles', 'admin'],
    query: [CURSOR],
    answer: { status: 200, schema: 'names' },
  },
  'GET /v1/campaigns/{campaign}/report': {
    summary: 'Tell a campaign in numbers: who entered, what was sent, what became of it',
    scopes: ['profiles', 'admin'],
    answer: { status: 200, schema: 'report' },
  },
  'POST /v1/campaigns/sweep': {
    summary: 'Compare what campaigns count with all rows, and mend it: what `maitred report --sweep` calls',
    scopes: ADMIN,
    body: 'sweepRequest',
    answer: { status: 200, schema: 'swept' },
    refusals: [409],
  },
  'GET /v1/lists': {
    summary: 'List the static lists',
    scopes: ADMIN,
    answer: { status: 200, schema: 'lists' },
  },
  'POST /v1/lists/{list}': {
    summary: 'Begin a load of a static list, or go on with it',
    scopes: ADMIN,
    body: 'beginLoad',
    answer: { status: 200, schema: 'loadBegun' },
  },
  'POST /v1/lists/{list}/guests': {
    summary: 'Hold guests in a static list',
    scopes: ADMIN,
    body: 'listGuests',
    answer: { status: 200, schema: 'guestsHeld' },
    refusals: [409],
  },
  'POST /v1/lists/{list}/finish': {
    summary: 'Let go of whom the load did not hold',
    scopes: ADMIN,
    body: 'finishLoad',
    answer: { status: 200, schema: 'loadFinished' },
    refusals: [409],
  },
};

/**
 * The functions that answer HTTP. `not-yet` answers 501 for what the contract names and a later version brings, `not-found`
 * whatever no route is for.
 */
export type HttpFunction =
  | 'collect'
  | 'profiles'
  | 'segments'
  | 'report'
  | 'lists'
  | 'consent'
  | 'keys'
  | 'playbook'
  | 'plan'
  | 'backfill'
  | 'split'
  | 'rebuild'
  | 'openapi'
  | 'not-yet'
  | 'not-found';

/** API Gateway's key of the route that takes what no other does. */
export const UNKNOWN_ROUTE = '$default';

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly function: HttpFunction;
}

const COLLECT_CALLS = ['track', 'identify', 'page', 'screen', 'group', 'alias', 'batch'];
const SHORT_CALLS = ['t', 'i', 'p', 's', 'g', 'a', 'b'];

const route = (method: Route['method'], path: string, fn: HttpFunction): Route => ({
  method,
  path,
  function: fn,
});

/** Every route of api.md, and the function that answers it. */
export const ROUTES: readonly Route[] = [
  ...[...COLLECT_CALLS, ...SHORT_CALLS].map((call) => route('POST', `/v1/${call}`, 'collect')),
  route('POST', '/v1/import', 'collect'),
  route('GET', '/v1/projects/{writeKey}/settings', 'collect'),

  route('GET', '/v1/profiles', 'profiles'),
  route('GET', '/v1/profiles/why', 'profiles'),
  route('GET', '/v1/profiles/{id}', 'profiles'),
  route('GET', '/v1/profiles/{id}/events', 'profiles'),
  route('GET', '/v1/profiles/{id}/why', 'profiles'),

  route('GET', '/v1/segments', 'segments'),
  route('GET', '/v1/segments/{segment}/members', 'segments'),
  route('GET', '/v1/events/names', 'segments'),

  route('GET', '/v1/campaigns/{campaign}/report', 'report'),
  route('POST', '/v1/campaigns/sweep', 'report'),

  route('GET', '/v1/lists', 'lists'),
  route('POST', '/v1/lists/{list}', 'lists'),
  route('POST', '/v1/lists/{list}/guests', 'lists'),
  route('POST', '/v1/lists/{list}/finish', 'lists'),

  route('POST', '/v1/consent', 'consent'),
  route('GET', '/v1/unsubscribe/{token}', 'consent'),
  route('POST', '/v1/unsubscribe/{token}', 'consent'),

  route('GET', '/v1/keys', 'keys'),
  route('POST', '/v1/keys', 'keys'),
  route('DELETE', '/v1/keys/{keyId}', 'keys'),

  route('POST', '/v1/playbook/deploy', 'playbook'),
  route('POST', '/v1/playbook/rollback', 'playbook'),
  route('GET', '/v1/playbook/versions', 'playbook'),
  route('GET', '/v1/playbook/active', 'playbook'),
  route('POST', '/v1/playbook/plan', 'plan'),
  route('POST', '/v1/playbook/backfill', 'backfill'),

  route('POST', '/v1/split', 'split'),
  route('POST', '/v1/rebuild', 'rebuild'),

  route('GET', '/openapi.json', 'openapi'),

  route('POST', '/v1/sources/{source}', 'not-yet'),
  route('POST', '/v1/beacons', 'not-yet'),
  route('POST', '/v1/decide', 'not-yet'),
  route('GET', '/v1/events/stream', 'not-yet'),
  route('GET', '/v1/guests/{id}/offers', 'not-yet'),
  route('POST', '/v1/offers/redeem', 'not-yet'),
  route('GET', '/v1/venues/{venue}/guests', 'not-yet'),
  route('GET', '/v1/venues/{venue}/alerts', 'not-yet'),
  route('POST', '/v1/venues/{venue}/alerts/{alert}/claim', 'not-yet'),
  route('POST', '/v1/venues/{venue}/alerts/{alert}/done', 'not-yet'),
  route('GET', '/v1/venues/{venue}/devices', 'not-yet'),
  route('POST', '/v1/venues/{venue}/devices', 'not-yet'),
  route('DELETE', '/v1/venues/{venue}/devices', 'not-yet'),
  route('POST', '/v1/devices', 'not-yet'),
  route('GET', '/v1/privacy/{id}/export', 'not-yet'),
  route('DELETE', '/v1/privacy/{id}', 'not-yet'),
];

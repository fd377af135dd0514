import { Guest } from '../guest.ts';
import { call, type Tour } from './tour.ts';

/** In a house that runs the hotel's playbook: guests are met, written to and asked for, and keys are administered. */
export async function visitHotel(tour: Tour): Promise<void> {
  await stay(tour);
  await askForGuests(tour);
  await speakFromPage(tour);
  await administerKeys(tour);
  await countKey(tour);
  await call(tour, 'GET', '/openapi.json');
  await tour.house.settle();
}

async function callHotel({ house }: Tour): Promise<void> {
  const crm = { identifiers: { email: 'john@example.com', crmId: 'crm-77' } };
  await house.send('track', { ...crm, event: 'Called Hotel', properties: { topic: 'price' } });
  await house.send('identify', { ...crm, traits: { tags: ['Price Sensitive'] } });
}

/** Two records become one guest, who is written to, alerts the reception, and unsubscribes. */
async function stay(tour: Tour): Promise<void> {
  const { house } = tour;
  await callHotel(tour);
  const john = new Guest(house, { anonymousId: 'web-1' });
  await john.page('SPA', '/spa');
  await john.page('SPA treatments', '/spa/treatments');
  await john.identify('john', { email: 'john@example.com', firstName: 'John' }, { marketing: true });
  await john.track('Signed Up');
  await callHotel(tour);
  await house.advance('3 days');
  const [mail] = await house.outbox('email');
  const link = /<([^>]*\/v1\/unsubscribe\/[^>]*)>/.exec(mail?.headers['list-unsubscribe'] ?? '')?.[1];
  if (link === undefined)
    throw new Error(`no mail to John: ${JSON.stringify(await john.profile('journeys'))}`);
  await john.track('Booking Made');
  await john.track('Checked In');
  const { pathname } = new URL(link);
  await call(tour, 'GET', pathname);
  await call(tour, 'POST', pathname);
  await house.settle();
}

async function askForGuests(tour: Tour): Promise<void> {
  const everything = 'include=events,messages,journeys,evidence';
  await call(tour, 'GET', `/v1/profiles/userId:john?${everything}`, 'local-read');
  await call(tour, 'GET', '/v1/profiles/userId:john/events', 'local-read');
  await call(tour, 'GET', '/v1/profiles/userId:john/why?campaign=win-back', 'local-read');
  await call(tour, 'POST', '/v1/consent', 'local-write', { userId: 'john', consent: { marketing: true } });
  const batch = [
    { type: 'track', userId: 'john' },
    { type: 'track', userId: 'john', event: 'Item Viewed' },
  ];
  await call(tour, 'POST', '/v1/batch', 'local-write', { batch });
}

/** What a browser says of a person is compared with what is known of them. */
async function speakFromPage({ house }: Tour): Promise<void> {
  const john = { anonymousId: 'web-1', userId: 'john' };
  const context = {
    consent: { categoryPreferences: { marketing: true } },
    location: { latitude: 52, longitude: 13 },
  };
  const looked = { ...john, event: 'Item Viewed', context };
  // Both may be refused: only what is asked counts here.
  await house.call('POST', '/v1/track', { key: 'local-browser', body: looked });
  const consent = { ...john, consent: { marketing: true } };
  await house.call('POST', '/v1/consent', { key: 'local-browser', body: consent });
}

/** A key of so low a limit that every function counts its requests in common. */
async function administerKeys(tour: Tour): Promise<void> {
  const wanted = { source: 'crm', scopes: ['collect', 'profiles', 'admin'], limit: 1 };
  const { key, keyId } = await call<{ key: string; keyId: string }>(
    tour,
    'POST',
    '/v1/keys',
    'local-admin',
    wanted,
  );
  await call(tour, 'POST', '/v1/track', key, { userId: 'john', event: 'Item Viewed' });
  await call(tour, 'POST', '/v1/consent', key, { userId: 'john', consent: { marketing: true } });
  await call(tour, 'GET', '/v1/profiles/userId:john', key);
  await call(tour, 'GET', '/v1/playbook/versions', key);
  await call(tour, 'GET', '/v1/playbook/active', key);
  await call(tour, 'GET', '/v1/keys', key);
  await call(tour, 'DELETE', `/v1/keys/${keyId}`, 'local-admin');
}

/** Each call of a key that may make but few is counted in the table, by whatever function checks it. */
async function countKey(tour: Tour): Promise<void> {
  const guestsKey = await makeKeyOfFew(tour);
  await call(tour, 'POST', '/v1/track', guestsKey, { userId: 'john', event: 'Item Viewed' });
  await call(tour, 'POST', '/v1/consent', guestsKey, { userId: 'john', consent: { marketing: true } });
  for (const path of [
    '/v1/profiles/userId:john',
    '/v1/segments',
    '/v1/campaigns/win-back/report',
    '/v1/lists',
  ])
    await call(tour, 'GET', path, guestsKey);
  const key = await makeKeyOfFew(tour);
  for (const path of ['/v1/keys', '/v1/playbook/versions']) await call(tour, 'GET', path, key);
  await call(tour, 'POST', '/v1/rebuild', key, { profile: 'userId:john', verify: true });
  await call(tour, 'POST', '/v1/playbook/backfill', key, { limit: 1 });
  // It asks for a playbook, after the key was counted.
  await tour.house.call('POST', '/v1/playbook/plan', { key, body: {} });
  const web = { profile: 'userId:john', identifier: 'anonymousId:web-1', dryRun: true };
  await call(tour, 'POST', '/v1/split', key, web);
}

async function makeKeyOfFew(tour: Tour): Promise<string> {
  const wanted = { source: 'few', scopes: ['collect', 'profiles', 'admin'], limit: 1 };
  return (await call<{ key: string }>(tour, 'POST', '/v1/keys', 'local-admin', wanted)).key;
}

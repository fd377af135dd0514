import { setTimeout as sleep } from 'node:timers/promises';
import { compileFiles } from '../../cli/compile-folder.ts';
import { readFolder } from '../../cli/read-folder.ts';
import { ACCOUNT, REGION } from '../../local/template/template.ts';
import { Guest } from './guest.ts';
import type { House } from './house.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

/** More than a stream's batch folds at once. */
const LONG_HISTORY = 2_001;
const EVENTS_A_BATCH = 501;
/** After this, by any clock, no function holds an older playbook. */
const LOOK_AGAIN_MILLISECONDS = 10_500;
const POLL_MILLISECONDS = 20;
const POLLS = 1_000;

/**
 * Has a house that runs the hotel's playbook do all that it can, so that every function makes the calls that it ever makes.
 * @param failing the functions whose calls to AWS fail for now
 */
export async function takeGrandTour(house: House, failing: Set<string>): Promise<void> {
  const receiver = await startWebhookReceiver();
  try {
    await stayAtHotel(house);
    await askForGuests(house);
    await administerKeys(house);
    await changePlaybooks(house, receiver.url);
    await goShopping(house, receiver);
    await fallBehind(house, failing);
  } finally {
    await receiver.stop();
  }
}

/** A call that must succeed. */
async function call<T>(house: House, method: string, path: string, key?: string, body?: unknown): Promise<T> {
  const answer = await house.call<T>(method, path, { ...(key === undefined ? {} : { key }), body });
  if (answer.status >= 300)
    throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function callHotel(house: House): Promise<void> {
  const crm = { identifiers: { email: 'john@example.com', crmId: 'crm-77' } };
  await house.send('track', { ...crm, event: 'Called Hotel', properties: { topic: 'price' } });
  await house.send('identify', { ...crm, traits: { tags: ['Price Sensitive'] } });
}

/** Two records become one guest, who is written to, alerts the reception, and unsubscribes. */
async function stayAtHotel(house: House): Promise<void> {
  await callHotel(house);
  const john = new Guest(house, { anonymousId: 'web-1' });
  await john.page('SPA', '/spa');
  await john.page('SPA treatments', '/spa/treatments');
  await john.identify('john', { email: 'john@example.com', firstName: 'John' }, { marketing: true });
  await john.track('Signed Up');
  await callHotel(house);
  await house.advance('3 days');
  const [mail] = await house.outbox('email');
  const link = /<([^>]*\/v1\/unsubscribe\/[^>]*)>/.exec(mail?.headers['list-unsubscribe'] ?? '')?.[1];
  if (link === undefined)
    throw new Error(`no mail to John: ${JSON.stringify(await john.profile('journeys'))}`);
  await john.track('Booking Made');
  await john.track('Checked In');
  const { pathname } = new URL(link);
  await call(house, 'GET', pathname);
  await call(house, 'POST', pathname);
  await house.settle();
}

async function askForGuests(house: House): Promise<void> {
  const everything = 'include=events,messages,journeys,evidence';
  await call(house, 'GET', `/v1/profiles/userId:john?${everything}`, 'local-read');
  await call(house, 'GET', '/v1/profiles/userId:john/events', 'local-read');
  await call(house, 'POST', '/v1/consent', 'local-write', { userId: 'john', consent: { marketing: true } });
  const batch = [
    { type: 'track', userId: 'john' },
    { type: 'track', userId: 'john', event: 'Item Viewed' },
  ];
  await call(house, 'POST', '/v1/batch', 'local-write', { batch });
  await speakFromPage(house);
  await call(house, 'GET', '/openapi.json');
  await house.settle();
}

/** What a browser says of a person is compared with what is known of them. */
async function speakFromPage(house: House): Promise<void> {
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

async function administerKeys(house: House): Promise<void> {
  const wanted = { source: 'crm', scopes: ['collect'] };
  const { keyId } = await call<{ keyId: string }>(house, 'POST', '/v1/keys', 'local-admin', wanted);
  await call(house, 'GET', '/v1/keys', 'local-admin');
  await call(house, 'DELETE', `/v1/keys/${keyId}`, 'local-admin');
}

/** Somebody with very many events waits for a mail while the shop's playbook takes the hotel's place. */
async function changePlaybooks(house: House, receiverUrl: string): Promise<void> {
  const maria = new Guest(house, { anonymousId: 'web-2' });
  await maria.identify(
    'maria',
    { email: 'maria@example.com', tags: ['Price Sensitive'] },
    { marketing: true },
  );
  await maria.track('Signed Up');
  await maria.track('Called Hotel');
  for (let sent = 0; sent < LONG_HISTORY; sent += EVENTS_A_BATCH) {
    const event = { type: 'track', userId: 'maria', event: 'Item Viewed' };
    const batch = Array.from({ length: EVENTS_A_BATCH }, () => ({
      ...event,
      messageId: crypto.randomUUID(),
    }));
    await call(house, 'POST', '/v1/batch', 'local-write', { batch });
    await house.settle();
  }
  const shop = await shopOf(receiverUrl);
  await call(house, 'POST', '/v1/playbook/deploy', 'local-admin', shop);
  await call(house, 'POST', '/v1/playbook/rollback', 'local-admin', {});
  await call(house, 'POST', '/v1/playbook/deploy', 'local-admin', shop);
  await call(house, 'GET', '/v1/playbook/versions', 'local-admin');
  await sleep(LOOK_AGAIN_MILLISECONDS);
  await house.advance('3 days');
}

/** The shop's playbook as a deployment would have it: its secret in Parameter Store, its applications in this account. */
async function shopOf(receiverUrl: string): Promise<unknown> {
  const files = (await readFolder('playbooks/shop')).map(({ path, text }) => ({
    path,
    text: text
      .replaceAll('eu-central-1:123456789012', `${REGION}:${ACCOUNT}`)
      .replace(/url: "[^"]*", secret: \S+/, `url: "${receiverUrl}", secret: ssm:/maitred/shop-crm`),
  }));
  const { program, problems, ...compiled } = await compileFiles(files);
  if (program === undefined) throw new Error(`the shop has problems: ${JSON.stringify(problems)}`);
  const { templates, sources } = compiled as { templates: unknown; sources: unknown };
  return { program, templates, sources };
}

/** A guest gets a text message and a push notification; the shop's own system hears of them at its second try. */
async function goShopping(house: House, receiver: WebhookReceiver): Promise<void> {
  const anna = new Guest(house, { anonymousId: 'app-1', deviceId: 'phone-1' });
  const consent = { marketing: true, sms: true };
  await anna.identify('anna', { email: 'anna@example.com', phone: '+39 06 6982 1234' }, consent);
  await house.send('track', {
    userId: 'anna',
    event: 'Application Opened',
    context: { device: { id: 'phone-1', token: 'token-1', type: 'ios' } },
  });
  await anna.track('Referral Sent');
  await anna.track('Product Reviewed', { product_id: 'd1', rating: 1 });
  const products = [{ product_id: 'd1', category: 'Dresses', brand: 'Aspesi', price: 100 }];
  await anna.track('Order Completed', { order_id: 'o1', revenue: 100, products });
  await house.advance('1 day');
  receiver.answers(500);
  await anna.track('Survey Completed', { score: 2, comment: 'The seam came undone' });
  receiver.answers(200);
  await house.advance('5 minutes');
}

/** Announce, then resolve too, fail until their streams give the batches up, which redrive then does. */
async function fallBehind(house: House, failing: Set<string>): Promise<void> {
  const order = { userId: 'anna', event: 'Order Completed', properties: { order_id: 'o2', revenue: 900 } };
  failing.add('announce');
  await call(house, 'POST', '/v1/track', 'local-write', order);
  for (let left = POLLS; !(await isVip(house)); left -= 1) {
    if (left === 0) throw new Error('Anna has not become a VIP');
    await sleep(POLL_MILLISECONDS);
  }
  failing.add('resolve');
  await call(house, 'POST', '/v1/track', 'local-write', { userId: 'zoe', event: 'Item Viewed' });
  await house.settle();
  failing.clear();
}

async function isVip(house: House): Promise<boolean> {
  return (await house.profile('userId:anna'))?.segments.vip !== undefined;
}

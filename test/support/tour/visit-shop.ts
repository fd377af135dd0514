import { Guest } from '../guest.ts';
import { moveToNoon } from '../move-to-noon.ts';
import { call, deploy, forgetPlaybook, sendBatch, type Tour, until } from './tour.ts';

/** It asks for what no playbook before it has remembered. */
const WHISTLER = { path: 'segments/whistler.yaml', text: 'name: Whistler\nwhen: { event: Whistle Blown }\n' };
/** More than a stream's batch folds at once. */
const LONG_HISTORY = 2_001;
const EVENTS_A_BATCH = 501;

/** The shop's playbook takes the hotel's place; then people shop, and batches are given up and driven again. */
export async function visitShop(tour: Tour): Promise<void> {
  await changePlaybooks(tour);
  await goShopping(tour);
  await fallBehind(tour);
}

/** Somebody with very many events waits for a mail while the shop's playbook takes the hotel's place. */
async function changePlaybooks(tour: Tour): Promise<void> {
  const { house } = tour;
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
    await sendBatch(
      tour,
      Array.from({ length: EVENTS_A_BATCH }, () => event),
    );
    await house.settle();
  }
  await deploy(tour, 'playbooks/shop');
  await call(tour, 'POST', '/v1/playbook/rollback', 'local-admin', {});
  await deploy(tour, 'playbooks/shop');
  await call(tour, 'GET', '/v1/playbook/versions', 'local-admin');
  await forgetPlaybook();
  await house.advance('3 days');
  await rebuildPeople(tour);
  await splitFromTablet(tour);
}

/** People whom the hotel's playbook has folded: one is written anew, one has too many events, then all are looked at. */
async function rebuildPeople(tour: Tour): Promise<void> {
  for (const body of [{ profile: 'userId:john' }, { profile: 'userId:maria' }, { verify: true }])
    await call(tour, 'POST', '/v1/rebuild', 'local-admin', body);
}

/** Somebody whose events are too many to be folded within a call is taken from the tablet in the lobby. */
async function splitFromTablet(tour: Tour): Promise<void> {
  await tour.house.send('identify', { userId: 'maria', context: { device: { id: 'lobby-tablet' } } });
  const body = { profile: 'userId:maria', identifier: 'deviceId:lobby-tablet' };
  await call(tour, 'POST', '/v1/split', 'local-admin', body);
  await tour.house.settle();
}

/**
 * A guest gets a text message and a push notification, by day, as the shop has quiet hours; the shop's own system hears of
 * them at its second try.
 */
async function goShopping({ house, receiver }: Tour): Promise<void> {
  await moveToNoon(house);
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

const BEHIND = ['announce', 'members', 'resolve'] as const;

/**
 * Announce, members and resolve fail until their streams give their batches up, which redrive then does. Before they do, the hotel's
 * playbook comes back and asks for more, so that people are folded anew; and what cannot be written is quarantined.
 */
async function fallBehind(tour: Tour): Promise<void> {
  const { house, faults } = tour;
  await faults.during({ fault: 'kill', of: BEHIND }, async () => {
    await faults.during({ fault: 'hold', of: BEHIND }, async () => {
      await faults.during({ fault: 'pass', of: ['resolve'] }, () => becomeVip(tour));
      const viewed = ['anna', 'maria', 'zoe'].map((userId) => ({
        type: 'track',
        userId,
        event: 'Item Viewed',
      }));
      await sendBatch(tour, viewed);
      await deploy(tour, 'playbooks/hotel', [WHISTLER]);
    });
    const unwritable = { fault: 'refuse', of: ['redrive'], actions: ['TransactWriteItems'] } as const;
    await faults.during(unwritable, () => house.settle());
  });
}

async function becomeVip(tour: Tour): Promise<void> {
  const properties = { order_id: 'o2', revenue: 900 };
  await sendBatch(tour, [{ type: 'track', userId: 'anna', event: 'Order Completed', properties }]);
  await until(
    'Anna is a VIP',
    async () => (await tour.house.profile('userId:anna'))?.segments.vip !== undefined,
  );
}

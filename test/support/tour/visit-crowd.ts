import { call, sendBatch, type Tour, until } from './tour.ts';

/** As many as the playbook allows, less one that is met later. */
const FORMER_IDS = 91;
const IDS_A_BATCH = 13;

const track = (event: string, ids: object) => ({ type: 'track', event, ...ids });

/**
 * Guests with very many ids, who have been known as several people: what is decided for one of them is decided for all, in more
 * checks than a transaction takes.
 */
export async function visitCrowd(tour: Tour): Promise<void> {
  const { house, faults } = tour;
  const web = Array.from({ length: FORMER_IDS }, (_, index) => ({ anonymousId: `carla-${index}` }));
  await house.send('identify', { userId: 'carla' });
  await sendBatch(
    tour,
    web.map((ids) => track('Looked Around', ids)),
  );
  await house.settle();
  for (let from = 0; from < web.length; from += IDS_A_BATCH) {
    const some = web.slice(from, from + IDS_A_BATCH);
    await sendBatch(
      tour,
      some.map((ids) => ({ type: 'identify', userId: 'carla', ...ids })),
    );
    await house.settle();
  }
  await faults.during({ fault: 'hold', of: ['announce'] }, async () => {
    await becomeOne(tour, 'carla');
    await becomeOne(tour, 'dora');
  });
  await house.settle();
  await house.advance('1 day');
}

/** Two profiles enter the segment and prove to be one person before anything was decided for either. */
async function becomeOne(tour: Tour, userId: string): Promise<void> {
  const { house } = tour;
  const anonymousId = `${userId}-late`;
  await sendBatch(tour, [track('Ticket Bought', { userId }), track('Ticket Bought', { anonymousId })]);
  await until(`${userId} is known twice`, async () => {
    const two = await Promise.all([
      house.profile(`userId:${userId}`),
      house.profile(`anonymousId:${anonymousId}`),
    ]);
    return two.every((profile) => profile?.segments.traveller !== undefined);
  });
  await call(tour, 'POST', '/v1/identify', 'local-write', { userId, anonymousId });
  await until(`${userId} is one`, async () => {
    const [one, other] = await Promise.all([
      house.profile(`userId:${userId}`),
      house.profile(`anonymousId:${anonymousId}`),
    ]);
    return one?.profileId === other?.profileId;
  });
}

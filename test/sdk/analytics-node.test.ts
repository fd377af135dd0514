import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type House, openHouse } from '../support/house.ts';

/** The unchanged SDK of Segment for servers, pointed here by its own settings. */
describe('@segment/analytics-node', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/hotel' });
  });
  afterAll(async () => house.close());
  beforeEach(async () => house.reset());

  it('given only writeKey and host, when all six calls are made, then they are on one timeline', async () => {
    const analytics = new Analytics({ writeKey: 'local-write', host: house.url, flushAt: 10 });
    const failures: unknown[] = [];
    analytics.on('error', (error) => failures.push(error));
    analytics.identify({
      userId: 'john',
      anonymousId: 'web-1',
      traits: { email: ' John@Example.com ', firstName: 'John' },
    });
    analytics.track({ userId: 'john', event: 'Booking Made', properties: { room: 'Suite' } });
    analytics.page({ userId: 'john', name: 'SPA', properties: { path: '/spa' } });
    analytics.screen({ userId: 'john', name: 'Home' });
    analytics.group({ userId: 'john', groupId: 'acme', traits: { name: 'Acme' } });
    analytics.alias({ userId: 'john', previousId: 'web-0' });
    await analytics.closeAndFlush();
    await house.settle();

    expect(failures).toEqual([]);
    const profile = await house.profile('email:john@example.com', 'events');
    expect(profile?.traits).toMatchObject({ firstName: 'John' });
    expect(profile?.events.map((event) => event.event ?? event.type).sort()).toEqual([
      'Booking Made',
      'Page Viewed',
      'Screen Viewed',
      'alias',
      'group',
      'identify',
    ]);
    for (const id of ['userId:john', 'anonymousId:web-1', 'anonymousId:web-0']) {
      expect((await house.profile(id))?.profileId, id).toBe(profile?.profileId);
    }
  });
});

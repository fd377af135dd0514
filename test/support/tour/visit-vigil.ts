import { call, deploy, forgetPlaybook, sendBatch, type Tour, until } from './tour.ts';
import { POLISHER, RINGER, TOUR_PLAYBOOK } from './visit-belfry.ts';

const PILGRIM = { path: 'segments/pilgrim.yaml', text: 'name: Pilgrim\nwhen: { event: Vigil Kept }\n' };

const MATINS = {
  path: 'campaigns/matins.yaml',
  text: `name: Matins
trigger: { segment: pilgrim, schedule: { every: day, at: "06:00" } }
purpose: transactional
steps:
  - send: { channel: staff, role: guide, venue: bus, message: Wake them }
`,
};

const VIGIL = {
  path: 'campaigns/vigil.yaml',
  text: `name: Vigil
trigger: { event: Vigil Kept }
purpose: transactional
goal: { event: Candle Lit, within: 30 days }
steps:
  - set: { traits: { vigil: kept } }
  - send: { channel: email, template: bell, subject: The vigil, rate: 1000 per second }
  - wait: { until: { event: Dawn Seen }, atMost: 1 day }
  - wait: { until: event.properties.feast, before: 1 day }
  - send: { channel: email, template: bell, subject: The feast, rate: 1000 per second }
  - set: { traits: { vigil: over } }
`,
};

/** Says what nobody knows: it can be made on no channel, and what it took of the caps is given back. */
const GHOST = {
  path: 'campaigns/ghost.yaml',
  text: `name: Ghost
trigger: { event: Ghost Seen }
purpose: marketing
steps:
  - send: { channel: email, template: bell, subject: "{{ event.properties.name }}" }
  - send: { channel: sms, text: "{{ event.properties.name }}" }
  - send: { channel: push, title: "{{ event.properties.name }}", body: Boo }
`,
};

/** What is written under a version stays: nobody's steps change on the way. */
const VESPERS = { path: 'segments/vespers.yaml', text: 'name: Vespers\nwhen: { event: Vespers Sung }\n' };

/**
 * A journey that writes traits, takes turns, waits for an event that comes under the next version, and for a date, and that
 * is asked about on the way; and a schedule whose moment comes; told in numbers, which are swept.
 */
export async function visitVigil(tour: Tour): Promise<void> {
  const { house } = tour;
  const files = [RINGER, POLISHER, PILGRIM, MATINS, VIGIL, GHOST];
  await deploy(tour, TOUR_PLAYBOOK, files);
  await forgetPlaybook();
  const feast = new Date(Date.parse(await house.now()) + 5 * 24 * 60 * 60 * 1000).toISOString();
  const traits = { email: 'olga@example.com' };
  await sendBatch(tour, [{ type: 'identify', userId: 'olga', anonymousId: 'web-olga', traits }]);
  await house.settle();
  await seeGhost(tour);
  await keepVigil(tour, feast);
  await deploy(tour, TOUR_PLAYBOOK, [...files, VESPERS]);
  await forgetPlaybook();
  await call(tour, 'GET', '/v1/profiles/userId:olga/why?campaign=vigil', 'local-read');
  // Her journey keeps the version that it began with: what its goal is, is read there.
  const web = { profile: 'userId:olga', identifier: 'anonymousId:web-olga' };
  await call(tour, 'POST', '/v1/split', 'local-admin', web);
  await sendBatch(tour, [{ type: 'track', userId: 'olga', event: 'Dawn Seen' }]);
  await sendBatch(tour, [{ type: 'track', userId: 'olga', event: 'Candle Lit' }]);
  await house.settle();
  await house.advance('5 days');
  await tellInNumbers(tour);
}

async function seeGhost(tour: Tour): Promise<void> {
  const context = { consent: { categoryPreferences: { marketing: true, sms: true } } };
  await sendBatch(tour, [{ type: 'track', userId: 'nora', event: 'Ghost Seen', context }]);
  await tour.house.settle();
}

/** Olga is told as campaign hears that her trait was set: due, which looks after a minute, is to find nothing left to do. */
async function keepVigil(tour: Tour, feast: string): Promise<void> {
  await tour.faults.during({ fault: 'kill', of: ['due'] }, async () => {
    await sendBatch(tour, [{ type: 'track', userId: 'olga', event: 'Vigil Kept', properties: { feast } }]);
    await until('Olga is told', async () => {
      const olga = await tour.house.profile('userId:olga', 'messages');
      return olga?.messages.some(({ campaign }) => campaign === 'vigil') === true;
    });
  });
  await tour.house.settle();
}

/** What statistics could never count is found by a sweep. */
async function tellInNumbers(tour: Tour): Promise<void> {
  await call(tour, 'GET', '/v1/campaigns/vigil/report', 'local-read');
  const sweep = (body: object) =>
    call<{ readonly sweep: string }>(tour, 'POST', '/v1/campaigns/sweep', 'local-admin', body);
  const begun = await sweep({});
  await sweep({ sweep: begun.sweep });
  await tour.house.advance('2 minutes');
  await sweep({ sweep: begun.sweep });
}

import { DateTime } from 'luxon';
import { call, deploy, forgetPlaybook, type Tour, until } from './tour.ts';
import { TOUR_PLAYBOOK } from './visit-belfry.ts';

const ZONE = 'Europe/Berlin';
const MESSAGES = 10;
const welcome = '  - send: { channel: staff, role: guide, venue: bus, message: Congratulate them }\n';
const mail = (subject: string) => `  - send: { channel: email, template: bell, subject: ${subject} }\n`;

/** With all of a guest's ids more checks than a transaction takes. */
const NAME_DAY = {
  path: 'campaigns/name-day.yaml',
  text: `name: Name day
trigger: { date: nameDay, at: "06:00" }
purpose: marketing
priority: 1
steps:
${mail('Your day')}${welcome.repeat(MESSAGES)}`,
};

const EVE = {
  path: 'campaigns/eve.yaml',
  text: `name: The eve
trigger: { event: Eve Kept }
purpose: marketing
steps:
  - wait: { until: profile.dawn }
${mail('The morning')}`,
};

/** Carla's wait is over as her date comes, and the date matters more: who takes the wait in hand begins the date's journey. */
export async function keepNameDay(tour: Tour): Promise<void> {
  const { house, faults } = tour;
  await deploy(tour, TOUR_PLAYBOOK, [NAME_DAY, EVE]);
  await forgetPlaybook();
  const dawn = DateTime.fromISO(await house.now(), { zone: ZONE })
    .plus({ days: 2 })
    .set({ hour: 6, minute: 0, second: 0, millisecond: 0 });
  const traits = { email: 'carla@example.com', nameDay: dawn.toISODate(), dawn: dawn.toUTC().toISO() };
  const context = { consent: { categoryPreferences: { marketing: true } } };
  await house.send('identify', { userId: 'carla', traits, context });
  await house.send('track', { userId: 'carla', event: 'Eve Kept' });
  await house.moveTo(dawn.minus({ minutes: 1 }).toUTC().toISO() ?? '');
  const passing = faults.during({ fault: 'hold', of: ['announce'] }, async () => {
    const passed = call(tour, 'POST', '/_local/clock', undefined, { advance: '2 minutes' });
    await until('Carla is congratulated', async () => {
      const carla = await house.profile('userId:carla', 'messages');
      return carla?.messages.some(({ campaign }) => campaign === 'name-day') === true;
    });
    return { passed };
  });
  await (await passing).passed;
}

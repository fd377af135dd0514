import { readFile } from 'node:fs/promises';
import { DateTime } from 'luxon';
import { deploy, forgetPlaybook, sendBatch, type Tour, until } from './tour.ts';
import { CHANNELS, TOUR_PLAYBOOK } from './visit-belfry.ts';

const ZONE = 'Europe/Berlin';
const PLAYBOOK_FILE = 'playbook.yaml';
const MESSAGES = 3;

const STROLL = {
  path: 'campaigns/stroll.yaml',
  text: `name: Stroll
trigger: { event: Stroll Planned }
purpose: marketing
steps:
  - send: { channel: email, template: bell, subject: A stroll }
  - send: { channel: sms, text: A stroll }
  - send: { channel: push, title: A stroll, body: By night }
`,
};

/**
 * What was decided by day comes to its channels in the quiet hours, which a deploy has brought meanwhile: it is held, and goes
 * back to their queues once they are over.
 */
export async function keepCurfew(tour: Tour): Promise<void> {
  const { house, faults } = tour;
  await deploy(tour, TOUR_PLAYBOOK, [STROLL]);
  await forgetPlaybook();
  const messages = async () => {
    const nora = await house.profile('userId:nora', 'messages');
    return nora?.messages.filter(({ campaign }) => campaign === 'stroll') ?? [];
  };
  await faults.during({ fault: 'hold', of: CHANNELS }, async () => {
    const context = { consent: { categoryPreferences: { marketing: true, sms: true } } };
    await sendBatch(tour, [{ type: 'track', userId: 'nora', event: 'Stroll Planned', context }]);
    await until('Nora is to be asked out', async () => (await messages()).length === MESSAGES);
    await deploy(tour, TOUR_PLAYBOOK, [STROLL, await curfewFrom(await house.now())]);
  });
  await house.settle();
  await until('Nora is left to sleep', async () =>
    (await messages()).every(({ why }) => why?.includes('quiet')),
  );
  await house.advance('4 hours');
  await until('Nora is asked out', async () => (await messages()).every(({ status }) => status === 'sent'));
}

/** The tour's playbook with quiet hours that began an hour ago. */
async function curfewFrom(now: string): Promise<{ readonly path: string; readonly text: string }> {
  const at = DateTime.fromISO(now, { zone: ZONE });
  const [from, to] = [at.minus({ hours: 1 }), at.plus({ hours: 2 })].map((time) => time.toFormat('HH:mm'));
  const text = await readFile(`${TOUR_PLAYBOOK}/${PLAYBOOK_FILE}`, 'utf8');
  const quiet = `quietHours: { from: "${from}", to: "${to}", channels: [email, sms, push] }\n`;
  return { path: PLAYBOOK_FILE, text: `${text}${quiet}` };
}

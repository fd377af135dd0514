import type { FunctionName } from '../../../lambdas/contract/functions.ts';
import { call, deploy, forgetPlaybook, sendBatch, type Tour, until } from './tour.ts';

const TOUR_PLAYBOOK = 'test/support/tour/playbook';
/** Beside the tour's playbook, so that profiles are folded in other terms. */
const RINGER = { path: 'segments/ringer.yaml', text: 'name: Ringer\nwhen: { event: Bell Rung }\n' };

/** Who is told of it, on every channel. */
export const CHANNELS: readonly FunctionName[] = ['email', 'sms', 'push', 'webhook', 'staff'];
export const NORA = { type: 'track', userId: 'nora', event: 'Bell Rung' };

/** The tour's own playbook begins; then playbooks change under what is under way. */
export async function visitBelfry(tour: Tour): Promise<void> {
  await deploy(tour, TOUR_PLAYBOOK);
  await forgetPlaybook();
  await meetNora(tour);
  await deliverOldMessages(tour);
  await decideInOldTerms(tour);
}

async function meetNora({ house }: Tour): Promise<void> {
  const traits = { email: 'nora@example.com', phone: '+49 30 901820' };
  const consent = { consent: { categoryPreferences: { sms: true } } };
  await house.send('identify', { userId: 'nora', traits, context: consent });
  const context = { device: { id: 'nora-phone', token: 'token-2', type: 'ios' } };
  await house.send('track', { userId: 'nora', event: 'Application Opened', context });
}

/** Messages are decided on before a deploy and delivered after it, by channels that hold none of this playbook yet. */
async function deliverOldMessages(tour: Tour): Promise<void> {
  const { house, faults } = tour;
  await faults.during({ fault: 'kill', of: CHANNELS }, async () => {
    await sendBatch(tour, [NORA]);
    await until('Nora is to be told', async () => {
      const nora = await house.profile('userId:nora', 'messages');
      return nora?.messages.length === CHANNELS.length;
    });
    await deploy(tour, TOUR_PLAYBOOK, [RINGER]);
  });
  await house.settle();
}

/** An event is folded before a deploy and decided on after it. */
async function decideInOldTerms(tour: Tour): Promise<void> {
  const { house, faults } = tour;
  await forgetPlaybook();
  await faults.during({ fault: 'kill', of: ['announce'] }, async () => {
    await sendBatch(tour, [NORA]);
    await until('Nora is a ringer', async () => {
      const nora = await house.profile('userId:nora');
      return nora?.segments.ringer !== undefined;
    });
    await call(tour, 'POST', '/v1/playbook/rollback', 'local-admin', {});
  });
  await house.settle();
}

import type { FunctionName } from '../../../lambdas/contract/functions.ts';
import { call, deploy, forgetPlaybook, sendBatch, type Tour, until } from './tour.ts';

export const TOUR_PLAYBOOK = 'test/support/tour/playbook';
/** Beside the tour's playbook, so that profiles are folded in other terms. */
export const RINGER = { path: 'segments/ringer.yaml', text: 'name: Ringer\nwhen: { event: Bell Rung }\n' };

export const POLISHER = {
  path: 'segments/polisher.yaml',
  text: 'name: Polisher\nwhen: { event: Bell Polished }\n',
};

/** Who is told of it, on every channel. */
export const CHANNELS: readonly FunctionName[] = ['email', 'sms', 'push', 'webhook', 'staff'];
export const NORA = { type: 'track', userId: 'nora', event: 'Bell Rung' };

/** The tour's own playbook begins; then playbooks change under what is under way. */
export async function visitBelfry(tour: Tour): Promise<void> {
  await deploy(tour, TOUR_PLAYBOOK);
  await forgetPlaybook();
  await splitOnceMore(tour);
  await meetNora(tour);
  await deliverOldMessages(tour);
  await decideInOldTerms(tour);
}

/**
 * Somebody whose events are too many to be folded at once, and whom a split had parted from a tablet, is emptied by an import
 * while refold fails: the same split, typed again, sends the fold once more.
 */
async function splitOnceMore(tour: Tour): Promise<void> {
  const { house, faults } = tour;
  const body = { profile: 'userId:maria', identifier: 'deviceId:lobby-tablet' };
  const waits = async (more: object) =>
    (await call<{ rebuilding: boolean }>(tour, 'POST', '/v1/split', 'local-admin', { ...body, ...more }))
      .rebuilding;
  await house.send('track', { anonymousId: 'web-9', event: 'Item Viewed' });
  await faults.during({ fault: 'kill', of: ['refold'] }, async () => {
    const line = { type: 'identify', messageId: 'imported', userId: 'maria', anonymousId: 'web-9' };
    await call(tour, 'POST', '/v1/import', 'local-write', line);
    await until('Maria waits to be folded', () => waits({ dryRun: true }));
    await waits({});
  });
  await house.settle();
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
  await faults.during({ fault: 'hold', of: CHANNELS }, async () => {
    await sendBatch(tour, [NORA]);
    await until('Nora is to be told', async () => {
      const nora = await house.profile('userId:nora', 'messages');
      return nora?.messages.length === CHANNELS.length;
    });
    await deploy(tour, TOUR_PLAYBOOK, [RINGER]);
  });
  await house.settle();
}

/** An event is folded before a deploy that asks for more, and decided on after it. */
async function decideInOldTerms(tour: Tour): Promise<void> {
  const { house, faults } = tour;
  await forgetPlaybook();
  await faults.during({ fault: 'hold', of: ['announce'] }, async () => {
    await sendBatch(tour, [NORA]);
    await until('Nora is a ringer', async () => {
      const nora = await house.profile('userId:nora');
      return nora?.segments.ringer !== undefined;
    });
    await deploy(tour, TOUR_PLAYBOOK, [RINGER, POLISHER]);
  });
  await house.settle();
}

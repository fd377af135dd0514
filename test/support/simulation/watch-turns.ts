import type { Program } from '../../../domain/playbook/program/program.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import type { SimulatedTables } from './simulated-tables.ts';

/**
 * Looks at every turn that a rate gives: each is so long after the one before; and at every message under a rate: it does
 * not leave before its turn.
 * @returns what was wrong, in words
 */
export function watchTurns(tables: SimulatedTables, { campaigns }: Program): string[] {
  const wrongs: string[] = [];
  tables.table('Config').onWrite((after, before) => {
    if (after?.kind !== 'release' || before === undefined) return;
    const interval = intervalOf(campaigns, String(after.id));
    if (Number(after.nextAt) - Number(before.nextAt) < interval)
      wrongs.push(`two have one turn of ${after.id}: ${before.nextAt}, ${after.nextAt}`);
  });
  const turns = new Map<string, number>();
  tables.table('Journeys').onWrite((_after, before) => {
    const slot = before?.slot as { readonly at: number; readonly step: string } | undefined;
    if (slot !== undefined) turns.set(`${before?.profileId} ${before?.journeyId}#${slot.step}`, slot.at);
  });
  tables.table('Deliveries').onWrite((after, before) => {
    if (after === undefined || before !== undefined) return;
    const { profileId, deliveryId, status, at } = decodeDelivery(after);
    const turn = turns.get(`${profileId} ${deliveryId}`);
    if (status !== 'suppressed' && turn !== undefined && turn > at)
      wrongs.push(`${profileId} ${deliveryId} does not wait for its turn`);
  });
  return wrongs;
}

/** Of `<campaign>#<step>`, in milliseconds. */
function intervalOf(campaigns: Program['campaigns'], id: string): number {
  const [campaign = '', stepId] = id.split('#');
  const step = campaigns[campaign]?.steps.find((candidate) => candidate.id === stepId);
  if (step?.kind !== 'send' || step.rate === undefined) return 0;
  return step.rate.perMilliseconds / step.rate.messages;
}

import type { FunctionName } from '../../../lambdas/contract/functions.ts';
import { sendBatch, type Tour } from './tour.ts';
import { CHANNELS, NORA } from './visit-belfry.ts';

const MARIA = { type: 'track', userId: 'maria', event: 'Item Viewed' };

/** Where something is broken: answers are lost, and what can never be done is quarantined. */
export async function visitRuins(tour: Tour): Promise<void> {
  await loseAnswers(tour);
  await breakForGood(tour);
  await missWhatIsDue(tour);
}

/** Each channel's first word to the ledger is written, and it never hears that. */
async function loseAnswers(tour: Tour): Promise<void> {
  const lost = { fault: 'drop-after', of: CHANNELS, actions: ['UpdateItem'], isOnce: true } as const;
  await tour.faults.during(lost, async () => {
    await sendBatch(tour, [NORA]);
    await tour.house.settle();
  });
}

async function breakForGood(tour: Tour): Promise<void> {
  const broken = async (
    of: readonly FunctionName[],
    actions: readonly string[],
    batch: readonly object[],
  ) => {
    await tour.faults.during({ fault: 'refuse', of, actions }, async () => {
      await sendBatch(tour, batch);
      await tour.house.settle();
    });
  };
  await broken(
    ['resolve'],
    ['TransactWriteItems'],
    [{ type: 'track', userId: 'otto', event: 'Looked Around' }],
  );
  await broken(['announce'], ['PutEvents'], [NORA]);
  await broken(['members'], ['TransactWriteItems'], [{ ...MARIA, userId: 'olga', event: 'Ticket Bought' }]);
  await broken(['statistics'], ['TransactWriteItems'], [NORA]);
  // What it gives up is counted by redrive.
  await tour.faults.during({ fault: 'kill', of: ['statistics'] }, async () => {
    await sendBatch(tour, [NORA]);
    await tour.house.settle();
  });
  await broken(['campaign'], ['BatchGetItem'], [NORA]);
  await broken(CHANNELS, ['UpdateItem'], [NORA]);
  // Folded in the terms of another playbook, and for so long that it is left to refold.
  await broken(['refold'], ['BatchGetItem'], [MARIA]);
}

/** A segment, a wait and a webhook come due, and none of them can be read, however often they are tried. */
async function missWhatIsDue(tour: Tour): Promise<void> {
  const { house, faults, receiver } = tour;
  await house.send('track', { userId: 'nora', event: 'Ticket Bought' });
  receiver.answers(500);
  await house.send('track', { userId: 'nora', event: 'Bell Rung' });
  const unreadable = { fault: 'refuse', of: ['due'], actions: ['GetItem', 'BatchGetItem'] } as const;
  await faults.during(unreadable, () => house.advance('8 days'));
}

import { plannedBroadcasts } from '../../../domain/campaign/schedule/broadcast.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { SimulatedHouse } from './simulated-house.ts';

const PAUSE_MILLISECONDS = 5_000;

/** The last step of a deploy, tried again until it is done: the rows of the playbook's schedules. */
export function planSchedules(
  { world: { scheduler }, functions }: Pick<SimulatedHouse, 'world' | 'functions'>,
  program: Program,
): void {
  if (plannedBroadcasts(program).length === 0) return;
  const tryOnce = () =>
    functions.plan.invoke(program).then(
      () => true,
      () => false,
    );
  scheduler.spawn(async () => {
    while (!(await tryOnce())) await scheduler.wait('the deploy again', PAUSE_MILLISECONDS);
  });
}

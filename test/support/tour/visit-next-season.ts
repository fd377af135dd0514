import { call, compileAsDeployed, deploy, type Tour } from './tour.ts';
import { POLISHER, RINGER, TOUR_PLAYBOOK } from './visit-belfry.ts';

/** It asks for what no playbook before it has remembered. */
const CLIMBER = { path: 'segments/climber.yaml', text: 'name: Climber\nwhen: { event: Stairs Climbed }\n' };

/** The next playbook is planned, deployed and brought to everybody: from their events, of one guest by the queue. */
export async function visitNextSeason(tour: Tour): Promise<void> {
  const files = [RINGER, POLISHER, CLIMBER];
  const { program } = await compileAsDeployed(tour, TOUR_PLAYBOOK, files);
  for (const page of [undefined, {}])
    await call(tour, 'POST', '/v1/playbook/plan', 'local-admin', { program, page });
  await deploy(tour, TOUR_PLAYBOOK, files);
  await call(tour, 'POST', '/v1/playbook/backfill', 'local-admin', { limit: 500 });
  await tour.house.settle();
}

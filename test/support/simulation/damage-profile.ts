import { isTombstone } from '../../../domain/profile/profile.ts';
import { decodeProfile, encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import { rebuildEverybody } from './tend-house.ts';

/** Takes what events have decided from everybody, as no version of ours would, and rebuilds them. @returns what is wrong */
export async function damageAndRebuild(house: SimulatedHouse): Promise<string[]> {
  const profiles = house.tables.table('Profiles');
  for (const item of profiles.all()) {
    const record = decodeProfile(item);
    if (isTombstone(record)) continue;
    const lost = {
      traits: {},
      traitMemory: undefined,
      aggregates: {},
      segments: {},
      nextChanges: {},
      wakeAt: null,
    };
    profiles.put(
      encodeProfile({ ...record, ...lost, version: record.version + 1 }, [], Object.keys(record.segments)),
    );
  }
  const before = countSegmentSignals(house);
  const wrongs: string[] = [];
  const tend = async (isVerify: boolean) => {
    const found = await rebuildEverybody(house, isVerify);
    if (isVerify) wrongs.push(...found);
  };
  for (const isVerify of [false, true]) {
    house.world.scheduler.spawn(() => tend(isVerify));
    await house.world.scheduler.run();
  }
  return [
    ...wrongs,
    ...(countSegmentSignals(house) === before ? [] : ['a rebuild tells of segments that were only mended']),
  ];
}

function countSegmentSignals(house: SimulatedHouse): number {
  return house.bus.details.filter(({ type }) => type.startsWith('Segment')).length;
}

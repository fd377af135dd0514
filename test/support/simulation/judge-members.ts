import { isTombstone } from '../../../domain/profile/profile.ts';
import { decodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import type { SimulatedHouse } from './simulated-house.ts';

/** Members holds who is in which segment, since when, as the profiles say, no more and no less; counts are their numbers. */
export function judgeMembers(house: SimulatedHouse): string[] {
  const said = new Map<string, number>();
  for (const item of house.tables.table('Profiles').all()) {
    const record = decodeProfile(item);
    if (isTombstone(record)) continue;
    for (const [segment, { since }] of Object.entries(record.segments))
      if (since !== null) said.set(`${segment} ${record.profileId}`, since);
  }
  const rows = house.tables.table('Members').all();
  const isCount = ({ segmentId }: (typeof rows)[number]) => String(segmentId).startsWith('#');
  const kept = new Map(
    rows
      .filter((row) => !isCount(row) && row.since !== undefined)
      .map(({ segmentId, profileId, since }) => [`${segmentId} ${profileId}`, Number(since)]),
  );
  house.world.counts.add('members', kept.size);
  const wrongs = [...new Set([...said.keys(), ...kept.keys()])]
    .filter((key) => said.get(key) !== kept.get(key))
    .map((key) => `${key} is a member since ${kept.get(key)}, and the profile says ${said.get(key)}`);
  return [...wrongs, ...judgeCounts(rows.filter(isCount), [...said.keys()])];
}

function judgeCounts(counters: readonly Record<string, unknown>[], members: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const { profileId, members: counted } of counters)
    counts.set(String(profileId), (counts.get(String(profileId)) ?? 0) + Number(counted));
  const numbers = Map.groupBy(members, (key) => key.split(' ')[0] ?? '');
  return [...new Set([...counts.keys(), ...numbers.keys()])]
    .filter((segment) => (counts.get(segment) ?? 0) !== (numbers.get(segment)?.length ?? 0))
    .map((segment) => `${segment} counts ${counts.get(segment)} of ${numbers.get(segment)?.length} members`);
}

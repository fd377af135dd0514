import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { describeProfile, type ProfilePart } from '../../../domain/profile/describe-profile.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { computeTraits } from '../../../domain/segment/condition/compute-traits.ts';
import { approximateTraits } from '../../../domain/segment/explain/is-approximate.ts';
import type { EventTimeline } from '../../adapters/event-timeline.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';
import { NotFoundError } from '../../runtime/http-error.ts';
import type { ActivePlaybook } from './program-for.ts';
import { readIdentifier } from './read-identifier.ts';

/** As many of a person's events, messages and journeys as one answer holds. */
const INCLUDED_EVENTS = 100;
const INCLUDED_ROWS = 1_000;

export interface ReadProfileDependencies {
  readonly profiles: Pick<ProfileStore, 'findByIdentifier' | 'readIdentities'>;
  readonly history: EventTimeline;
  readonly deliveries: { readonly list: (profileId: string, limit?: number) => Promise<readonly Delivery[]> };
  readonly journeys: { readonly list: (profileId: string, limit?: number) => Promise<readonly Journey[]> };
  readonly playbook: ActivePlaybook;
  readonly clock: () => number;
}

/** Finds the person that `namespace:value` leads to. @throws NotFoundError for nobody */
export async function findPerson(
  dependencies: ReadProfileDependencies,
  id: string | undefined,
): Promise<Profile> {
  const { program } = await dependencies.playbook.active();
  const profile = await dependencies.profiles.findByIdentifier(readIdentifier(program.identity, id));
  if (profile === undefined) throw new NotFoundError('nobody has that identifier');
  return profile;
}

/** A person as the API shows them, with the parts that were asked for. */
export async function readProfile(
  dependencies: ReadProfileDependencies,
  id: string | undefined,
  parts: ReadonlySet<ProfilePart>,
): Promise<Record<string, unknown>> {
  const profile = await findPerson(dependencies, id);
  const active = await dependencies.playbook.active();
  const identifiers = Object.keys(profile.identifiers);
  const [identities, events, deliveries, journeys] = await Promise.all([
    dependencies.profiles.readIdentities(identifiers),
    parts.has('events') ? readEvents(dependencies, identifiers) : [],
    parts.has('messages') ? listUnderAllIds(profile, dependencies.deliveries.list, ({ at }) => at) : [],
    parts.has('journeys')
      ? listUnderAllIds(profile, dependencies.journeys.list, ({ enteredAt }) => enteredAt)
      : [],
  ]);
  const now = dependencies.clock();
  const computed = computeTraits(active, profile, now);
  const { identity: rules } = active.program;
  const approximate = approximateTraits(active, profile, now);
  return describeProfile({
    profile,
    rules,
    identities,
    computed,
    approximate,
    parts,
    events,
    deliveries,
    journeys,
  });
}

async function readEvents(
  { history }: ReadProfileDependencies,
  identifiers: readonly string[],
): Promise<readonly TrackingEvent[]> {
  return (await history.readPage(identifiers, { limit: INCLUDED_EVENTS })).events;
}

/** The newest rows. They stay where they began: a merge leaves them under the ids that the person had before. */
export async function listUnderAllIds<Row>(
  { profileId, formerProfileIds }: Profile,
  list: (profileId: string, limit: number) => Promise<readonly Row[]>,
  timeOf: (row: Row) => number,
): Promise<readonly Row[]> {
  const lists = await Promise.all([profileId, ...formerProfileIds].map((id) => list(id, INCLUDED_ROWS)));
  const newestFirst = lists.flat().sort((one, other) => timeOf(other) - timeOf(one));
  return newestFirst.slice(0, INCLUDED_ROWS);
}

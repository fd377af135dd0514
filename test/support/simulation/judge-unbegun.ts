import { journeyIdOf, segmentOccurrence } from '../../../domain/campaign/journey/occurrence.ts';
import type { Trigger } from '../../../domain/campaign/trigger.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { SegmentEntered } from '../../../domain/profile/signal.ts';
import { outcomeOf } from './house-outcome.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import { personOf } from './watch-people.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Longer than this after its time, an event may have come too late to begin anything. */
const LATENESS_MILLISECONDS = 30 * MINUTE;

/** That something came which begins a campaign. */
interface Triggered {
  readonly profileId: string;
  readonly campaign: string;
  readonly occurrence: string;
  /** When it was known. */
  readonly at: number;
}

/**
 * Of whoever was triggered and began no journey the profile says why: that refusal, one that came later, or one of the day
 * before, which stands for all of its reason.
 * @param versions of the playbook: of a campaign that one of them does not have nobody is asked
 * @param isForgotten whether what was noted of a guest's campaign gave way, since it began by that after all: what else was
 * refused meanwhile went with it
 */
export function judgeUnbegun(
  house: SimulatedHouse,
  versions: readonly Program[],
  isForgotten: (profileId: string, campaign: string) => boolean,
): string[] {
  // What was given up was not decided.
  if (house.tables.table('Quarantine').all().length > 0) return [];
  const { living, events } = outcomeOf(house);
  const journeys = new Set(
    house.tables
      .table('Journeys')
      .all()
      .map(({ journeyId }) => String(journeyId)),
  );
  const inTime = events.filter(
    ({ isHistory, receivedAt, time }) => isHistory !== true && receivedAt - time < LATENESS_MILLISECONDS,
  );
  const ofGuest = ({ profileId, identifiers }: Profile) =>
    inTime
      .filter(({ key }) => Object.hasOwn(identifiers, key.identifier))
      .flatMap(({ name = '', messageId: occurrence, receivedAt: at }) =>
        begunBy(versions, (trigger) => isOf(trigger, name)).map((campaign) => {
          return { profileId, campaign, occurrence, at };
        }),
      );
  return [...living.flatMap(ofGuest), ...entriesOf(house, versions)]
    .filter(({ campaign, occurrence }) => !journeys.has(journeyIdOf(campaign, occurrence)))
    .filter(({ profileId, campaign }) => !isForgotten(profileId, campaign))
    .flatMap((triggered) => judge(living, triggered));
}

function judge(living: readonly Profile[], { profileId, campaign, occurrence, at }: Triggered): string[] {
  const profile = living.find((one) => one.profileId === profileId);
  if (profile === undefined) return [];
  const refused = profile.contacts.refused?.[campaign];
  const about = `${journeyIdOf(campaign, occurrence)} of ${profileId}`;
  if (refused === undefined) return [`nobody says why ${about} did not begin`];
  return refused.at + DAY + MINUTE < at ? [`what is said of ${about} is of long before`] : [];
}

/** Campaigns that all versions have, and each begins by such a trigger. */
function begunBy(versions: readonly Program[], isSuch: (trigger: Trigger) => boolean): readonly string[] {
  const [first, ...others] = versions.map(({ campaigns }) =>
    Object.values(campaigns)
      .filter(({ triggers }) => triggers.some(isSuch))
      .map(({ id }) => id),
  );
  return (first ?? []).filter((id) => others.every((ids) => ids.includes(id)));
}

function isOf(trigger: Trigger, name: string): boolean {
  return trigger.kind === 'event' && trigger.every === undefined && trigger.of.names.includes(name);
}

/** What was told of segments that were entered. */
function entriesOf({ bus, tables }: SimulatedHouse, versions: readonly Program[]): readonly Triggered[] {
  return bus.details
    .filter(({ type }) => type === 'Segment Entered')
    .map(({ detail }) => JSON.parse(detail) as SegmentEntered)
    .flatMap((signal) => {
      const { segment, stay, at } = signal;
      const isSuch = (trigger: Trigger) =>
        trigger.kind === 'segment' && trigger.segment === segment && trigger.on === 'entry';
      const occurrence = segmentOccurrence(segment, 'entry', stay);
      const profileId = personOf(tables, signal);
      return begunBy(versions, isSuch).map((campaign) => ({ profileId, campaign, occurrence, at }));
    });
}

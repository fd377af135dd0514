import type { Contacts, OpenJourney, Watch } from '../campaign/contacts/contacts.ts';
import { isSame, keepCounting, withCounting } from '../campaign/contacts/counting-journeys.ts';
import { keepHeld } from '../campaign/contacts/held-messages.ts';
import { countUnderWay } from '../campaign/contacts/under-way.ts';
import { isOf as isWatching, keepWatches } from '../campaign/contacts/watches.ts';
import { mayGoOn } from '../campaign/journey/give-way.ts';
import type { Journey } from '../campaign/journey/journey.ts';
import { olderJourney } from './merge-contacts.ts';
import type { Profile } from './profile.ts';
import type { ProfileWrite } from './profile-write.ts';

/**
 * Says of each of the two whom a split leaves which journeys they are in: not by what was open for the two as one, where of
 * two journeys of a campaign one counted, but by the rows themselves: what gave way may go on. Whoever has a journey looks out for what it waits for.
 * @param before the person as they were
 * @param journeys all, under way and over, under all ids that the person has had or that rows of theirs may lie under
 * @param isOneAtATime whether a campaign's journeys exclude each other, so that `open` names the one that counts
 */
export function divideJourneys(
  write: ProfileWrite,
  before: Profile,
  journeys: readonly Journey[],
  isOneAtATime: (campaign: string) => boolean,
): ProfileWrite {
  const { profile, separated } = write;
  const excludesOthers = ({ campaign }: Journey) =>
    before.contacts.open[campaign] !== undefined || isOneAtATime(campaign);
  const underWay = journeys.filter(mayGoOn);
  const waiting = underWay.filter(excludesOthers);
  const withOwn = (side: Profile): Profile => {
    const open = openOf(waiting.filter((journey) => isOf(side, journey)));
    const isOwn = (watch: Watch) =>
      isOf(side, journeys.find((journey) => isWatching(watch, journey)) ?? { profileId: watch.profileId });
    const isCounting = (journey: Pick<OpenJourney, 'profileId' | 'journeyId'>) =>
      isOf(side, journeys.find((one) => isSame(one, journey)) ?? { profileId: journey.profileId });
    const watching = keepHeld(keepWatches(side.contacts, isOwn), isCounting);
    const sideBySide = underWay.filter((journey) => !excludesOthers(journey) && isOf(side, journey));
    const contacts = countUnderWay(keepCounting(watching, isCounting), sideBySide);
    return { ...side, contacts: { ...withCounting(contacts, open), open } };
  };
  return {
    ...write,
    profile: withOwn(profile),
    ...(separated === undefined ? {} : { separated: withOwn(separated) }),
  };
}

/** Where row keys of a person's journeys may lie: under ids of their own, and of whom they were one with. */
export function journeyPartitionsOf({
  profileId,
  formerProfileIds,
  contacts,
  apart = [],
}: Profile): readonly string[] {
  const named = Object.values(contacts.open).map((journey) => journey.profileId);
  const others = apart.flatMap(({ other }) => other ?? []);
  return [...new Set([profileId, ...formerProfileIds, ...named, ...others])];
}

/** Whose event it came from; where time began it, or its row is gone, whose profile it began under. */
function isOf(
  { profileId, formerProfileIds, identifiers }: Profile,
  journey: Pick<Journey, 'profileId' | 'event'>,
): boolean {
  if (journey.event !== undefined) return Object.hasOwn(identifiers, journey.event.identifier);
  return journey.profileId === profileId || formerProfileIds.includes(journey.profileId);
}

function openOf(journeys: readonly Journey[]): Contacts['open'] {
  const open: Record<string, OpenJourney> = {};
  for (const { campaign, profileId, journeyId, enteredAt } of journeys) {
    const other = open[campaign];
    const journey = { profileId, journeyId, enteredAt };
    open[campaign] = other === undefined ? journey : olderJourney(other, journey);
  }
  return open;
}

import type { Campaign } from '../campaign/campaign.ts';
import type { Watch } from '../campaign/contacts/contacts.ts';
import { isSame } from '../campaign/contacts/counting-journeys.ts';
import { withWatches } from '../campaign/contacts/watches.ts';
import type { Journey } from '../campaign/journey/journey.ts';
import { goalStillWatched } from '../campaign/journey/watch-goal.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { announceGoals } from './announce-watches.ts';
import { createDraft, type PendingSignal } from './draft.ts';
import type { SplitHistory } from './plan-split.ts';
import type { Profile } from './profile.ts';
import type { ProfileWrite } from './profile-write.ts';
import type { Signal } from './signal.ts';

/** What is known of those whom a split leaves. */
export interface Separated {
  /** Of the person that they were, under way and over. */
  readonly journeys: readonly Journey[];
  /** A journey's campaign as it began with it; undefined where that is not known. */
  readonly campaignOf: (journey: Journey) => Campaign | undefined;
  /** Of the person that they were. */
  readonly events: SplitHistory['events'];
}

/** One of the two, and what they are told. */
interface Side {
  readonly profile: Profile;
  readonly told: readonly PendingSignal[];
}

/**
 * Has the goals looked out for again of journeys that gave way as two became one, and go on now that they are two: nobody
 * looked out for them meanwhile. What reached them in that time is told; where the events are too many to be read here, the
 * fold that follows tells it.
 * @param active selects the events
 * @param write of the split, by which each of the two has their own journeys
 * @param at in milliseconds since the epoch
 */
export function lookOutForGoals(
  active: ActiveProgram,
  write: ProfileWrite,
  separated: Separated,
  at: number,
): ProfileWrite {
  const living = lookOut(active, write.profile, separated, at);
  const other = write.separated && lookOut(active, write.separated, separated, at);
  const { profileId, version } = write.profile;
  const told = [...living.told, ...(other?.told ?? [])].map((pending, index) => {
    const id = `${profileId}-${version}-${write.signals.length + index}`;
    return { id, v: 1, profileId, ...pending } as Signal;
  });
  return {
    ...write,
    profile: living.profile,
    ...(other && { separated: other.profile }),
    signals: [...write.signals, ...told],
  };
}

function lookOut(active: ActiveProgram, profile: Profile, separated: Separated, at: number): Side {
  const { events } = separated;
  const own = events === 'too long' ? [] : events.filter((event) => isOf(profile, event));
  const draft = createDraft(profile);
  for (const watch of unwatchedGoals(profile, separated, at)) {
    const contacts = withWatches(draft.profile.contacts, watch, [watch]);
    if (contacts === undefined) draft.signals.push(noRoomFor(watch, at));
    else {
      draft.profile = { ...draft.profile, contacts };
      announceGoals(active, draft, { watches: [watch], events: own }, at);
    }
  }
  return { profile: draft.profile, told: draft.signals };
}

/** Only of what counts as open: what still gives way has no goal. */
function unwatchedGoals({ contacts }: Profile, separated: Separated, at: number): readonly Watch[] {
  return Object.values(contacts.open).flatMap((open) => {
    const journey = separated.journeys.find((one) => isSame(one, open));
    const campaign = journey && separated.campaignOf(journey);
    const goal = campaign && goalStillWatched(campaign, journey, at);
    const isWatched = contacts.watches?.some(({ kind, ...watch }) => kind === 'goal' && isSame(watch, open));
    return goal === undefined || isWatched === true ? [] : [goal];
  });
}

function noRoomFor({ campaign, profileId, journeyId }: Watch, at: number): PendingSignal {
  const of = { watch: 'goal', campaign, journeyProfileId: profileId, journeyId } as const;
  return { type: 'Journey Event Matched', at, ...of, time: at, isForgotten: true };
}

function isOf({ identifiers }: Profile, { key }: { readonly key: { readonly identifier: string } }): boolean {
  return Object.hasOwn(identifiers, key.identifier);
}

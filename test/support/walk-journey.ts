import type { Campaign } from '../../domain/campaign/campaign.ts';
import { type AdvanceInput, advanceJourney } from '../../domain/campaign/journey/advance-journey.ts';
import { beginJourney } from '../../domain/campaign/journey/begin-journey.ts';
import type { Decision } from '../../domain/campaign/journey/decision.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import { foldEvent } from '../../domain/profile/fold-event.ts';
import { markFolded, NO_MARKS } from '../../domain/profile/fold-marks.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { foldAggregates } from '../../domain/segment/aggregate/fold-aggregates.ts';
import { aContactableGuest, anActiveProgram, aSegmentEntered } from './a-campaign.ts';
import { anEvent, NOW } from './an-event.ts';

type Options = Partial<Omit<AdvanceInput, 'campaign' | 'journey'>>;

/** What a guest's entry into `lapsed` decides, now unless said otherwise. @throws where nothing is decided */
export function enter(campaign: Campaign, options: Options = {}): Decision {
  const { active = anActiveProgram([campaign]), profile = aContactableGuest(), now = NOW } = options;
  const signal = aSegmentEntered({ at: now });
  const beginning = beginJourney({ ...options, active, campaign, profile, signal, now });
  if (beginning.kind !== 'decided') throw new Error(beginning.kind);
  return beginning.decision;
}

/** As `enter`, of somebody who is known by an identifier of their own. */
export function enterAs(profileId: string, campaign: Campaign, options: Options = {}): Decision {
  const { active = anActiveProgram([campaign]), now = NOW } = options;
  const identifiers = { [`email#${profileId}@example.com`]: { sealed: 0, floor: 0, keys: {} } };
  const profile = options.profile ?? aContactableGuest({ profileId, identifiers });
  const signal = aSegmentEntered({ profileId, stay: `${profileId}.1`, at: now });
  const beginning = beginJourney({ ...options, active, campaign, profile, signal, now });
  if (beginning.kind !== 'decided') throw new Error(beginning.kind);
  return beginning.decision;
}

/** What a later look decides; undefined: nothing is due. @throws where it cannot decide */
export function look(
  campaign: Campaign,
  { journey, profile }: Pick<Decision, 'journey' | 'profile'>,
  now: number,
  options: Options = {},
): Decision | undefined {
  const active = options.active ?? anActiveProgram([campaign]);
  const advance = advanceJourney({ profile, ...options, active, campaign, journey, now });
  if (advance.kind === 'nothing due') return undefined;
  if (advance.kind !== 'decided') throw new Error(advance.kind);
  return advance.decision;
}

/** The same, after the guest has booked. */
export function booked<Decided extends { readonly profile: Profile }>(
  decision: Decided,
  time: number,
  active: ActiveProgram = anActiveProgram([]),
): Decided {
  const folded = foldAggregates(active, decision.profile.aggregates, anEvent({ time }));
  if (folded === 'refold') throw new Error('refold');
  return { ...decision, profile: { ...decision.profile, aggregates: folded.states } };
}

/** The guest once what a decision's steps set and granted was folded. */
export function takenIn({ profile, events }: Pick<Decision, 'profile' | 'events'>): Profile {
  return events.reduce((before, event) => {
    const folded = foldEvent(anActiveProgram([]), before, event);
    if (folded === 'refold') throw new Error(folded);
    const { identifier } = event.key;
    const marks = markFolded(before.identifiers[identifier] ?? NO_MARKS, event);
    return { ...folded.profile, identifiers: { ...before.identifiers, [identifier]: marks } };
  }, profile);
}

/** All that is decided until the journey waits for more than to see what it set or granted itself. */
export function settle(campaign: Campaign, decision: Decision, options: Options = {}): Decision {
  let standing = decision;
  while (standing.journey.awaitsOwn !== undefined) {
    const profile = takenIn({ profile: standing.profile, events: standing.events.slice(-1) });
    const next = look(campaign, { journey: standing.journey, profile }, options.now ?? NOW, {
      ...options,
      isWoken: true,
    });
    if (next === undefined) throw new Error('it sees what it made, and does not go on');
    standing = {
      ...next,
      deliveries: [...standing.deliveries, ...next.deliveries],
      events: [...standing.events, ...next.events],
    };
  }
  return standing;
}

/** The sentences of a journey's trace. */
export function said({ journey }: Pick<Decision, 'journey'>): readonly string[] {
  return journey.trace.map(({ what }) => what);
}

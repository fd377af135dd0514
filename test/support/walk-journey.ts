import { type AdvanceInput, advanceJourney } from '../../domain/campaign/advance-journey.ts';
import { beginJourney } from '../../domain/campaign/begin-journey.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { Decision } from '../../domain/campaign/decision.ts';
import type { ActiveProgram } from '../../domain/playbook/active-program.ts';
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

/** The sentences of a journey's trace. */
export function said({ journey }: Pick<Decision, 'journey'>): readonly string[] {
  return journey.trace.map(({ what }) => what);
}

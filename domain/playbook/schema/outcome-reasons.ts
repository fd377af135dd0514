import type { SuppressionReason } from '../../campaign/delivery/delivery.ts';
import type { EntryRefusal } from '../../campaign/journey/decide-entry.ts';
import type { JourneyEnd } from '../../campaign/journey/journey.ts';

type Words<Word extends string> = readonly [Word, ...Word[]];

/** The compiler says if one is missing. */
const wordsOf = <Word extends string>(words: Readonly<Record<Word, true>>) =>
  Object.keys(words) as unknown as Words<Word>;

/** Why a message was not requested, or did not leave: as the ledger says it. */
export const SUPPRESSION_REASONS: Words<SuppressionReason> = wordsOf({
  consent: true,
  'channel consent': true,
  topic: true,
  unreachable: true,
  paused: true,
  'not active': true,
  holdout: true,
  control: true,
  suppression: true,
  cap: true,
  collapsed: true,
  'profile gone': true,
});

/** Why a journey is over: as `why` says it. */
export const JOURNEY_ENDS: Words<JourneyEnd> = wordsOf({
  completed: true,
  stopped: true,
  'condition failed': true,
  'collapsed by a merge': true,
  'campaign removed': true,
  'ended by a step': true,
  'no date': true,
});

/** Why a journey did not begin. */
export const ENTRY_REFUSALS: Words<EntryRefusal | 'late'> = wordsOf({
  loop: true,
  paused: true,
  'not active': true,
  frequency: true,
  visit: true,
  'too many': true,
  if: true,
  late: true,
});

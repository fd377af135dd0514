import type { PlantedBug } from '../../support/simulation/plant-bug.ts';

const ENTRY = 'domain/campaign/journey/decide-entry.ts';
const SIGNALS = 'domain/campaign/journey/line-up-signals.ts';
const ROUNDS = 'domain/profile/count-rounds.ts';
const DIVIDED = 'domain/profile/divide-journeys.ts';

/** How often a campaign begins, who goes first, and whose a journey is after a split. */
export const ENTERING_BUGS: readonly PlantedBug[] = [
  {
    name: 'what one event begins goes by the alphabet',
    file: SIGNALS,
    find: 'priorityOf(active.program, b.campaign) - priorityOf(active.program, a.campaign) ||',
    replace: '',
    why: 'the last message under a cap goes to whoever is named first',
    by: 'journeys',
  },
  {
    name: 'each signal of a fold is decided by itself',
    file: SIGNALS,
    find: `  if (signal.ledBy !== undefined) return [];
  const signals = [...(signal.beside ?? []).filter(isForCampaign), signal];`,
    replace: '  const signals = [signal];',
    why: 'the last message under a cap goes to whichever signal comes first',
    by: 'journeys',
  },
  {
    name: 'each event completes a round',
    file: ROUNDS,
    find: 'rounds: Math.floor(count / every.times)',
    replace: 'rounds: count',
    why: 'every third coffee is every coffee',
    by: 'journeys',
  },
  {
    name: 'rounds count from one',
    file: ROUNDS,
    find: 'rounds: Math.floor(count / every.times)',
    replace: 'rounds: Math.floor((count + 1) / every.times)',
    why: 'the third coffee is the second',
    by: 'journeys',
  },
  {
    name: 'a round bears the name of the one before',
    file: ROUNDS,
    find: 'first + place + 1);',
    replace: 'first + place + (first > 0 ? 0 : 1));',
    why: 'it is taken for one that was told',
    by: 'journeys',
  },
  {
    name: 'once per visit is every time',
    file: ENTRY,
    find: 'entered !== undefined && entered.last >= began ?',
    replace: 'entered !== undefined && began < 0 ?',
    why: 'whoever sits down is greeted with each dish',
    by: 'journeys',
  },
  {
    name: 'what came before a visit counts for it',
    file: ENTRY,
    find: "if (enteredAt < began) return 'before the visit';",
    replace: '',
    why: 'whoever sits down is greeted twice',
    by: 'stories',
  },
  {
    name: 'a merge remembers the earlier entry of the two',
    file: 'domain/profile/merge-contacts.ts',
    find: 'last: Math.max(one.last, other.last),',
    replace: 'last: Math.min(one.last, other.last),',
    why: 'whoever was two is greeted again in the same visit',
    by: 'stories',
  },
  {
    name: 'two journeys of one visit both go on after a merge',
    file: 'domain/campaign/contacts/counting-journeys.ts',
    find: 'return a !== undefined && a === b;',
    replace: 'return a !== undefined && a === b && a < 0;',
    why: 'whoever was two is told twice',
    by: 'stories',
  },
  {
    name: 'a split leaves what journeys look out for to both',
    file: DIVIDED,
    find: 'keepHeld(keepWatches(side.contacts, isOwn), isCounting)',
    replace: 'keepHeld(side.contacts, isCounting)',
    why: 'what one does ends the wait of the other',
    by: 'journeys',
  },
  {
    name: 'after a split it is not asked whose event it was',
    file: 'lambdas/handlers/flows/read-guest-of.ts',
    find: 'if (living === undefined || isGuestOf(living, event)) return living;',
    replace: 'if (living === undefined || living.version > 0) return living;',
    why: 'the other is asked, and sent to',
    by: 'journeys',
  },
];

import type { PlantedBug } from '../../support/simulation/plant-bug.ts';

const ENTRY = 'domain/campaign/journey/decide-entry.ts';
const REFUSED = 'domain/campaign/journey/refused-entry.ts';
const NOTE = 'domain/campaign/contacts/note-refusal.ts';
const BEGINNING = 'lambdas/handlers/flows/begin-journey.ts';

/** What a guest's profile says of campaigns that did not begin. */
export const REFUSING_BUGS: readonly PlantedBug[] = [
  {
    name: 'what is refused is written nowhere',
    file: BEGINNING,
    find: "if (note === undefined) return { result: 'refused'",
    replace: "if (note !== null) return { result: 'refused'",
    why: 'why nothing came nobody knows',
    by: 'journeys',
  },
  {
    name: 'a refusal is noted once and never again',
    file: REFUSED,
    find: 'return entry.at - known.at >= NOTED_FOR_MILLISECONDS;',
    replace: 'return entry.at < known.at;',
    why: 'why says what was so last year',
    by: 'journeys',
  },
  {
    name: 'a journey under way is called one that began a short time ago',
    file: ENTRY,
    find: "if (contacts.open[campaign.id] !== undefined) return 'under way';",
    replace: "if (contacts.open[campaign.id] !== undefined) return 'too soon';",
    why: 'why says what is not so',
    by: 'journeys',
  },
  {
    name: 'a visit in which it has begun is called none',
    file: ENTRY,
    find: "entered.last >= began ? 'begun in this visit' : undefined",
    replace: "entered.last >= began ? 'no visit' : undefined",
    why: 'why says what is not so',
    by: 'journeys',
  },
  {
    name: 'a campaign that is paused is called no longer active',
    file: ENTRY,
    find: "if (inactive.reason === 'paused') return 'paused';",
    replace: "if (inactive.reason === 'paused') return 'no longer active';",
    why: 'why says what is not so',
    by: 'journeys',
  },
  {
    name: 'a refusal bears the time of what triggered it',
    file: NOTE,
    find: '{ at: now, because, occurrence }',
    replace: '{ at: journey.enteredAt, because, occurrence }',
    why: 'it seems to have been decided before it was known',
    by: 'journeys',
  },
  {
    name: 'a refusal names the journey, not what triggered it',
    file: NOTE,
    find: '{ at: now, because, occurrence }',
    replace: '{ at: now, because, occurrence: journeyId }',
    why: 'why finds no event that it was',
    by: 'journeys',
  },
  {
    name: 'what is told again of what began is noted as refused',
    file: 'lambdas/adapters/decision-store.ts',
    find: 'return writeUnless(tables, [put], absent, profile.profileId);',
    replace: 'return writeUnless(tables, [put], absent.slice(absent.length), profile.profileId);',
    why: 'why says of a journey that it did not begin',
    by: 'journeys',
  },
  {
    name: 'what begins makes forget what else was refused',
    file: REFUSED,
    find: 'if (known?.occurrence !== occurrence) return contacts;',
    replace: 'if (known === undefined) return contacts;',
    why: 'why nothing came the last time nobody knows',
    by: 'journeys',
  },
  {
    name: 'a merge forgets what was refused',
    file: 'domain/profile/merge-contacts.ts',
    find: '    ...uniteRefused(a, b),\n',
    replace: '',
    why: 'why nothing came to whoever was two nobody knows',
    by: 'journeys',
  },
  {
    name: 'of two who become one that alone was refused which both were',
    file: REFUSED,
    find: 'const united = Object.entries(uniteEntries(a, b, laterRefusal));',
    replace: 'const united = Object.entries(a).filter(([campaign]) => Object.hasOwn(b, campaign));',
    why: 'why nothing came to whoever was two nobody knows',
    by: 'journeys',
  },
  {
    name: 'a split makes forget what was refused',
    file: 'domain/profile/split-state.ts',
    find: 'contacts: { ...profile.contacts, open: {} },',
    replace: 'contacts: { ...profile.contacts, refused: {}, open: {} },',
    why: 'why nothing came to either nobody knows',
    by: 'journeys',
  },
  {
    name: 'the goals of what gave way are looked out for no more after a split',
    file: 'lambdas/handlers/flows/split-person.ts',
    find: 'return lookOutForGoals(active, told, { journeys, campaignOf, events: history.events }, now);',
    replace: 'return told;',
    why: 'who reaches it is not counted',
    by: 'stories',
  },
];

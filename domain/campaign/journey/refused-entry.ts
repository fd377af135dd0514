import { MAXIMUM_HOPS } from '../../event/hops.ts';
import { compareText, uniteEntries } from '../../profile/stamped.ts';
import {
  type Contacts,
  MAXIMUM_REFUSED,
  type RefusedBecause,
  type RefusedEntry,
} from '../contacts/contacts.ts';
import { MAXIMUM_UNDER_WAY } from '../contacts/under-way.ts';

/** Why a signal began no journey, for counting. */
export type EntryRefusal = 'loop' | 'paused' | 'not active' | 'frequency' | 'visit' | 'too many' | 'if';

/** A refusal is said anew once it is so old: until then the first of its reason stands for all. */
const NOTED_FOR_MILLISECONDS = 24 * 60 * 60 * 1000;

/** What each refusal counts as, and one sentence for whoever asks why. */
const REFUSED_BECAUSE = {
  loop: {
    reason: 'loop',
    why: `${MAXIMUM_HOPS} steps of campaigns have led to it, one after the other: they would not end`,
  },
  paused: { reason: 'paused', why: 'the campaign is paused' },
  'not yet active': { reason: 'not active', why: 'the campaign is not active yet' },
  'no longer active': { reason: 'not active', why: 'the campaign is no longer active' },
  'included before': {
    reason: 'frequency',
    why: 'a deploy includes a guest once, and this one was in the campaign before',
  },
  'under way': { reason: 'frequency', why: 'a journey of this campaign is under way' },
  once: { reason: 'frequency', why: 'the guest was in this campaign before' },
  'too soon': { reason: 'frequency', why: 'the last journey began too short a time ago' },
  'too many': { reason: 'too many', why: `${MAXIMUM_UNDER_WAY} journeys of this campaign are under way` },
  'no visit': { reason: 'visit', why: 'no visit is under way' },
  'before the visit': { reason: 'visit', why: 'it came before the visit that is under way' },
  'begun in this visit': { reason: 'visit', why: 'it has begun in this visit before' },
  if: { reason: 'if', why: "the campaign's condition does not hold" },
} as const satisfies Record<RefusedBecause, { readonly reason: EntryRefusal; readonly why: string }>;

/** What a refusal counts as, and one sentence without personal data. */
export function describeRefused(because: RefusedBecause): {
  readonly reason: EntryRefusal;
  readonly why: string;
} {
  return REFUSED_BECAUSE[because];
}

/**
 * Notes that a campaign did not begin: its last refusal. What would be written all the time is not: of one reason there is
 * one a day, and where there is room for no more campaigns, one that is a day old gives way, the oldest first.
 * @returns the very same contacts if nothing is to be noted
 */
export function withRefused(contacts: Contacts, campaign: string, entry: RefusedEntry): Contacts {
  const { refused = {} } = contacts;
  const known = refused[campaign];
  if (known !== undefined && !isNews(known, entry)) return contacts;
  const others = Object.entries(refused).filter(([id]) => id !== campaign);
  const kept = others.length < MAXIMUM_REFUSED ? others : withoutOldest(others, entry.at);
  if (kept.length >= MAXIMUM_REFUSED) return contacts;
  return { ...contacts, refused: { ...Object.fromEntries(kept), [campaign]: entry } };
}

/** Forgets that a campaign did not begin, of what begins it after all: a signal may be told again, and find another answer. */
export function withoutRefused(contacts: Contacts, campaign: string, occurrence: string): Contacts {
  const { refused = {}, ...rest } = contacts;
  const { [campaign]: known, ...others } = refused;
  if (known?.occurrence !== occurrence) return contacts;
  return Object.keys(others).length === 0 ? rest : { ...rest, refused: others };
}

/** Of each campaign the later, and of all the newest. */
export function uniteRefused(
  { refused: a = {} }: Contacts,
  { refused: b = {} }: Contacts,
): Pick<Contacts, 'refused'> {
  const united = Object.entries(uniteEntries(a, b, laterRefusal));
  if (united.length === 0) return {};
  const newest = united.sort(newestFirst).slice(0, MAXIMUM_REFUSED);
  return { refused: Object.fromEntries(newest) };
}

function isNews(known: RefusedEntry, entry: RefusedEntry): boolean {
  if (describeRefused(known.because).reason !== describeRefused(entry.because).reason) return true;
  return entry.at - known.at >= NOTED_FOR_MILLISECONDS;
}

type Named = readonly [campaign: string, entry: RefusedEntry];

function withoutOldest(refused: readonly Named[], now: number): readonly Named[] {
  const byAge = [...refused].sort(newestFirst);
  const oldest = byAge.at(-1);
  const isOld = oldest !== undefined && now - oldest[1].at >= NOTED_FOR_MILLISECONDS;
  return isOld ? byAge.slice(0, -1) : byAge;
}

function newestFirst([campaign, a]: Named, [other, b]: Named): number {
  return b.at - a.at || compareText(campaign, other);
}

function laterRefusal(a: RefusedEntry, b: RefusedEntry): RefusedEntry {
  const order = a.at - b.at || compareText(a.because, b.because) || compareText(a.occurrence, b.occurrence);
  return order >= 0 ? a : b;
}

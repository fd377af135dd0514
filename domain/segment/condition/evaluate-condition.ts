import { reasonUnreachable } from '../../campaign/permission/reachability.ts';
import { isPermitted } from '../../consent/is-permitted.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Program } from '../../playbook/program/program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { ActiveEntry } from '../entry/entries.ts';
import { type EntryReading, type Evaluate, readEntry } from '../entry/read-entry.ts';
import type { Asking } from './asking.ts';
import { compileEvent } from './compile-event.ts';
import type {
  Condition,
  ConsentCondition,
  EventCondition,
  MatchingCondition,
  ReachableCondition,
} from './condition.ts';
import { evaluateAffinity } from './evaluate-affinity.ts';
import { evaluateMeasure } from './evaluate-measure.ts';
import { evaluateMembership } from './evaluate-membership.ts';
import { evaluateMessage } from './evaluate-message.ts';
import { evaluateOffer } from './evaluate-offer.ts';
import { evaluatePresence } from './evaluate-presence.ts';
import { evaluateSequence } from './evaluate-sequence.ts';
import { evaluateTrait } from './evaluate-trait.ts';
import { aggregateValue } from './read-aggregate.ts';
import { stableShare } from './stable-share.ts';
import { allOf, anyOf, HOLDS, opposite, type Verdict, verdictOf } from './verdict.ts';

export type { Verdict } from './verdict.ts';

/**
 * Decides whether a condition holds for a guest, and when time alone may change that. Memberships of other segments
 * are taken as the profile has them.
 * @param entryAt when the journey that asks began; without one, `since: entry` never happened
 */
export function evaluateCondition(
  active: ActiveProgram,
  condition: Condition,
  profile: Profile,
  now: number,
  entryAt?: number,
): Verdict {
  return compileCondition(active, condition)(ask(active, profile, now, entryAt));
}

/** Makes what conditions are evaluated from. */
export function ask(active: ActiveProgram, profile: Profile, now: number, entryAt?: number): Asking {
  return { active, profile, now, entryAt, entry };
}

/** As `evaluateCondition`, for an entry's condition. */
export function evaluateEntryOf(active: ActiveProgram): Evaluate {
  return ({ when }, profile, moment) => evaluateCondition(active, when, profile, moment);
}

/** A method, since an asking is copied with another `now`. */
function entry(this: Asking, id: string): EntryReading {
  const found: ActiveEntry | undefined = this.active.entries.byId.get(id);
  if (found === undefined) return NO_ENTRY;
  return readEntry(found, this.profile, this.now, evaluateEntryOf(this.active));
}

const NO_ENTRY: EntryReading = { since: null, last: null, opened: null, changesAt: null };

/** A condition made ready for one program: what it asks about is found once. */
export type CompiledCondition = (asking: Asking) => Verdict;

const known = new WeakMap<ActiveProgram, WeakMap<Condition, CompiledCondition>>();

/** Makes a condition ready to run; one that is met again is not compiled again. */
export function compileCondition(active: ActiveProgram, condition: Condition): CompiledCondition {
  const ofProgram = known.get(active) ?? new WeakMap<Condition, CompiledCondition>();
  known.set(active, ofProgram);
  const found = ofProgram.get(condition) ?? compile(active, condition);
  ofProgram.set(condition, found);
  return found;
}

function compile(active: ActiveProgram, condition: Condition): CompiledCondition {
  switch (condition.kind) {
    case 'everyone':
      return () => HOLDS;
    case 'all':
    case 'any': {
      const parts = condition.of.map((part) => compile(active, part));
      const unite = condition.kind === 'all' ? allOf : anyOf;
      return (asking) => unite(parts.map((evaluate) => evaluate(asking)));
    }
    case 'not': {
      const evaluate = compile(active, condition.of);
      return (asking) => opposite(evaluate(asking));
    }
    case 'event':
    case 'matching':
      return compileEvent(active, condition);
    default:
      return (asking) => evaluateOther(asking, condition);
  }
}

type Other = Exclude<
  Condition,
  { readonly kind: 'everyone' | 'all' | 'any' | 'not' } | EventCondition | MatchingCondition
>;

function evaluateOther(asking: Asking, condition: Other): Verdict {
  const { active, profile } = asking;
  switch (condition.kind) {
    case 'measure':
      return evaluateMeasure(asking, condition);
    case 'sequence':
      return evaluateSequence(asking, condition);
    case 'affinity':
      return evaluateAffinity(asking, condition);
    case 'trait':
      return evaluateTrait(asking, condition);
    case 'segment':
      return evaluateMembership(asking, condition);
    case 'consent':
      return verdictOf(isPermitted(consentOf(active, condition), profile.consent, condition.purpose));
    case 'watched':
      return verdictOf(
        profile.contacts.watches?.some(({ segment }) => segment === condition.segment) === true,
      );
    case 'identifier':
      return verdictOf(holdsIdentifier(profile, condition.namespace));
    case 'reachable':
      return verdictOf(isReachable(active, profile, condition));
    case 'list':
      return verdictOf(aggregateValue(asking, condition.aggregate) === true);
    case 'offer':
      return evaluateOffer(asking, condition);
    case 'message':
      return evaluateMessage(asking, condition);
    case 'presence':
      return evaluatePresence(asking, condition);
    case 'random':
      return verdictOf(stableShare(profile.seed, condition.salt) < condition.share);
  }
}

/** The rules that count for it: its own, where it is written out. */
function consentOf(
  { program }: ActiveProgram,
  { mode, ...asked }: ConsentCondition | ReachableCondition,
): Program['consent'] {
  if (mode === undefined) return program.consent;
  const name = asked.kind === 'consent' ? asked.purpose : asked.channel;
  return mode === 'none' ? {} : { [name]: { mode, categories: [] } };
}

function isReachable(active: ActiveProgram, profile: Profile, condition: ReachableCondition): boolean {
  const { program } = active;
  const ruled =
    condition.mode === undefined ? program : { ...program, consent: consentOf(active, condition) };
  return reasonUnreachable(ruled, profile, condition.channel) === undefined;
}

function holdsIdentifier({ identifiers }: Profile, namespace: string): boolean {
  return Object.keys(identifiers).some((identifier) => identifier.startsWith(`${namespace}#`));
}

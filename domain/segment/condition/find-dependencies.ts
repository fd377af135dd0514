import type { Program } from '../../playbook/program/program.ts';
import type { Condition, Since, TraitCondition } from './condition.ts';

/** What a condition asks about, so that it is evaluated again only when that changes. */
export interface Dependencies {
  /** Ids of aggregates: those of computed traits included, and those that `entry` aggregates ask about in turn. */
  readonly aggregates: ReadonlySet<string>;
  /** Of these, the `entry` aggregates. */
  readonly entries: ReadonlySet<string>;
  /** Names of sent traits: the first step of their paths. */
  readonly traits: ReadonlySet<string>;
  /** Purposes and channels. */
  readonly consent: ReadonlySet<string>;
  /** Ids of segments whose memberships are read. */
  readonly segments: ReadonlySet<string>;
  /** Ids of campaigns: whether they have sent something. */
  readonly contacts: ReadonlySet<string>;
  /** Which identifiers the guest has. */
  readonly identifiers: boolean;
  /** Which devices the guest has. */
  readonly devices: boolean;
}

interface Found {
  readonly program: Pick<Program, 'aggregates' | 'computedTraits'>;
  readonly aggregates: Set<string>;
  readonly entries: Set<string>;
  readonly traits: Set<string>;
  readonly consent: Set<string>;
  readonly segments: Set<string>;
  readonly contacts: Set<string>;
  identifiers: boolean;
  devices: boolean;
}

/** Collects what a condition asks about, through all that it is made of. */
export function findDependencies(
  condition: Condition,
  program: Pick<Program, 'aggregates' | 'computedTraits'>,
): Dependencies {
  const found: Found = {
    program,
    aggregates: new Set(),
    entries: new Set(),
    traits: new Set(),
    consent: new Set(),
    segments: new Set(),
    contacts: new Set(),
    identifiers: false,
    devices: false,
  };
  visit(found, condition);
  return found;
}

function visit(found: Found, part: Condition): void {
  for (const child of partsOf(part)) visit(found, child);
  for (const id of aggregatesOf(part)) addAggregate(found, id);
  switch (part.kind) {
    case 'trait':
      addTrait(found, part);
      break;
    case 'segment':
      if (part.aggregate === undefined) found.segments.add(part.segment);
      break;
    case 'consent':
      found.consent.add(part.purpose);
      break;
    case 'identifier':
      found.identifiers = true;
      break;
    case 'reachable':
      addReachability(found, part.channel);
      break;
    case 'message':
      if (part.aggregate === undefined) found.contacts.add(part.campaign);
  }
}

/** The conditions that a condition is directly made of. */
export function partsOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of;
    case 'not':
      return [condition.of];
    default:
      return [];
  }
}

/** Ids of the aggregates that a condition itself names; those of computed traits only where they are written out. */
export function aggregatesOf(condition: Condition): readonly string[] {
  const { aggregate, visit, all, matched, computed, since } = condition as {
    readonly aggregate?: string;
    readonly visit?: string;
    readonly all?: string;
    readonly matched?: string;
    readonly computed?: TraitCondition['computed'];
    readonly since?: Since;
  };
  const ofSince = since?.kind === 'event' || since?.kind === 'segment' ? since.aggregate : undefined;
  const ids = [aggregate, visit, all, matched, computed?.aggregate, computed?.minus, ofSince];
  return ids.filter((id) => id !== undefined);
}

/** An aggregate of entries stands for all that its condition asks about; so does one that an entry begins anew. */
function addAggregate(found: Found, id: string): void {
  if (found.aggregates.has(id)) return;
  found.aggregates.add(id);
  const spec = found.program.aggregates[id];
  if (spec?.kind === 'entry') {
    found.entries.add(id);
    visit(found, spec.when);
  } else if (spec?.kind === 'measure-since' && spec.since.kind === 'entry') {
    addAggregate(found, spec.since.aggregate);
  }
}

function addTrait(found: Found, { path: [name = ''], computed }: TraitCondition): void {
  if (computed !== undefined) return;
  const { computedTraits } = found.program;
  const known = Object.hasOwn(computedTraits, name) ? computedTraits[name] : undefined;
  if (known === undefined) found.traits.add(name);
  else for (const id of [known.aggregate, known.minus]) if (id !== undefined) addAggregate(found, id);
}

const ADDRESS_TRAITS: Readonly<Record<string, string>> = { email: 'email', sms: 'phone' };

function addReachability(found: Found, channel: string): void {
  const trait = ADDRESS_TRAITS[channel];
  found.consent.add(channel);
  if (trait === undefined) found.devices = true;
  else {
    found.traits.add(trait);
    found.identifiers = true;
  }
}

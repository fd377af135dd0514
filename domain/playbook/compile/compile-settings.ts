import { topicChoiceOf } from '../../campaign/permission/topics.ts';
import type { ConsentRule } from '../../consent/consent-choice.ts';
import type { IdentityRules, Namespace } from '../../identity/identity-rules.ts';
import type { VisitRule } from '../../segment/aggregate/aggregate-spec.ts';
import type { Matcher } from '../../segment/matcher/matcher.ts';
import { milliseconds } from '../milliseconds.ts';
import type { ChannelSettings, Venue } from '../program/program.ts';
import type { SettingsSource } from '../schema/settings-schema.ts';
import { compileSelector } from './compile-selector.ts';

/** Most trusted first. */
const DEFAULT_NAMESPACES: readonly Namespace[] = [
  { name: 'userId', unique: true, limit: 1 },
  { name: 'email', unique: false, limit: 5 },
  { name: 'phone', unique: false, limit: 5 },
  { name: 'crmId', unique: true, limit: 1 },
  { name: 'loyaltyId', unique: true, limit: 1 },
  { name: 'deviceId', unique: false, limit: 20 },
  { name: 'anonymousId', unique: false, limit: 50 },
];
const DEFAULT_LIMIT = 5;

const DEFAULT_BLOCKED = [
  '',
  'null',
  'undefined',
  'none',
  'unknown',
  'anonymous',
  'guest',
  '0',
  '-1',
  'test@example.com',
];

const DEFAULT_CONSENT: Readonly<Record<string, ConsentRule>> = {
  marketing: { mode: 'opt-in', categories: [] },
  analytics: { mode: 'opt-out', categories: [] },
  location: { mode: 'opt-in', categories: [] },
  sms: { mode: 'opt-in', categories: [] },
};

/** Whoever never chose is told of a topic. */
const UNTIL_REFUSED: ConsentRule = { mode: 'opt-out', categories: [] };

/** Who may be joined to whom, with the defaults where the playbook is silent. */
export function compileIdentity(settings: SettingsSource): IdentityRules {
  const { country, namespaces, blocked } = settings.identity ?? {};
  return {
    ...(country !== undefined && { country }),
    namespaces: namespaces?.map(compileNamespace) ?? DEFAULT_NAMESPACES,
    blocked: blocked ?? DEFAULT_BLOCKED,
  };
}

function compileNamespace(source: {
  name: string;
  unique?: boolean | undefined;
  limit?: number | undefined;
}): Namespace {
  const unique = source.unique ?? false;
  const usual =
    DEFAULT_NAMESPACES.find((namespace) => namespace.name === source.name)?.limit ?? DEFAULT_LIMIT;
  return { name: source.name, unique, limit: unique ? 1 : (source.limit ?? usual) };
}

/**
 * Rules by purpose, channel or topic, with the defaults where the playbook is silent: only choices that have one are recorded.
 * @param topics of the campaigns
 */
export function compileConsent(
  settings: SettingsSource,
  topics: readonly string[] = [],
): Record<string, ConsentRule> {
  const written = Object.entries(settings.consent ?? {}).map(([purpose, rule]) => {
    const compiled = typeof rule === 'string' ? { mode: rule, categories: [] } : rule;
    return [purpose, { mode: compiled.mode, categories: compiled.categories ?? [] }] as const;
  });
  const ofTopics = [...new Set(topics)].sort().map((topic) => [topicChoiceOf(topic), UNTIL_REFUSED] as const);
  return { ...DEFAULT_CONSENT, ...Object.fromEntries([...ofTopics, ...written]) };
}

/** How each channel presents the house. */
export function compileChannels({ channels = {} }: SettingsSource): ChannelSettings {
  return withoutUndefined(channels) as ChannelSettings;
}

/** The places with staff; a venue's clock is the playbook's unless it has its own. */
export function compileVenues(settings: SettingsSource): Record<string, Venue> {
  return Object.fromEntries(
    Object.entries(settings.venues ?? {}).map(([id, venue]) => [
      id,
      {
        id,
        name: venue.name ?? id,
        timezone: venue.timezone ?? settings.timezone,
        ...(venue.timeout !== undefined && { timeoutMilliseconds: milliseconds(venue.timeout) }),
      },
    ]),
  );
}

/** How long a sighting counts, of the venues that say so. */
export function timeoutsOf(venues: Readonly<Record<string, Venue>>): Record<string, number> {
  return Object.fromEntries(
    Object.values(venues).flatMap(({ id, timeoutMilliseconds }) =>
      timeoutMilliseconds === undefined ? [] : [[id, timeoutMilliseconds]],
    ),
  );
}

/** Visits begin, and go on, with events that say at which venue. */
export function compileVisit({ visit }: SettingsSource): VisitRule | undefined {
  if (visit === undefined) return undefined;
  const isAtVenue: Matcher = { tests: [{ op: 'exists', expected: true }], ignoreCase: false };
  const { names } = compileSelector({ event: visit.begins }, 'UTC');
  return {
    begins: { names, where: [{ path: ['venue'], matcher: isAtVenue }] },
    endsAfterMilliseconds: milliseconds(visit.endsAfter),
  };
}

function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

import { compileCampaign } from './compile/compile-campaign.ts';
import { compilePermission } from './compile/compile-permission.ts';
import { createSegmentCompiler } from './compile/compile-segments.ts';
import {
  compileChannels,
  compileConsent,
  compileIdentity,
  compileVenues,
  compileVisit,
  timeoutsOf,
} from './compile/compile-settings.ts';
import { compileStory } from './compile/compile-story.ts';
import { compileTrait } from './compile/compile-trait.ts';
import { orderSegments } from './order-segments.ts';
import type { PlaybookSource } from './playbook-source.ts';
import type { PlaybookStory } from './playbook-story.ts';
import { createAggregateRegistry } from './program/aggregate-registry.ts';
import { contentHash } from './program/content-hash.ts';
import { digestAggregates } from './program/digest-aggregates.ts';
import type { Program } from './program/program.ts';

/** 80 bits of SHA-256: what a version is called. */
const VERSION_LENGTH = 20;
/** 64 bits: compared with the one before alone. */
const TEMPLATE_DIGEST_LENGTH = 16;

/**
 * Compiles a playbook in which loading and checking references found no problem.
 * @param texts the text of every file by its path: with what is made of it, the content that the version names
 * @returns the program, whose `ordinal` is 0 until it is deployed
 */
export function compilePlaybook(source: PlaybookSource, texts: Readonly<Record<string, string>>): Program {
  const { settings } = source;
  const zone = settings.timezone;
  const aggregates = createAggregateRegistry();
  const venues = compileVenues(settings);
  const visit = compileVisit(settings);
  const visits = visit === undefined ? {} : { visit };
  const traits = source.traits.map((trait) => compileTrait(trait, { zone, aggregates, ...visits }));
  const computedTraits = new Map(traits.map((trait) => [trait.id, trait]));
  const consent = compileConsent(
    settings,
    source.campaigns.flatMap((campaign) => campaign.source.topics ?? []),
  );
  const timeoutMilliseconds = timeoutsOf(venues);
  const scope = { zone, aggregates, ...visits, timeoutMilliseconds, computedTraits, consent };
  const compiler = createSegmentCompiler(source.segments, scope);
  const segments = segmentsInOrder(source).map(compiler.compile);
  const whole = { ...scope, entryOf: compiler.entryOf };
  const campaigns = source.campaigns.map((campaign) => compileCampaign(campaign, whole));
  const permission = compilePermission(settings, whole);
  const specs = aggregates.all();
  const compiled = {
    name: settings.name,
    timezone: zone,
    identity: compileIdentity(settings),
    consent,
    aggregates: specs,
    aggregatesDigest: digestAggregates({ aggregates: specs }),
    computedTraits: Object.fromEntries(computedTraits),
    segments,
    campaigns: Object.fromEntries(campaigns.map((campaign) => [campaign.id, campaign])),
    ...(permission !== undefined && { permission }),
    channels: compileChannels(settings),
    destinations: settings.destinations ?? {},
    staff: { roles: settings.staff?.roles ?? [] },
    venues,
    ...(source.templates.length > 0 && { templateDigests: digestTemplates(source) }),
    ...visits,
  };
  return { version: contentHash({ texts, compiled }, VERSION_LENGTH), ordinal: 0, ...compiled };
}

/**
 * Compiles the stories of a playbook in which no problem was found.
 * @param programs what each deploys, by its file and the step
 */
export function compileStories(
  { stories, settings }: PlaybookSource,
  programs: ReadonlyMap<string, ReadonlyMap<number, Program>> = new Map(),
): PlaybookStory[] {
  return stories.map((story) => compileStory(story, settings.timezone, programs.get(story.file)));
}

function digestTemplates({ templates }: PlaybookSource): Record<string, string> {
  const entries = templates.map(({ id, source: text }) => [id, contentHash(text, TEMPLATE_DIGEST_LENGTH)]);
  return Object.fromEntries(entries);
}

function segmentsInOrder({ segments }: PlaybookSource): readonly string[] {
  const order = orderSegments(segments);
  return order.kind === 'order' ? order.ids : [];
}

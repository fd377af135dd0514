import { createAggregateRegistry } from './aggregate-registry.ts';
import { compileCampaign } from './compile-campaign.ts';
import { compileCondition } from './compile-condition.ts';
import { compileChannels, compileConsent, compileIdentity, compileVenues } from './compile-settings.ts';
import { compileStory } from './compile-story.ts';
import { compileTrait } from './compile-trait.ts';
import { contentHash } from './content-hash.ts';
import { known } from './known.ts';
import { orderSegments } from './order-segments.ts';
import type { PlaybookSource } from './playbook-source.ts';
import type { PlaybookStory } from './playbook-story.ts';
import type { Program } from './program.ts';

/** 80 bits of SHA-256: what a version is called. */
const VERSION_LENGTH = 20;
const DIGEST_LENGTH = 16;

/**
 * Compiles a playbook in which loading and checking references found no problem.
 * @param texts the text of every file by its path: with what is made of it, the content that the version names
 * @returns the program, whose `ordinal` is 0 until it is deployed
 */
export function compilePlaybook(source: PlaybookSource, texts: Readonly<Record<string, string>>): Program {
  const { settings } = source;
  const zone = settings.timezone;
  const aggregates = createAggregateRegistry();
  const traits = source.traits.map((trait) => compileTrait(trait, zone, aggregates));
  const campaigns = source.campaigns.map((campaign) => compileCampaign(campaign, zone, aggregates));
  const segments = inOrder(source).map(({ id, source: segment }) => ({
    id,
    name: segment.name ?? id,
    when: compileCondition(segment.when, { zone, aggregates, clock: 'history' }),
  }));
  const specs = aggregates.all();
  const compiled = {
    name: settings.name,
    timezone: zone,
    identity: compileIdentity(settings),
    consent: compileConsent(settings),
    aggregates: specs,
    aggregatesDigest: contentHash(Object.keys(specs), DIGEST_LENGTH),
    computedTraits: Object.fromEntries(traits.map((trait) => [trait.id, trait])),
    segments,
    campaigns: Object.fromEntries(campaigns.map((campaign) => [campaign.id, campaign])),
    channels: compileChannels(settings),
    destinations: settings.destinations ?? {},
    staff: { roles: settings.staff?.roles ?? [] },
    venues: compileVenues(settings),
  };
  return { version: contentHash({ texts, compiled }, VERSION_LENGTH), ordinal: 0, ...compiled };
}

/** Compiles the stories of a playbook in which no problem was found. */
export function compileStories(source: PlaybookSource): PlaybookStory[] {
  return source.stories.map((story) => compileStory(story, source.settings.timezone));
}

function inOrder({ segments }: PlaybookSource): PlaybookSource['segments'] {
  const order = orderSegments(segments);
  const ids = order.kind === 'order' ? order.ids : [];
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  return ids.map((id) => known(byId.get(id)));
}

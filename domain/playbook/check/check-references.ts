import { compileConsent, compileIdentity } from '../compile/compile-settings.ts';
import { checkLoops } from '../loop/check-loops.ts';
import { declaredIn } from '../loop/turns-by-time.ts';
import type { DeclaredIds, PlaybookSource } from '../playbook-source.ts';
import type { Problem } from '../problem/problem.ts';
import { checkBeginning } from './check-beginning.ts';
import { checkCampaign } from './check-campaign.ts';
import { checkConditions } from './check-conditions.ts';
import type { Names } from './check-name.ts';
import { checkPast } from './check-past.ts';
import { checkPermission } from './check-permission.ts';
import { checkSegments } from './check-segments.ts';
import { checkStory } from './check-story.ts';
import { checkTemplates } from './check-templates.ts';
import { checkTraits } from './check-traits.ts';
import { checkWaits } from './check-waits.ts';

/**
 * Finds names that are used and not declared, segments that ask about themselves, and computed traits that are also sent.
 * @param declared ids of all files, those included that are not valid by themselves
 * @param now milliseconds since the epoch; without it nothing is said of what is past
 */
export function checkReferences(source: PlaybookSource, declared: DeclaredIds, now?: number): Problem[] {
  const names = namesOf(source, declared);
  const conditions = declaredIn(source);
  const zone = source.settings.timezone;
  return [
    ...checkIdentity(source),
    ...checkPermission(source.settings, names),
    ...source.segments.flatMap(({ file, source: segment }) =>
      checkConditions(segment.when, { file, path: ['when'], names, asker: 'segment' }),
    ),
    ...checkSegments(source),
    ...source.campaigns.flatMap((campaign) => [
      ...checkCampaign(campaign, names, zone),
      ...checkPast(campaign, zone, now),
      ...checkBeginning(campaign, conditions.segments),
      ...checkWaits(campaign, conditions),
    ]),
    ...source.stories.flatMap((story) => checkStory(story, names, zone)),
    ...checkLoops(source.campaigns, conditions),
    ...checkTraits(source, names),
    ...checkTemplates(source),
  ];
}

function namesOf({ settings, campaigns }: PlaybookSource, declared: DeclaredIds): Names {
  const setOf = (names: object = {}) => new Set(Object.keys(names));
  const areAllRead = campaigns.length === declared.campaign.length;
  return {
    segments: new Set(declared.segment),
    campaigns: new Set(declared.campaign),
    templates: new Set(declared.template.filter((id) => !id.includes('.'))),
    purposes: setOf(compileConsent(settings)),
    destinations: setOf(settings.destinations),
    roles: new Set(settings.staff?.roles),
    venues: setOf(settings.venues),
    namespaces: new Set(compileIdentity(settings).namespaces.map((namespace) => namespace.name)),
    computed: new Set(declared.trait),
    ...(areAllRead && { topics: new Set(campaigns.flatMap(({ source }) => source.topics ?? [])) }),
    withoutGoal: new Set(campaigns.flatMap(({ id, source: { goal } }) => (goal === undefined ? [id] : []))),
    hasEmail: settings.channels?.email !== undefined,
    hasPush: Object.keys(settings.channels?.push ?? {}).length > 0,
    hasVisit: settings.visit !== undefined,
  };
}

function checkIdentity({ settings }: PlaybookSource): Problem[] {
  const namespaces = settings.identity?.namespaces ?? [];
  return namespaces.flatMap(({ name, unique, limit }, index) => {
    const path = ['identity', 'namespaces', index];
    const isTwice = namespaces.findIndex((each) => each.name === name) < index;
    const problem = { file: 'playbook.yaml', at: 'value' as const };
    if (isTwice) return [{ ...problem, path: [...path, 'name'], message: `\`${name}\` is declared twice` }];
    if (unique !== true || limit === undefined || limit === 1) return [];
    const hint = 'leave `limit` out, or `unique`';
    return [{ ...problem, path: [...path, 'limit'], message: 'a unique namespace has a limit of 1', hint }];
  });
}

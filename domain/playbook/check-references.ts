import { checkCampaign } from './check-campaign.ts';
import { checkConditions } from './check-conditions.ts';
import type { Names } from './check-name.ts';
import { checkStory } from './check-story.ts';
import { compileConsent, compileIdentity } from './compile-settings.ts';
import { orderSegments } from './order-segments.ts';
import type { DeclaredIds, PlaybookSource } from './playbook-source.ts';
import type { Problem } from './problem.ts';

/** Traits with a meaning of their own: an event that sends them would be overruled. */
const RESERVED_TRAITS = ['email', 'phone', 'codes'];

/**
 * Finds names that are used and not declared, segments that ask about themselves, and computed traits that are also sent.
 * @param declared ids of all files, those included that are not valid by themselves
 */
export function checkReferences(source: PlaybookSource, declared: DeclaredIds): Problem[] {
  const names = namesOf(source, declared);
  return [
    ...checkIdentity(source),
    ...source.segments.flatMap(({ file, source: segment }) =>
      checkConditions(segment.when, { file, path: ['when'], names, inCampaign: false }),
    ),
    ...checkCycles(source),
    ...source.campaigns.flatMap((campaign) => checkCampaign(campaign, names)),
    ...source.stories.flatMap((story) => checkStory(story, names)),
    ...checkTraits(source),
    ...checkTemplates(source),
  ];
}

function namesOf({ settings }: PlaybookSource, declared: DeclaredIds): Names {
  return {
    segments: declared.segment,
    campaigns: declared.campaign,
    templates: declared.template.filter((id) => !id.includes('.')),
    purposes: Object.keys(compileConsent(settings)),
    destinations: Object.keys(settings.destinations ?? {}),
    roles: settings.staff?.roles ?? [],
    venues: Object.keys(settings.venues ?? {}),
    namespaces: compileIdentity(settings).namespaces.map((namespace) => namespace.name),
    hasEmail: settings.channels?.email !== undefined,
    hasPush: Object.keys(settings.channels?.push ?? {}).length > 0,
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

function checkCycles({ segments }: PlaybookSource): Problem[] {
  const order = orderSegments(segments);
  if (order.kind === 'order') return [];
  const file = segments.find((segment) => segment.id === order.ids[0])?.file ?? '';
  const ring = [...order.ids, order.ids[0]].map((id) => `\`${id}\``).join(' → ');
  const hint = 'a segment cannot depend on itself';
  return [
    {
      file,
      path: order.path,
      at: 'value',
      message: `segments ask about each other in a ring: ${ring}`,
      hint,
    },
  ];
}

function checkTraits({ traits, stories }: PlaybookSource): Problem[] {
  return traits.flatMap(({ id, file }) => {
    const hint = `give the file another name than \`${id}.yaml\``;
    const problem = { file, path: [], at: 'value' as const, hint };
    if (RESERVED_TRAITS.includes(id))
      return [{ ...problem, message: `\`${id}\` cannot be computed: it is sent` }];
    const sender = stories.find(({ source }) =>
      source.steps.some((step) => 'identify' in step && Object.hasOwn(step.identify.traits ?? {}, id)),
    );
    if (sender === undefined) return [];
    return [
      { ...problem, message: `\`${id}\` cannot be computed: \`${sender.file}\` sends a trait of that name` },
    ];
  });
}

function checkTemplates({ templates }: PlaybookSource): Problem[] {
  return templates.flatMap(({ id, file }) => {
    const base = id.split('.')[0] ?? id;
    if (templates.some((template) => template.id === base)) return [];
    const hint = `add \`templates/${base}.mjml\` for every other language`;
    return [
      {
        file,
        path: [],
        at: 'value',
        message: `\`${id}\` is a language of a template that is not there`,
        hint,
      },
    ];
  });
}

import type { PlaybookSource } from '../playbook-source.ts';
import type { Problem } from '../problem/problem.ts';
import type { CampaignSource } from '../schema/campaign-schema.ts';
import { writesOf } from './campaign-writes.ts';
import { findLoops, type Link, type Loop } from './find-loops.ts';
import { findRoughLoops, type LoopingCampaign } from './rough-loops.ts';
import type { Declared } from './turns-by-time.ts';

/**
 * Finds campaigns that begin each other, or themselves, by what their steps set, grant and send. It is refused where nothing
 * lies between that might end it, and warned of where something does.
 */
export function checkLoops(campaigns: PlaybookSource['campaigns'], declared: Declared): Problem[] {
  const looping = campaigns
    .filter(({ source }) => mayRepeat(source))
    .map((campaign): LoopingCampaign => ({ ...campaign, writes: writesOf(campaign) }));
  const byId = new Map(looping.map((campaign) => [campaign.id, campaign]));
  return findRoughLoops(looping, declared)
    .flatMap((group) => findLoops(group, declared))
    .flatMap((loop) => problemOf(loop, byId));
}

/** Others begin again only after a while, and by then nothing may be left to begin them. */
function mayRepeat({ frequency, trigger }: CampaignSource): boolean {
  const isOnceUnlessSaid = [trigger].flat().some((one) => 'segment' in one && one.schedule === undefined);
  return frequency === undefined ? !isOnceUnlessSaid : frequency === 'every time';
}

function problemOf({ links, isCertain }: Loop, byId: ReadonlyMap<string, LoopingCampaign>): Problem[] {
  const last = links.at(-1);
  const first = last && byId.get(last.to);
  if (last === undefined || first === undefined) return [];
  const path = Array.isArray(first.source.trigger) ? ['trigger', last.trigger] : ['trigger'];
  const problem = { file: first.file, path: [...path, last.through === undefined ? 'event' : 'segment'] };
  const who = links.length === 1 ? 'the campaign begins itself' : 'campaigns begin each other';
  const what = `${isCertain ? who : who.replace('begin', 'may begin').replace('begins', 'begin')}, without end`;
  const message = `${what}: ${links.map(wayOf).join('')}\`${first.id}\``;
  const hint = last.through === undefined ? HINT_FOR_EVENT : HINT_FOR_SEGMENT;
  return [{ ...problem, at: 'value', message, hint, ...(!isCertain && { isWarning: true as const }) }];
}

const HINT_FOR_EVENT =
  'write in `where` which of these events begin it, or a `frequency` such as `once` or `once per 30 days`';
const HINT_FOR_SEGMENT =
  'write a `frequency` such as `once` or `once per 30 days`, or take one of the steps out';

function wayOf({ from, write, through }: Link): string {
  const turn = through && ` → ${through.isEntered ? 'enters' : 'leaves'} \`${through.segment}\``;
  return `\`${from}\` ${write.says}${turn ?? ''} → `;
}

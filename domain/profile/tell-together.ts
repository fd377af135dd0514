import { byPriority } from '../campaign/journey/line-up-journeys.ts';
import { type CampaignSignal, campaignsAsked, isForCampaign } from '../campaign/journey/line-up-signals.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import type { ProfileWrite } from './profile-write.ts';
import type { Signal } from './signal.ts';

/** With so many beside it a signal stays far below what the bus takes. */
const MAXIMUM_BESIDE = 24;

/**
 * Has the signals of one event, or of one moment, that begin or wake journeys of several campaigns stand beside the last of
 * them. They travel apart and come in any order: decided by themselves, the first to come would get the last message under a
 * cap, whatever its priority. Of very many those of the highest priority stand together.
 */
export function tellTogether(active: ActiveProgram, write: ProfileWrite): ProfileWrite {
  const groups = Map.groupBy(write.signals.filter(isDecisive), causeOf);
  const changed = new Map([...groups.values()].flatMap((group) => standTogether(active, group)));
  if (changed.size === 0) return write;
  return { ...write, signals: write.signals.map((signal) => changed.get(signal.id) ?? signal) };
}

function standTogether(
  active: ActiveProgram,
  signals: readonly CampaignSignal[],
): (readonly [string, Signal])[] {
  const asking = signals.map((signal) => ({ signal, campaigns: campaignsAsked(active, signal) }));
  const order = byPriority(active.program, [...new Set(asking.flatMap(({ campaigns }) => campaigns))]);
  if (order.length < 2) return [];
  const placeOf = (campaigns: readonly string[]) => Math.min(...campaigns.map((id) => order.indexOf(id)));
  const first = asking
    .filter(({ campaigns }) => campaigns.length > 0)
    .sort((a, b) => placeOf(a.campaigns) - placeOf(b.campaigns))
    .slice(0, MAXIMUM_BESIDE + 1);
  const kept = new Set(first.map(({ signal }) => signal));
  const together = signals.filter((signal) => kept.has(signal));
  const lead = together.pop();
  if (lead === undefined || together.length === 0) return [];
  return [
    [lead.id, { ...lead, beside: together }],
    ...together.map((signal) => [signal.id, { ...signal, ledBy: lead.id }] as const),
  ];
}

/** What stops a journey, or is measured alone, sends nothing. */
function isDecisive(signal: Signal): signal is CampaignSignal {
  if (signal.type === 'Journey Event Matched') return signal.watch === 'wait' && signal.isForgotten !== true;
  return isForCampaign(signal);
}

function causeOf({ event, at }: CampaignSignal): string {
  return JSON.stringify(event === undefined ? at : [event.identifier, event.sort]);
}

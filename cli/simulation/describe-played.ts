import type { Channel } from '../../domain/campaign/channel.ts';
import type { Difference, DifferentMessages } from './message-difference.ts';
import { type ModelledCost, modelCost } from './modelled-cost.ts';
import type { Played } from './play-messages.ts';
import type { Example, Tally } from './tally.ts';

/** As `Example`, with moments in ISO 8601. */
export interface WrittenExample extends Omit<Example, 'at' | 'until'> {
  readonly at: string;
  readonly until?: string;
}

/** How often something happened, and whom the first of it is about. */
export interface DescribedTally {
  readonly total: number;
  /** Beside how often and to how many guests: what tells them apart, by name. */
  readonly by: readonly Readonly<Record<string, string | number>>[];
  readonly examples: readonly WrittenExample[];
}

interface DescribedMessages {
  readonly messages: number;
  readonly examples: readonly WrittenExample[];
}

/** What a simulation says, for programs; `maitred simulate --json` writes it. */
export interface SimulationReport {
  readonly name: string;
  readonly version: string;
  readonly timezone: string;
  readonly from: string;
  readonly until: string;
  readonly events: number;
  readonly refusedLines: number;
  readonly guests: number;
  readonly campaigns: readonly CampaignFigures[];
  readonly sent: DescribedTally;
  readonly suppressed: DescribedTally;
  readonly failed: DescribedTally;
  readonly held: DescribedTally;
  readonly refused: DescribedTally;
  /** Present where it was compared with another playbook. */
  readonly difference?: {
    readonly against: string;
    readonly added: DescribedMessages;
    readonly removed: DescribedMessages;
    readonly changed: DescribedMessages;
  };
  readonly cost: ModelledCost;
}

export interface CampaignFigures {
  readonly campaign: string;
  readonly began: number;
  readonly refused: number;
  readonly sent: number;
  readonly suppressed: number;
  readonly held: number;
  readonly failed: number;
  /** Journeys that wait at the end. */
  readonly waiting: number;
  /** When the next of them goes on; null: none waits. */
  readonly next: string | null;
}

/**
 * Describes what came of messages.
 * @param against what the other playbook is called
 */
export function describePlayed(
  { version, events, from, until, difference }: Played,
  { refusedLines, against = '' }: { readonly refusedLines: number; readonly against?: string | undefined },
): SimulationReport {
  const { program, outcome, simulation } = version;
  const { sent, suppressed, failed, held, refusals } = outcome;
  return {
    name: program.name,
    version: program.version,
    timezone: program.timezone,
    ...{ from: iso(from), until: iso(until), events, refusedLines },
    guests: simulation.guests(),
    campaigns: figuresOf(version),
    sent: describe(sent, ['campaign', 'channel']),
    suppressed: describe(suppressed, ['campaign', 'channel', 'reason']),
    failed: describe(failed, ['campaign', 'channel', 'status']),
    held: describe(held, ['campaign', 'step']),
    refused: describe(refusals, ['campaign', 'reason']),
    ...(difference && { difference: describeDifference(difference, against) }),
    cost: modelCost(events, sentByChannel(sent)),
  };
}

function figuresOf({ program, outcome, simulation }: Played['version']): CampaignFigures[] {
  const waiting = simulation.waiting();
  return Object.keys(program.campaigns).map((campaign) => {
    const { journeys = 0, next = null } = waiting.get(campaign) ?? {};
    return {
      campaign,
      began: outcome.begun.timesOf(campaign),
      refused: outcome.refusals.timesOf(campaign),
      sent: outcome.sent.timesOf(campaign),
      suppressed: outcome.suppressed.timesOf(campaign),
      held: outcome.held.timesOf(campaign),
      failed: outcome.failed.timesOf(campaign),
      waiting: journeys,
      next: next === null ? null : iso(next),
    };
  });
}

function describe(tally: Tally, names: readonly string[]): DescribedTally {
  const by = tally.rows().map(({ of, times, guests }) => ({
    ...Object.fromEntries(names.map((name, index) => [name, of[index] ?? ''])),
    times,
    guests,
  }));
  return { total: tally.total, by, examples: tally.examples.map(write) };
}

function describeDifference({ added, removed, changed }: Difference, against: string) {
  const written = ({ messages, examples }: DifferentMessages) => ({
    messages,
    examples: examples.map(write),
  });
  return { against, added: written(added), removed: written(removed), changed: written(changed) };
}

function sentByChannel(sent: Tally): Partial<Record<Channel, number>> {
  const counts: Partial<Record<Channel, number>> = {};
  for (const { of, times } of sent.rows()) {
    const channel = of[1] as Channel;
    counts[channel] = (counts[channel] ?? 0) + times;
  }
  return counts;
}

function write({ at, until, ...example }: Example): WrittenExample {
  return { at: iso(at), ...example, ...(until !== undefined && { until: iso(until) }) };
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}

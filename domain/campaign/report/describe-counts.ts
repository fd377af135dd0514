import type { Campaign } from '../campaign.ts';
import { type CampaignCounts, counterOf, partsOfCounter } from './campaign-counts.ts';
import { NO_VARIANT } from './count-delivery.ts';
import { COLLAPSED, WITH_GOAL } from './count-journey.ts';
import { type Lift, liftOf, type MeasuredGroup, type Rate, rateOf } from './lift.ts';

/** What became of messages. */
export interface MessageCounts {
  /** Decided, and not suppressed. */
  readonly requested: number;
  readonly sent: number;
  readonly failed: number;
  /** The provider's answer was lost. */
  readonly unknown: number;
  /** By reason. */
  readonly suppressed: Readonly<Record<string, number>>;
}

export interface StepCounts extends MessageCounts {
  readonly step: string;
  /** The arms of the splits on the way to it, as `<step>=<arm>`; null: there was none. */
  readonly variant: string | null;
}

export interface GroupCounts extends MeasuredGroup {
  readonly rate: Rate | null;
}

/** Those who took an arm of a split; the held out, and journeys that gave way to another of their guest's, are left aside. */
export interface ArmCounts extends GroupCounts {
  readonly split: string;
  readonly arm: number;
}

/** A campaign in numbers. */
export interface DescribedCounts extends MessageCounts {
  readonly entered: number;
  readonly waiting: number;
  readonly heldOut: number;
  readonly converted: number;
  /** By why. */
  readonly ended: Readonly<Record<string, number>>;
  readonly steps: readonly StepCounts[];
  readonly arms: readonly ArmCounts[];
  /** Without the journeys that gave way to another of their guest's in a merge: the other counts. */
  readonly goal: {
    readonly treated: GroupCounts;
    readonly heldOut: GroupCounts;
    readonly lift: Lift | null;
    /** Of the treated, those whose journey was over before a message to them was decided. */
    readonly unaddressed: number;
  };
}

/** Tells what a campaign's counters say. */
export function describeCounts(counts: CampaignCounts): DescribedCounts {
  const count = (counter: string) => counts[counter] ?? 0;
  const [entered, heldOut, converted] = [count('entered'), count('heldOut'), count('converted')];
  const { treated, measured } = groupsOf(counts);
  const ended = below(counts, ['ended']);
  const steps = stepsOf(counts);
  return {
    entered,
    waiting: entered - sum(Object.values(ended)),
    heldOut,
    converted,
    ended,
    ...addUp(steps),
    steps,
    arms: armsOf(counts),
    goal: {
      treated: grouped(treated),
      heldOut: grouped(measured),
      lift: liftOf(treated, measured),
      unaddressed: count('unaddressed'),
    },
  };
}

/**
 * Tells whether a report speaks of a goal: the campaign has one, or where the playbook has the campaign no longer, any journey that
 * was counted had one.
 */
export function hasGoal(campaign: Pick<Campaign, 'goal'> | undefined, counts: CampaignCounts): boolean {
  return campaign === undefined ? (counts[WITH_GOAL] ?? 0) > 0 : campaign.goal !== undefined;
}

/** Those who are compared: of the whole campaign, or of an arm. */
function groupsOf(counts: CampaignCounts, arm?: readonly string[]) {
  const count = (parts: readonly string[]) => counts[counterOf(...parts)] ?? 0;
  const going = (...group: string[]) => {
    const [all, start] = arm === undefined ? [['entered'], []] : [arm, arm];
    return count(group.length === 0 ? all : [...start, ...group]) - count([...start, COLLAPSED, ...group]);
  };
  const measured = { entered: going('heldOut'), converted: going('converted', 'heldOut') };
  const treated = {
    entered: going() - measured.entered,
    converted: going('converted') - measured.converted,
  };
  return { treated, measured };
}

const grouped = (group: MeasuredGroup): GroupCounts => ({ ...group, rate: rateOf(group) });

function stepsOf(counts: CampaignCounts): StepCounts[] {
  return childrenOf(counts, ['step'])
    .flatMap((step) => childrenOf(counts, ['step', step]).map((variant) => [step, variant] as const))
    .map(([step, variant]) => {
      const of = below(counts, ['step', step, variant]);
      const suppressed = below(counts, ['step', step, variant, 'suppressed']);
      const { decided = 0, sent = 0, failed = 0, unknown = 0, answered = 0 } = of;
      const requested = decided - sum(Object.values(suppressed));
      return {
        step,
        variant: variant === NO_VARIANT ? null : variant,
        requested,
        sent,
        failed,
        unknown: unknown - answered,
        suppressed,
      };
    });
}

function armsOf(counts: CampaignCounts): ArmCounts[] {
  const arms = childrenOf(counts, ['arm']).flatMap((split) =>
    childrenOf(counts, ['arm', split]).map((arm) => [split, arm] as const),
  );
  return arms.map(([split, arm]) => {
    const { treated } = groupsOf(counts, ['arm', split, arm]);
    return { split, arm: Number(arm), ...grouped(treated) };
  });
}

function addUp(steps: readonly MessageCounts[]): MessageCounts {
  const suppressed: Record<string, number> = {};
  for (const step of steps)
    for (const [reason, count] of Object.entries(step.suppressed))
      suppressed[reason] = (suppressed[reason] ?? 0) + count;
  const total = (of: 'requested' | 'sent' | 'failed' | 'unknown') => sum(steps.map((step) => step[of]));
  return {
    requested: total('requested'),
    sent: total('sent'),
    failed: total('failed'),
    unknown: total('unknown'),
    suppressed,
  };
}

/** The counters that have one more part than these, by that part. */
function below(counts: CampaignCounts, start: readonly string[]): Record<string, number> {
  const found = Object.entries(counts).flatMap(([counter, count]) => {
    const parts = partsOfCounter(counter);
    const isBelow = parts.length === start.length + 1 && isStart(start, parts);
    return isBelow && count !== 0 ? [[parts.at(-1) ?? '', count] as const] : [];
  });
  return Object.fromEntries(found.sort(([a], [b]) => compareIds(a, b)));
}

/** What follows these parts, each once, in the order of steps. */
function childrenOf(counts: CampaignCounts, start: readonly string[]): string[] {
  const found = Object.keys(counts).flatMap((counter) => {
    const parts = partsOfCounter(counter);
    return parts.length > start.length && isStart(start, parts) ? [parts[start.length] ?? ''] : [];
  });
  return [...new Set(found)].sort(compareIds);
}

const isStart = (start: readonly string[], parts: readonly string[]) =>
  start.every((part, index) => parts[index] === part);

/** `2` before `10`, and `3.2.1` before `3.10.1`. */
function compareIds(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

import type { Campaign } from '../campaign.ts';
import { isMeasuredFrom } from '../measured-channels.ts';
import { nextPlaces } from '../step/next-places.ts';
import { channelsOf, type Step } from '../step.ts';
import type { MessageCounts } from './describe-counts.ts';
import type { Lift, MeasuredGroup } from './lift.ts';

/** Why a lift, or a group's rate, may be told wrong, whatever its interval is. */
export interface LiftBias {
  readonly kind: 'wait first' | 'without a message' | 'messages failed';
  readonly why: string;
}

/** From this share of the treated on it is said that they were sent nothing; above it, of messages, that they failed. */
const MANY = 0.05;

/**
 * Says what a campaign's lift does not measure. The treated are measured from their first message on, the held out from their
 * beginning, and all who entered are compared.
 * @param campaign as the playbook has it now; undefined: no longer
 * @param goal `unaddressed`: of the treated, those whose journey was over before a message to them was decided
 * @param messages of the campaign, to guests and staff
 */
export function biasesOf(
  campaign: Pick<Campaign, 'steps'> | undefined,
  goal: { readonly treated: MeasuredGroup; readonly unaddressed: number; readonly lift: Lift | null },
  messages: Pick<MessageCounts, 'requested' | 'failed'>,
): readonly LiftBias[] {
  return [...biasesOfLift(campaign, goal), ...failures(messages)];
}

function biasesOfLift(
  campaign: Parameters<typeof biasesOf>[0],
  goal: Parameters<typeof biasesOf>[1],
): readonly LiftBias[] {
  if (goal.lift === null) return [];
  return [
    ...(campaign !== undefined && waitsFirst(campaign.steps) ? [WAITS_FIRST] : []),
    ...(goal.unaddressed >= MANY * goal.treated.entered ? withoutMessage(goal) : []),
  ];
}

const WAITS_FIRST: LiftBias = {
  kind: 'wait first',
  why: 'there is a wait before the first message: the treated are measured from that message on, the held out from their beginning, so the days that are compared are not the same',
};

function withoutMessage({
  treated: { entered },
  unaddressed,
}: Pick<Parameters<typeof biasesOf>[1], 'treated' | 'unaddressed'>): readonly LiftBias[] {
  if (unaddressed === 0) return [];
  const percent = ((unaddressed / entered) * 100).toFixed(1);
  const why = `${unaddressed} of ${entered} treated (${percent} %) were through without a message to them: none of these can count as converted, while some of the like among the held out do, so the lift is told too low`;
  return [{ kind: 'without a message', why }];
}

function failures({ requested, failed }: Pick<MessageCounts, 'requested' | 'failed'>): readonly LiftBias[] {
  if (failed <= MANY * requested) return [];
  const percent = ((failed / requested) * 100).toFixed(1);
  const why = `${failed} of ${requested} messages (${percent} %) failed: who was to get one is measured from when it was decided, and counts as converted also without having had it`;
  return [{ kind: 'messages failed', why }];
}

/** Tells whether a wait lies on some way to the first message that the goal is measured from. */
function waitsFirst(steps: readonly Step[]): boolean {
  // Steps lead ahead alone: what is ahead of each is known once it is of all later ones.
  const ahead: Ahead[] = [];
  for (let place = steps.length - 1; place >= 0; place -= 1) {
    const step = steps[place];
    if (step !== undefined) ahead[place] = aheadOf(steps, step, place, ahead);
  }
  return ahead[0] === 'wait first';
}

/** Whether a first message is still to come, and a wait before it; undefined: none is. */
type Ahead = 'message' | 'wait first' | undefined;

function aheadOf(steps: readonly Step[], step: Step, place: number, later: readonly Ahead[]): Ahead {
  if (step.kind === 'send' && channelsOf(step).some((channel) => isMeasuredFrom(steps, channel)))
    return 'message';
  const ways = nextPlaces(step, place).map((next) => later[next]);
  if (ways.includes('wait first')) return 'wait first';
  if (!ways.includes('message')) return undefined;
  return step.kind.startsWith('wait') ? 'wait first' : 'message';
}

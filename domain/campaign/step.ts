import type { JsonValue } from '../event/json.ts';
import type { Condition } from '../segment/condition/condition.ts';
import type { CalendarDuration } from '../time/duration.ts';
import type { Channel } from './channel.ts';
import type { MessageContent } from './delivery/message-content.ts';
import type { ClockTime } from './trigger.ts';

/** `id` is the step's place in the file, which names it for ever within a version: `3`, and in the second arm of a branch there `3.2.1`. */
interface StepBase {
  readonly id: string;
}

/** So long after the moment at which it was due to begin. */
export interface WaitStep extends StepBase {
  readonly kind: 'wait';
  readonly milliseconds: number;
}

/** Until the next time that it is so late where the guest is. */
export interface WaitForTimeStep extends StepBase {
  readonly kind: 'wait for time';
  readonly at: ClockTime;
}

/** Until something happens after the journey began, or, where it does not, so long. */
export interface WaitForEventStep extends StepBase {
  readonly kind: 'wait for event';
  /** On the journey's clock; of event conditions alone. */
  readonly until: Condition;
  /** The aggregates that `until` reads: an event that touches one has the journey looked at. */
  readonly aggregates: readonly string[];
  readonly atMostMilliseconds: number;
}

/** Until a moment that the triggering event, or the profile, names, less a duration. */
export interface WaitForDateStep extends StepBase {
  readonly kind: 'wait for date';
  readonly of: 'event' | 'profile';
  /** Of an event from `properties`, `traits` or `context` on; of a profile from its traits on. */
  readonly path: readonly string[];
  readonly before: CalendarDuration;
}

/** At most so many messages of this step in a while, over all guests: each waits for its turn. */
export interface Rate {
  readonly messages: number;
  readonly perMilliseconds: number;
}

export interface SendStep extends StepBase {
  readonly kind: 'send';
  /** The first that reaches the guest is taken, whatever its cap says; never empty, and of several all are channels to guests. */
  readonly contents: readonly MessageContent[];
  /** Written by the author; staff and webhook steps need consent only for a purpose that is written. */
  readonly purpose?: string;
  readonly rate?: Rate;
  /** Granted with the message, and not where it is suppressed. */
  readonly offer?: string;
}

export interface GrantStep extends StepBase {
  readonly kind: 'grant';
  readonly offer: string;
}

/** The first arm whose condition holds is taken; where none does, what follows the branch. */
export interface BranchStep extends StepBase {
  readonly kind: 'branch';
  /** `to`: the place of the arm's first step. Without `if`: else. */
  readonly arms: readonly { readonly if?: Condition; readonly to: number }[];
  /** The place of what follows the branch. */
  readonly after: number;
}

/** One arm by the guest's seed, in proportion to the weights. */
export interface SplitStep extends StepBase {
  readonly kind: 'split';
  readonly arms: readonly { readonly weight: number; readonly to: number }[];
  /** What it is drawn by, beside the seed: the campaign and how many-th split of it this is. */
  readonly salt: string;
}

/** The end of an arm. */
export interface JumpStep extends StepBase {
  readonly kind: 'jump';
  readonly to: number;
}

/** Sets traits, by an event of the guest's. A text that is exactly one `{{ path }}` is replaced by what it names, with its type. */
export interface SetStep extends StepBase {
  readonly kind: 'set';
  readonly traits: Readonly<Record<string, JsonValue>>;
}

export interface EndStep extends StepBase {
  readonly kind: 'end';
}

/**
 * A step, compiled. Steps within steps lie in one list: a branch or split names the places where its arms begin, and each
 * arm ends in a jump to what follows. So a place says where a journey stands.
 */
export type Step =
  | WaitStep
  | WaitForTimeStep
  | WaitForEventStep
  | WaitForDateStep
  | SendStep
  | GrantStep
  | BranchStep
  | SplitStep
  | JumpStep
  | SetStep
  | EndStep;

/** Channels whose content lies in a step. */
export function channelsOf({ contents }: SendStep): readonly Channel[] {
  return contents.map(({ channel }) => channel);
}

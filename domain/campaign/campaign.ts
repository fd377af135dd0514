import type { EventSelector } from '../segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../segment/condition/condition.ts';

export const CHANNELS = ['email', 'sms', 'push', 'webhook', 'staff'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What begins a journey. */
export type Trigger =
  | { readonly kind: 'segment'; readonly segment: string; readonly on: 'entry' | 'exit' }
  | { readonly kind: 'event'; readonly of: EventSelector };

/** `once` and `once per` allow one journey at a time; `every time` lets them run side by side. */
export type Frequency =
  | { readonly kind: 'once' }
  | { readonly kind: 'every time' }
  | { readonly kind: 'once per'; readonly milliseconds: number };

/** `transactional` ignores caps, suppression and quiet hours, and still needs the channel's opt-in. */
export type Purpose = string;

/** What a channel needs to say it; texts are Liquid, rendered at delivery. */
export type MessageContent =
  | { readonly channel: 'email'; readonly template: string; readonly subject: string }
  | { readonly channel: 'sms'; readonly text: string }
  | { readonly channel: 'push'; readonly title: string; readonly body: string; readonly link?: string }
  | {
      readonly channel: 'webhook';
      readonly destination: string;
      readonly body: unknown;
      readonly type?: string;
    }
  | { readonly channel: 'staff'; readonly role: string; readonly message: string; readonly venue?: string };

/** A step; `id` is its place in the file, so it names the step for ever within a version: `1`, `2`. */
export type Step =
  | { readonly kind: 'wait'; readonly id: string; readonly milliseconds: number }
  | {
      readonly kind: 'send';
      readonly id: string;
      readonly content: MessageContent;
      /** Written by the author; staff and webhook steps need consent only for a purpose that is written. */
      readonly purpose?: Purpose;
    };

/** A campaign, compiled. Conditions of the journey's own clock carry `since: entry`. */
export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly triggers: readonly Trigger[];
  /** Must hold at the start and again at each send. */
  readonly if?: Condition;
  readonly steps: readonly Step[];
  readonly stopWhen?: Condition;
  readonly frequency: Frequency;
  readonly purpose: Purpose;
  /** Guests inside a trigger's segment when a deploy reaches them begin as if they entered it. */
  readonly includeExisting?: true;
}

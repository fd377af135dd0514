import type { Channel } from '../campaign/channel.ts';
import type { Drawn } from '../campaign/step/named-draws.ts';
import type { JsonObject } from '../event/json.ts';
import type { PathMatcher } from '../segment/matcher/matcher.ts';
import type { PathStep } from './problem/problem.ts';
import type { Program } from './program/program.ts';

/** Identifiers by namespace: `{ userId: 'john' }`. */
export type StoryPerson = Readonly<Record<string, string>>;

/** How draws come out, by the names of `namedDraws`. */
export type StoryDraws = Readonly<Record<string, Drawn>>;

/** What every event of a story may say beside its own. */
interface StoryEventBase {
  /** Where the step stands in its file, for messages. */
  readonly path: readonly PathStep[];
  /** Whose event it is: the last person named if the step names none. */
  readonly who: StoryPerson;
  readonly context: JsonObject;
  /** When it happened, in milliseconds since the epoch; absent: now. */
  readonly timestamp?: number;
  readonly messageId?: string;
  /** Of the person whom it makes known, beside the story's own. */
  readonly draws?: StoryDraws;
}

/** Something that somebody does, as a story tells it. */
export type StoryEvent =
  | (StoryEventBase & { readonly kind: 'identify'; readonly traits: JsonObject })
  /** For page and screen, `event` is the page's name. */
  | (StoryEventBase & {
      readonly kind: 'track' | 'page' | 'screen';
      readonly event: string;
      readonly properties: JsonObject;
    })
  | {
      readonly kind: 'consent';
      readonly path: readonly PathStep[];
      readonly who: StoryPerson;
      readonly choices: Readonly<Record<string, boolean>>;
    };

/** One step of a story, compiled. */
export type StoryStep =
  | StoryEvent
  /** Events that come in one call, one or more. */
  | { readonly kind: 'batch'; readonly path: readonly PathStep[]; readonly events: readonly StoryEvent[] }
  | { readonly kind: 'after'; readonly path: readonly PathStep[]; readonly milliseconds: number }
  | { readonly kind: 'at'; readonly path: readonly PathStep[]; readonly at: number }
  /** Another version of the playbook becomes the active one. */
  | {
      readonly kind: 'deploy';
      readonly path: readonly PathStep[];
      readonly program: Program;
      /** What it changes, in words. */
      readonly what: string;
    }
  /** From here on the providers of these channels refuse every message; those of the others take it. */
  | {
      readonly kind: 'failing';
      readonly path: readonly PathStep[];
      readonly channels: readonly Channel[];
      readonly reason: string;
    }
  | {
      readonly kind: 'expect';
      readonly path: readonly PathStep[];
      readonly of: StoryPerson;
      readonly expected: StoryExpectation;
    };

/** What becomes of a journey or a message beside its leaving. */
export type OutcomeKind = 'suppressed' | 'failed' | 'held' | 'ended' | 'notBegun';

/** Something that became of a campaign and the person since the last expectation. */
export interface ExpectedOutcome {
  readonly kind: OutcomeKind;
  /** Where it stands, from the expectation on. */
  readonly path: readonly PathStep[];
  readonly campaign: string;
  readonly channel?: Channel;
  /** Of what failed: a part of what is said of it. */
  readonly reason?: string;
}

/** What must be true at a point of a story; everything that is present must hold. */
export interface StoryExpectation {
  /** The person is in all of these. */
  readonly segments: readonly string[];
  /** The person is in none of these. */
  readonly notSegments: readonly string[];
  /** How many messages were sent since the last expectation, to anyone. */
  readonly messages?: number;
  /** One of the messages since the last expectation is like this. */
  readonly message?: {
    readonly campaign?: string;
    readonly channel?: Channel;
    readonly to?: string;
    /** All of these stand in its texts. */
    readonly contains: readonly string[];
  };
  /** Traits, computed ones included. */
  readonly traits: readonly PathMatcher[];
  /** Campaigns of which the person has reached the goal since the last expectation. */
  readonly goals: readonly string[];
  readonly outcomes: readonly ExpectedOutcome[];
}

/** tests/<id>.yaml, compiled: events in, messages out, on a clock of its own. */
export interface PlaybookStory {
  readonly id: string;
  readonly file: string;
  /** What it tells. */
  readonly story: string;
  /** When it begins, in milliseconds since the epoch. */
  readonly start: number;
  /** Of everybody in it. */
  readonly draws: StoryDraws;
  readonly steps: readonly StoryStep[];
}

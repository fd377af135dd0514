import type { OutcomeKind } from '../../domain/playbook/playbook-story.ts';

/** What became of somebody's journey, or of a message that did not leave. */
export interface StoryOutcome {
  readonly kind: OutcomeKind;
  readonly campaign: string;
  /** Whose it was, as they were known then. */
  readonly profileId: string;
  /** Of a message. */
  readonly channel?: string;
  /** In the ledger's words; of what failed or is held a sentence. */
  readonly reason: string;
  /** What else there is to say. */
  readonly detail?: string;
}

/** Where a journey stands that is not over. */
export interface StoryUnderWay {
  readonly campaign: string;
  readonly profileId: string;
  /** What happened on it last. */
  readonly what: string;
}

/** In one line, without the guest. */
export function describeUnderWay({ campaign, what }: StoryUnderWay): string {
  return `${campaign}: under way, ${what}`;
}

/** In one line, without the guest. */
export function describeOutcome({ kind, campaign, channel, reason, detail }: StoryOutcome): string {
  const more = detail === undefined ? '' : `, ${detail}`;
  switch (kind) {
    case 'suppressed':
      return `${campaign}: ${channel} suppressed (${reason})${more}`;
    case 'failed':
      return `${campaign}: ${channel} failed, ${reason}`;
    case 'held':
      return `${campaign}: ${reason}`;
    case 'ended':
      return `${campaign}: ended (${reason})`;
    case 'notBegun':
      return `${campaign}: did not begin (${reason})${more}`;
  }
}

import type { Renderer } from '../../domain/campaign/delivery/message.ts';
import type { Program, TemplateSet } from '../../domain/playbook/program/program.ts';
import { type Difference, MessageDifference } from './message-difference.ts';
import { PlayedVersion } from './played-version.ts';
import type { TimedMessage } from './read-messages.ts';

/** A playbook, ready to be played. */
export interface PlayablePlaybook {
  readonly program: Program;
  readonly templates: TemplateSet;
}

export interface PlayOptions {
  readonly playbook: PlayablePlaybook;
  /** Played beside it, to say what differs. */
  readonly against?: PlayablePlaybook;
  readonly renderer: Renderer;
  /** Later messages are left out, and the clock goes on up to here; absent: up to the last message. */
  readonly until?: number;
  /** How many examples of each kind are kept. */
  readonly limit: number;
  readonly refuse: (line: number, why: string) => void;
  /** Told of each message, by how many there have been. */
  readonly progress?: (messages: number) => void;
}

/** What came of messages. */
export interface Played {
  readonly version: PlayedVersion;
  /** How many were taken. */
  readonly events: number;
  /** In milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
  readonly difference?: Difference;
}

/**
 * Sends messages to a playbook on a clock of its own, and to another beside it, one at a time: none is held.
 * @param messages in the order of their moments
 * @returns undefined where there was none to take
 */
export async function playMessages(
  messages: AsyncIterable<TimedMessage>,
  options: PlayOptions,
): Promise<Played | undefined> {
  const { until = Number.POSITIVE_INFINITY, refuse, progress } = options;
  let playing: Playing | undefined;
  let [events, seen] = [0, 0];
  try {
    for await (const timed of messages) {
      if (timed.at > until) break;
      playing ??= begin(options, timed.at);
      const why = playing.version.take(timed);
      if (why === undefined) {
        events += 1;
        playing.other?.take(timed);
      } else refuse(timed.line, why);
      seen += 1;
      progress?.(seen);
    }
    return playing && end(playing, events, options.until);
  } finally {
    playing?.version.close();
    playing?.other?.close();
  }
}

interface Playing {
  readonly version: PlayedVersion;
  readonly other: PlayedVersion | undefined;
  readonly difference: MessageDifference | undefined;
  readonly from: number;
}

function begin({ playbook, against, renderer, limit }: PlayOptions, from: number): Playing {
  const common = { renderer, start: from };
  if (against === undefined) {
    const version = new PlayedVersion({ ...common, ...playbook, limit });
    return { version, other: undefined, difference: undefined, from };
  }
  const difference = new MessageDifference();
  const version = new PlayedVersion({
    ...common,
    ...playbook,
    limit,
    listen: (message, guest) => difference.add(message, guest, 1),
  });
  const other = new PlayedVersion({
    ...common,
    ...against,
    limit: 0,
    listen: (message, guest) => difference.add(message, guest, -1),
  });
  return { version, other, difference, from };
}

function end(
  { version, other, difference, from }: Playing,
  events: number,
  until: number | undefined,
): Played {
  const last = until ?? version.simulation.now;
  version.simulation.advanceTo(last);
  other?.simulation.advanceTo(last);
  return { version, events, from, until: last, ...(difference && { difference: difference.result() }) };
}

import type { JsonObject } from '../../domain/event/json.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import { chunksOf } from '../cost/measure-path.ts';
import { identifyOf, pageOf } from '../units/messages.ts';
import type { Received } from './people-maker.ts';

const BEGIN = Date.UTC(2026, 2, 2, 10);
const MINUTE = 60_000;
/** Long after all that the two did. */
const MERGE_AT = BEGIN + 30 * 24 * 60 * MINUTE;
const BETWEEN_EVENTS = 3 * MINUTE;
/** One less than a message may name. */
const BROWSERS_A_MESSAGE = 39;

/** Two people who hold so many identifiers together, and have done something each. */
export interface ClusterShape {
  readonly identifiers: number;
  readonly eventsASide: number;
}

export interface Cluster {
  /** What each of the two did, one after another. */
  readonly sides: readonly (readonly Received[])[];
  /** Makes them one. */
  readonly merge: Received;
}

/** `check` lets nobody hold more than a hundred identifiers; what more would cost is asked of rules given directly. */
export function withoutLimits(program: Program): Program {
  const namespaces = [
    { name: 'userId', unique: true, limit: 1 },
    { name: 'anonymousId', unique: false, limit: 10_000 },
  ];
  return { ...program, identity: { ...program.identity, namespaces } };
}

let messages = 5_000_000;
const next = () => {
  messages += 1;
  return messages;
};

/** One of them has signed in on half of the browsers; the other half is somebody who has not. Then they sign in there too. */
export function clusterOf(name: string, { identifiers, eventsASide }: ClusterShape): Cluster {
  const userId = `user-${name}`;
  const half = Math.floor(identifiers / 2);
  const browsersOf = (side: string, count: number) =>
    Array.from({ length: count }, (_, number) => `${name}-${side}-${number}`);
  const [known, unknown] = [browsersOf('known', half - 1), browsersOf('unknown', identifiers - half)];
  const [first = ''] = unknown;
  return {
    sides: [
      historyOf({ userId }, known, BEGIN, eventsASide),
      historyOf({ anonymousId: first }, unknown.slice(1), BEGIN + MINUTE, eventsASide),
    ],
    merge: {
      message: identifyOf({ userId, anonymousId: first }, { firstName: 'Johanna' }, next(), MERGE_AT),
      at: MERGE_AT,
    },
  };
}

/** First come messages that name all browsers, then pages seen on one after another. */
function historyOf(
  who: { userId: string } | { anonymousId: string },
  browsers: readonly string[],
  begin: number,
  events: number,
): Received[] {
  const naming: JsonObject[] = chunksOf(browsers, BROWSERS_A_MESSAGE).map((chunk) => ({
    ...who,
    context: { externalIds: chunk.map((id) => ({ type: 'anonymousId', id })) },
  }));
  const seen = browsers.length === 0 ? [{}] : browsers.map((anonymousId) => ({ anonymousId }));
  const pages = Array.from({ length: Math.max(0, events - naming.length) }, (_, index) => ({
    ...who,
    ...('userId' in who ? seen[index % seen.length] : {}),
  }));
  return [...naming, ...pages].map((named, index) => {
    const at = begin + index * BETWEEN_EVENTS;
    return { message: { ...pageOf({}, next(), at), ...named }, at };
  });
}

import type { AnyCase, Difference } from './any-case.ts';
import type { AnyHistory } from './arbitrary-history.ts';
import { compileWritten } from './compile-written.ts';
import { judgeCase } from './judge-case.ts';

const MAXIMUM_TRIES = 4_000;

/** The smallest case found that still differs about the same kind of thing: parts are left out while it does. */
export function shrinkCase(one: AnyCase, found: Difference): { case: AnyCase; difference: Difference } {
  let best = { case: one, difference: found };
  let tries = 0;
  for (let isSmaller = true; isSmaller && tries < MAXIMUM_TRIES; ) {
    isSmaller = false;
    for (const smaller of smallerCases(best.case)) {
      tries += 1;
      if (tries >= MAXIMUM_TRIES) break;
      const difference = differenceOf(smaller);
      if (difference === undefined || kindOf(difference) !== kindOf(found)) continue;
      best = { case: smaller, difference };
      isSmaller = true;
      break;
    }
  }
  return best;
}

const kindOf = ({ about }: Difference) => about.split(' ')[0];

/** What differs; nothing if the case is none, since something that is needed was left out. */
function differenceOf(one: AnyCase): Difference | undefined {
  try {
    const compiled = compileWritten(one.playbook);
    return compiled.kind === 'program' ? judgeCase(compiled.active, one) : undefined;
  } catch {
    return undefined;
  }
}

function* smallerCases(one: AnyCase): Generator<AnyCase> {
  const { playbook, history } = one;
  for (const [index] of one.clocks.entries()) yield { ...one, clocks: one.clocks.toSpliced(index, 1) };
  for (const folder of ['campaigns', 'segments', 'traits'] as const) {
    for (const files of smaller(playbook[folder])) {
      yield { ...one, playbook: { ...playbook, [folder]: files } as AnyCase['playbook'] };
    }
  }
  for (const [index] of history.events.entries()) {
    yield { ...one, history: withoutEvent(history, index) };
  }
  for (const [index] of history.sends.entries()) {
    yield { ...one, history: { ...history, sends: history.sends.toSpliced(index, 1) } };
  }
  if (history.refoldsAfter.length > 0) yield { ...one, history: { ...history, refoldsAfter: [] } };
  for (const [index, event] of history.events.entries()) {
    for (const part of ['properties', 'traits', 'context', 'consent', 'identifiers'] as const) {
      for (const less of smaller(event[part])) {
        if (part === 'identifiers' && (less as unknown[]).length === 0) continue;
        const events = history.events.with(index, { ...event, [part]: less } as typeof event);
        yield { ...one, history: { ...history, events } };
      }
    }
  }
}

/** What happened after an event happens after the one before it. */
function withoutEvent({ events, refoldsAfter, sends }: AnyHistory, index: number): AnyHistory {
  const earlier = (after: number) => (after > index ? after - 1 : after);
  return {
    events: events.toSpliced(index, 1),
    refoldsAfter: refoldsAfter.map(earlier),
    sends: sends.map(({ after, campaign }) => ({ after: earlier(after), campaign })),
  };
}

/** A value with one part of it left out, or a condition with one of its parts in its place. */
function* smaller(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  const entries = Object.entries(value);
  for (const [key, inner] of entries) {
    yield Array.isArray(value)
      ? value.toSpliced(Number(key), 1)
      : Object.fromEntries(entries.filter(([other]) => other !== key));
    if (key === 'all' || key === 'any') yield* inner as unknown[];
    if (key === 'not') yield inner;
  }
  for (const [key, inner] of entries) {
    for (const less of smaller(inner)) {
      yield Array.isArray(value) ? value.with(Number(key), less) : { ...value, [key]: less };
    }
  }
}

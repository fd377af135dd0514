import { compileCount, timesToKeep } from '../compile/compile-count.ts';
import { compileWhere } from '../compile/compile-matcher.ts';
import { type ConditionPlace, checkSinceEntry, checkVisit, refusalAt } from '../condition-place.ts';
import type { Problem } from '../problem/problem.ts';
import type { EventConditionSource } from '../schema/event-condition-schema.ts';
import { MEASURES } from '../schema/measure-schema.ts';
import { VISIT } from '../schema/window-schema.ts';

/** So many matched events are told apart. */
const MAXIMUM_MATCHED = 32;

/** Finds what does not go together in a condition about events. */
export function checkEventCondition(source: EventConditionSource, place: ConditionPlace): Problem[] {
  return [
    ...checkVisit(source.within, place),
    ...checkSinceEntry(source.since, place),
    ...checkRange(source, place),
    ...checkMatching(source, place),
    ...checkSinceItself(source, place),
    ...checkMatchesItself(source, place),
    ...checkMeasuredVisit(source, place),
  ];
}

/** Both ends of a range move: what is in it cannot begin anew. */
function checkRange({ within, since, matching }: EventConditionSource, place: ConditionPlace): Problem[] {
  if (!Array.isArray(within)) return [];
  const refuse = (message: string, hint: string) => [refusalAt(place, ['within'], message, hint)];
  const hint = `write \`within: ${within[0]}\``;
  if (since !== undefined) return refuse('a range in `within` goes without `since`', hint);
  if (matching !== undefined) return refuse('a range in `within` goes without `matching`', hint);
  if (place.asker !== 'stopWhen') return [];
  const message = 'a range in `within` looks back from now, `stopWhen` from when the journey began';
  return refuse(message, 'ask for it in a segment, and for that segment here');
}

/** After the latest of some events none of them has happened. */
function checkSinceItself({ event, where, since }: EventConditionSource, place: ConditionPlace): Problem[] {
  if (typeof since !== 'object' || !('event' in since)) return [];
  const opening = [since.event].flat();
  const isOpening = opening.includes('any') || [event].flat().every((name) => opening.includes(name));
  if (!isOpening || !(since.where === undefined || isSameWhere(where, since.where))) return [];
  const message = 'nothing counts: each of these events begins the count anew';
  return [refusalAt(place, ['since', 'event'], message, 'write another event, `within`, or `count`')];
}

/** Each of these events is one of the others too, and agrees with itself: all of them would count. */
function checkMatchesItself(
  { event, where, matching }: EventConditionSource,
  place: ConditionPlace,
): Problem[] {
  if (matching === undefined) return [];
  const others = [matching.event].flat();
  const isOther = others.includes('any') || [event].flat().every((name) => others.includes(name));
  const isEqual = Object.entries(matching.on).every(([here, there]) => here === there);
  if (!isOther || !isEqual || !(matching.where === undefined || isSameWhere(where, matching.where)))
    return [];
  const message = 'each of these events would match itself';
  return [refusalAt(place, ['matching', 'event'], message, 'name another event, or another `where`')];
}

function isSameWhere(where: EventConditionSource['where'], other: EventConditionSource['where']): boolean {
  return JSON.stringify(compileWhere(where, 'UTC')) === JSON.stringify(compileWhere(other, 'UTC'));
}

function checkMatching(source: EventConditionSource, place: ConditionPlace): Problem[] {
  const { matching, since, count } = source;
  if (matching === undefined) return [];
  const problems = MEASURES.filter((measure) => source[measure] !== undefined).map((measure) =>
    refusalAt(
      place,
      [measure],
      `\`${measure}\` goes without \`matching\``,
      'only the matched events are counted',
    ),
  );
  if (typeof since === 'object' && 'for' in since) {
    const hint = 'leave `for` out, or ask for the events after it with `within`';
    problems.push(refusalAt(place, ['since', 'for'], '`for` in `since` goes without `matching`', hint));
  }
  if (timesToKeep(compileCount(count)) > MAXIMUM_MATCHED) {
    const message = `\`matching\` counts up to ${MAXIMUM_MATCHED} events`;
    problems.push(refusalAt(place, ['count'], message, 'ask for fewer'));
  }
  return problems;
}

/** A measure begins anew at one kind of moment, and with the visit it has that already. A date stands still. */
function checkMeasuredVisit(source: EventConditionSource, place: ConditionPlace): Problem[] {
  const { within, since } = source;
  const measure = MEASURES.find((each) => source[each] !== undefined);
  if (measure === undefined || within !== VISIT) return [];
  const isDate = typeof since === 'string' && since !== 'entry';
  if (isDate || (since === undefined && place.asker !== 'stopWhen')) return [];
  const message = `\`${measure}\` begins anew with the visit, or since something, not both`;
  const hint =
    since === undefined
      ? '`stopWhen` counts since the journey began: leave `within` out'
      : 'leave one of them out';
  return [refusalAt(place, ['within'], message, hint)];
}

import type { WrittenPlaybook } from './written.ts';
import { MEASURES, type Written, type WrittenMapping, type WrittenSince } from './written.ts';

const NO_TESTS = ['trait', 'ignoreCase'];

/** What kinds of condition, and of its parts, one is that is no `all`, `any` or `not`. */
export function labelsOf(written: Written, playbook: WrittenPlaybook): string[] {
  if (written === 'everyone') return ['everyone'];
  if ('all' in written || 'any' in written || 'not' in written) return [];
  const kind = kindOf(written, playbook);
  return [kind, ...partsOf(written), ...nestingOf(written, playbook)];
}

function kindOf(written: WrittenMapping, { traits }: WrittenPlaybook): string {
  if (written.sequence !== undefined) return 'sequence';
  if (written.affinity !== undefined) return 'affinity';
  if (written.matching !== undefined) return 'matching';
  if (written.event !== undefined) return MEASURES.find((measure) => measure in written) ?? 'event';
  if (written.trait !== undefined) {
    const computed = traits[written.trait.split('.')[0] ?? ''];
    return computed === undefined ? 'trait, told' : `trait, computed: ${Object.keys(computed)[0]}`;
  }
  if (written.segment !== undefined) return written.for === undefined ? 'segment' : 'segment, for';
  if (written.offer !== undefined) return `offer, ${written.status ?? 'held'}`;
  if (written.message !== undefined) return written.status === undefined ? 'message, sent' : 'message, told';
  return written.zone === undefined ? (Object.keys(written)[0] ?? '') : 'zone';
}

function partsOf(written: WrittenMapping): string[] {
  const { within, since, sequence } = written;
  const parts: string[] = [];
  if (within !== undefined)
    parts.push(Array.isArray(within) ? 'within a range' : within === 'visit' ? 'within the visit' : 'within');
  if (since !== undefined) parts.push(`since ${sinceOf(since)}`);
  if (sequence !== undefined) parts.push(...stepsOf(written));
  if (written.trait !== undefined) {
    parts.push(
      ...Object.keys(written)
        .filter((key) => !NO_TESTS.includes(key))
        .map((test) => `test: ${test}`),
    );
  }
  return parts;
}

/** A segment that others ask since when, and that itself asks so of another. */
function nestingOf({ segment, for: length, since }: WrittenMapping, { segments }: WrittenPlaybook): string[] {
  const outer = typeof since === 'object' && 'segment' in since ? since.segment : length && segment;
  const when = JSON.stringify(segments[outer ?? '']?.when ?? null);
  return /"segment":"[^"]+","for"|"since":\{"segment"/u.test(when) ? ['an entry within an entry'] : [];
}

function sinceOf(since: WrittenSince): string {
  if (since === 'entry') return 'entry';
  if (typeof since === 'string') return 'a date';
  if ('segment' in since) return 'a segment';
  return since.for === undefined ? 'an event' : 'an event, for';
}

function stepsOf({ sequence = [], span, within }: WrittenMapping): string[] {
  const last = sequence.at(-1);
  const isNot = (step: object | undefined) => step !== undefined && 'not' in step;
  const quiet = last !== undefined && 'not' in last ? (last.for ?? last.not.for) : undefined;
  return [
    ...(sequence.slice(0, -1).some(isNot) ? ['sequence, not between'] : []),
    ...(isNot(last) && quiet === undefined ? ['sequence, not at the end'] : []),
    ...(quiet === undefined ? [] : ['sequence, not for']),
    ...(span === undefined ? [] : ['sequence, span']),
    ...(within === undefined ? [] : ['sequence, within']),
  ];
}

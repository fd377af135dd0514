import { stringify } from 'yaml';
import type { AnyCase, Difference } from './any-case.ts';

const at = (moment: number) => new Date(moment).toISOString();

/** A case as a person reads it: the files, the events as they came, the clock, and who says what. */
export function tellCase(
  { playbook, history, entryAt, isEachAnnounced }: AnyCase,
  found: Difference,
): string {
  const { segments, traits, campaigns, settings } = playbook;
  const events = history.events.map((event, index) => {
    const { time, receivedAt, messageId, identifiers, name = '(identify)', ...rest } = event;
    const said = Object.entries(rest).filter(([, value]) => Object.keys(value).length > 0);
    const late = receivedAt === time ? '' : `, received ${at(receivedAt)}`;
    const sent = history.sends
      .filter(({ after }) => after === index + 1)
      .map(({ campaign }) => `  (then ${campaign} sends)`);
    const refold = history.refoldsAfter.includes(index + 1) ? '  (then all are folded anew)' : '';
    return `  ${at(time)}${late} ${messageId} ${name} ${JSON.stringify(Object.fromEntries(said))} of ${identifiers.join(', ')}${refold}${sent.join('')}`;
  });
  return [
    `${found.about} at ${at(found.clock)} of ${found.identifiers.join(', ')}`,
    `the engine says ${JSON.stringify(found.engine) ?? 'nothing'}, the oracle ${JSON.stringify(found.oracle) ?? 'nothing'}`,
    ...found.why.map((line) => `  ${line}`),
    'playbook:',
    indented(stringify({ settings, segments, traits, campaigns })),
    `a journey began at ${at(entryAt)}; time is looked at ${isEachAnnounced ? 'whenever that was announced' : 'at the clock'}`,
    'events, as they came:',
    ...events,
  ].join('\n');
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^/gmu, '  ');
}

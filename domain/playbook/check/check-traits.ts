import { checkVisit } from '../condition-place.ts';
import type { PlaybookSource } from '../playbook-source.ts';
import type { Problem } from '../problem/problem.ts';
import type { Names } from './check-name.ts';

/** Traits with a meaning of their own: an event that sends them would be overruled. */
const RESERVED_TRAITS = ['email', 'phone', 'codes'];

/** Finds computed traits that are sent too, and visits that nobody explains. */
export function checkTraits({ traits, stories }: PlaybookSource, names: Names): Problem[] {
  const senders = sendersOf(stories);
  return traits.flatMap(({ id, file, source }) => {
    const hint = `give the file another name than \`${id}.yaml\``;
    const clash = (why: string): Problem => {
      const message = `\`${id}\` cannot be computed: ${why}`;
      return { file, path: [], at: 'value', message, hint };
    };
    const isReserved = RESERVED_TRAITS.includes(id);
    const sender = isReserved ? undefined : senders.get(id);
    return [
      ...checkVisit(source.of.within, { file, path: ['of'], names }),
      ...checkVisit(source.minus?.of.within, { file, path: ['minus', 'of'], names }),
      ...(isReserved ? [clash('it is sent')] : []),
      ...(sender === undefined ? [] : [clash(`\`${sender}\` sends a trait of that name`)]),
    ];
  });
}

/** The first story that sends each trait. */
function sendersOf(stories: PlaybookSource['stories']): ReadonlyMap<string, string> {
  const senders = new Map<string, string>();
  for (const { file, source } of stories) {
    for (const step of source.steps) {
      if (!('identify' in step)) continue;
      for (const trait of Object.keys(step.identify.traits ?? {})) {
        if (!senders.has(trait)) senders.set(trait, file);
      }
    }
  }
  return senders;
}

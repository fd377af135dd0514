import { LEARNT_EVENTS } from '../../event/reserved-name.ts';
import { MAXIMUM_SEEN_PATHS, type SeenNames } from '../../event/seen-names.ts';
import { LIST_CHANGED } from '../../list/list-changed.ts';
import type { NameUse } from '../names-used.ts';
import { nearestWord } from '../problem/nearest-word.ts';
import type { ProblemInFile } from '../problem/problem.ts';

/** What Maitred itself tells of a guest: it may never have come about, and is no mistake. */
const OWN_EVENTS: ReadonlySet<string> = new Set([
  ...LEARNT_EVENTS,
  LIST_CHANGED,
  'Push Notification Tapped',
  'Beacon Entered',
  'Beacon Left',
]);

/** What there is for a name to be found in. */
export interface Received extends SeenNames {
  /** Lists that were ever loaded. */
  readonly lists: ReadonlySet<string>;
  /** Traits that the playbook computes, or that steps of campaigns set. */
  readonly computed: ReadonlySet<string>;
}

/** Says which of the names that a file uses were never received, with the nearest that was. */
export function checkSeen(received: Received, uses: readonly NameUse[]): ProblemInFile[] {
  return uses.flatMap((use) => {
    const problem = problemOf(received, use);
    if (problem === undefined) return [];
    const { path, at } = use;
    const nearest = nearestWord(use.name, problem.candidates);
    return [
      {
        path,
        at,
        message: problem.message,
        ...(nearest !== undefined && { hint: `did you mean \`${nearest}\`?` }),
      },
    ];
  });
}

interface Missing {
  readonly message: string;
  readonly candidates: Iterable<string>;
}

function problemOf(received: Received, use: NameUse): Missing | undefined {
  const { kind, name } = use;
  if (kind === 'property') return missingProperty(received, use);
  if (kind === 'event') {
    if (received.events.has(name) || OWN_EVENTS.has(name)) return undefined;
    return { message: `the event \`${name}\` was never received`, candidates: received.events.keys() };
  }
  if (kind === 'list') {
    if (received.lists.has(name)) return undefined;
    return { message: `the list \`${name}\` was never loaded`, candidates: received.lists };
  }
  const [root = ''] = name.split('.');
  if (received.traits.has(name) || received.computed.has(root)) return undefined;
  const candidates = [...received.traits, ...received.computed];
  return { message: `the trait \`${name}\` was never received`, candidates };
}

/** Of events that never came nothing more is said; nor of such as have more properties than are noted. */
function missingProperty({ events }: Received, { name, events: names }: NameUse): Missing | undefined {
  const asked = names.length === 0 ? [...events.keys()] : names;
  const known = asked.flatMap((event) => events.get(event) ?? []);
  const isUnsure = known.length === 0 || known.some((paths) => paths.size >= MAXIMUM_SEEN_PATHS);
  if (isUnsure || asked.some((event) => OWN_EVENTS.has(event)) || known.some((paths) => paths.has(name)))
    return undefined;
  const of = names.length === 0 ? 'any event' : names.map((event) => `\`${event}\``).join(', ');
  return {
    message: `the property \`${name}\` was never received with ${of}`,
    candidates: known.flatMap((paths) => [...paths]),
  };
}

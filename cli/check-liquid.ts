import { Liquid, LiquidError } from 'liquidjs';
import { hintForUnknown, nearestWord } from '../domain/playbook/problem/nearest-word.ts';

/** Something wrong in a Liquid text; line and column within that text, counted from 1. */
export interface LiquidProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
  /** What is probably not meant, and can be done. */
  readonly isWarning?: true;
}

/** What texts may speak of. */
const ROOTS = ['profile', 'event', 'segment', 'venue', 'campaign'];
/** What a later version brings. */
const LATER_ROOTS = ['offer', 'offers', 'catalog', 'friend', 'referrer'];
/** What is known beforehand of a root's own fields. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  event: ['event', 'name', 'type', 'messageId', 'timestamp', 'properties', 'context', 'traits'],
  segment: ['id', 'name', 'since'],
  venue: ['id', 'name', 'zone', 'table'],
  campaign: ['id', 'name'],
};
const LATER_FIELDS: Readonly<Record<string, readonly string[]>> = {
  profile: ['codes'],
  venue: ['since'],
};

/** Tags that read another file. */
const OTHER_FILE = /\{%-?\s*(include|render|layout)\b/u;

/** As the renderer of messages: no template reads a file. */
const engine = new Liquid({ strictFilters: true, templates: {} });

/** Finds what cannot be parsed and variables that do not exist. */
export function checkLiquid(text: string): LiquidProblem[] {
  const otherFile = OTHER_FILE.exec(text);
  if (otherFile !== null) {
    return [{ ...position(text, otherFile.index), message: `\`${otherFile[1]}\` is not supported yet` }];
  }
  try {
    const variables = engine.globalVariableSegmentsSync(engine.parse(text));
    return variables.flatMap((path) => checkVariable(path, text));
  } catch (error) {
    return [describeFailure(error)];
  }
}

function checkVariable(path: readonly unknown[], text: string): LiquidProblem[] {
  const [root, field, inner] = path.map(String);
  if (root === undefined) return [];
  if (root === 'profile' && field === 'traits' && inner !== undefined) {
    const message = `\`profile.traits.${inner}\` is of a trait named \`traits\`: texts name each trait by itself`;
    const hint = `did you mean \`profile.${inner}\`?`;
    return [{ ...find(text, 'profile.traits'), message, hint, isWarning: true }];
  }
  if (LATER_ROOTS.includes(root))
    return [{ ...find(text, root), message: `\`${root}\` is not supported yet` }];
  if (!ROOTS.includes(root)) {
    const hint =
      nearestWord(root, ROOTS) === undefined
        ? `what a guest has is \`profile.${root}\`, what an event has \`event.properties.${root}\``
        : hintForUnknown(root, ROOTS);
    return [{ ...find(text, root), message: `unknown variable \`${root}\``, ...(hint && { hint }) }];
  }
  if (field === undefined) return [];
  const whole = `${root}.${field}`;
  if (LATER_FIELDS[root]?.includes(field))
    return [{ ...find(text, whole), message: `\`${whole}\` is not supported yet` }];
  const fields = FIELDS[root];
  if (fields === undefined || fields.includes(field)) return [];
  const known = fields.map((each) => `${root}.${each}`);
  const hint =
    root === 'event' && nearestWord(field, fields) === undefined
      ? `did you mean \`event.properties.${field}\`?`
      : hintForUnknown(whole, known);
  return [{ ...find(text, whole), message: `unknown variable \`${whole}\``, ...(hint && { hint }) }];
}

/** Where a variable first stands inside a tag. */
function find(text: string, variable: string): { line: number; column: number } {
  const escaped = variable.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  const tag = new RegExp(`(?<=\\{[{%][^}]*?)(?<![\\w.'"-])${escaped}(?![\\w-])`, 'u').exec(text);
  return position(text, tag?.index ?? 0);
}

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function describeFailure(error: unknown): LiquidProblem {
  if (!LiquidError.is(error)) return { line: 1, column: 1, message: `Liquid: ${String(error)}` };
  const [line = 1, column = 1] = error.token.getPosition();
  const filter = /^undefined filter: (\w+)/u.exec(error.message)?.[1];
  if (filter !== undefined) {
    const nearest = nearestWord(filter, Object.keys(engine.filters));
    const hint = nearest === undefined ? 'leave it out' : `did you mean \`${nearest}\`?`;
    return { line, column, message: `unknown filter \`${filter}\``, hint };
  }
  return { line, column, message: `Liquid: ${error.message.replace(/, line:\d+, col:\d+$/u, '')}` };
}

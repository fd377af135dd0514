import { type Arguments, analyzeSync, Liquid, type Template, Value } from 'liquidjs';

/** A variable of a Liquid text whose value must be there; line and column within that text, counted from 1. */
export interface UnguardedVariable {
  readonly line: number;
  readonly column: number;
  /** `event.properties.room` */
  readonly name: string;
}

type Argument = Arguments extends Iterable<infer Each> ? Each : never;

/** What is asked whether it is there: the renderer lets it be missing. */
const GUARDS = ['if', 'elsif', 'unless', 'case'];
/** These also take what is missing, and whoever uses it has a name of their own for it. */
const LENIENT = ['assign', ...GUARDS];
/** They are always there: whether one is set says nothing of the others. */
const ALWAYS_THERE = ['profile', 'campaign'];

const engine = new Liquid({ strictFilters: true, templates: {} });

/**
 * Finds the first variable of a root, such as `event`, that nothing guards: no `default`, and no `{% if %}` around it that asks
 * for it or for what stands in its place. A text that cannot be parsed has none.
 */
export function findUnguarded(text: string, root: string): UnguardedVariable | undefined {
  if (!text.includes(root)) return undefined;
  try {
    return firstIn(engine.parse(text), root);
  } catch {
    return undefined; // `checkLiquid` says what is wrong with it
  }
}

function firstIn(templates: readonly Template[], root: string): UnguardedVariable | undefined {
  for (const template of templates) {
    const found = firstOf(template, root);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstOf(template: Template, root: string): UnguardedVariable | undefined {
  const { name = '' } = template.token as { readonly name?: string };
  const given = [...(template.arguments?.() ?? [])];
  if (GUARDS.includes(name) && variablesIn(given).some((each) => !ALWAYS_THERE.includes(each.root)))
    return undefined;
  const needed = LENIENT.includes(name) ? [] : variablesIn(given.flatMap(unguardedIn));
  const found = needed.find((variable) => variable.root === root);
  return found ?? firstIn(childrenOf(template), root);
}

/** `default` guards what stands before it, where it is the first filter. */
function unguardedIn(argument: Argument): Argument[] {
  if (!(argument instanceof Value) || argument.filters[0]?.name !== 'default') return [argument];
  return argument.filters.flatMap(
    ({ args }) => args.map((each) => (Array.isArray(each) ? each[1] : each)) as Argument[],
  );
}

function variablesIn(given: readonly Argument[]): (UnguardedVariable & { readonly root: string })[] {
  const node = { arguments: () => given } as unknown as Template;
  const { variables } = analyzeSync([node]);
  return Object.values(variables)
    .flat()
    .map((variable) => {
      const { row, col } = variable.location;
      return { root: String(variable.segments[0]), line: row, column: col, name: String(variable) };
    });
}

function childrenOf(template: Template): Template[] {
  if (template.children === undefined) return [];
  const walk = template.children(false, true);
  for (;;) {
    const step = walk.next();
    if (step.done === true) return step.value;
  }
}

import { Liquid, type Template } from 'liquidjs';
import type { Renderer } from '../../domain/campaign/delivery/message.ts';
import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import type { JsonObject, JsonValue } from '../../domain/event/json.ts';

/** Compiled templates are kept, the oldest making room. */
const KEEP_TEMPLATES = 500;
const LONGEST_TEMPLATE_CHARACTERS = 2_000_000;
const LONGEST_OUTPUT_CHARACTERS = 1_000_000;
const RENDER_LIMIT_MILLISECONDS = 2_000;
/** Objects that one rendering may make, by Liquid's count. */
const MEMORY_LIMIT = 10_000_000;
/** A template that is one output and nothing else. */
const SINGLE_OUTPUT = /^\s*\{\{-?((?:(?!\{\{|\}\}).)+?)-?\}\}\s*$/s;

const OPTIONS = {
  strictVariables: true,
  strictFilters: true,
  // `default` and `{% if %}` guard a missing variable.
  lenientIf: true,
  ownPropertyOnly: true,
  // In memory, and none there: no template reads a file.
  templates: {},
  parseLimit: LONGEST_TEMPLATE_CHARACTERS,
  renderLimit: RENDER_LIMIT_MILLISECONDS,
  memoryLimit: MEMORY_LIMIT,
  timezoneOffset: 'UTC',
  locale: 'en-US',
};

/**
 * Renders Liquid. Every call throws an InvalidInputError, which says what is missing or wrong, where a text cannot be
 * rendered: no retry helps.
 */
export function createLiquidRenderer(): Renderer {
  const text = new Liquid(OPTIONS);
  const html = new Liquid({ ...OPTIONS, outputEscape: 'escape' });
  const compileText = compiler(text);
  const compileHtml = compiler(html);
  const renderText = (template: string, context: JsonObject) =>
    attempt(() => bounded(text.renderSync(compileText(template), context)));
  return {
    text: renderText,
    html: (template, context) => attempt(() => bounded(html.renderSync(compileHtml(template), context))),
    value(template, context) {
      const path = SINGLE_OUTPUT.exec(template)?.[1];
      if (path === undefined) return renderText(template, context);
      return attempt(() => asJson(text.evalValueSync(path.trim(), context)));
    },
  };
}

function compiler(liquid: Liquid): (template: string) => Template[] {
  const cache = new Map<string, Template[]>();
  return (template) => {
    const known = cache.get(template);
    if (known !== undefined) return known;
    const [oldest] = cache.keys();
    if (cache.size >= KEEP_TEMPLATES && oldest !== undefined) cache.delete(oldest);
    const compiled = liquid.parse(template);
    cache.set(template, compiled);
    return compiled;
  };
}

function attempt<T>(render: () => T): T {
  try {
    return render();
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    // The message's first line says what and where; the rest quotes the template.
    const [reason = 'unknown'] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new InvalidInputError(`the text cannot be rendered: ${reason}`, {
      hint: 'Guard what may be missing with `default` or `{% if %}`.',
    });
  }
}

function bounded(output: unknown): string {
  const words = String(output);
  if (words.length <= LONGEST_OUTPUT_CHARACTERS) return words;
  throw new InvalidInputError(`the text is longer than ${LONGEST_OUTPUT_CHARACTERS} characters`);
}

/** Own, plain data only: what is not JSON (a function, an accessor's result) becomes null. */
function asJson(value: unknown): JsonValue {
  const written: string | undefined = JSON.stringify(value);
  return written === undefined ? null : (JSON.parse(bounded(written)) as JsonValue);
}

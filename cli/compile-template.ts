import type { LocatedProblem } from './located-problem.ts';
import type { TextFile } from './read-folder.ts';

export interface CompiledTemplate {
  /** HTML that is still Liquid; absent if there is none. */
  readonly html?: string;
  readonly problems: readonly LocatedProblem[];
}

const LIQUID_TAG = /\{%-?\s*\w[^%]*%\}|\{\{[^}]*\}\}/gu;

/** MJML becomes HTML, Liquid tags kept; a `.liquid` template is HTML already. */
export async function compileTemplate({ path, text }: TextFile): Promise<CompiledTemplate> {
  if (path.endsWith('.liquid')) return { html: text, problems: [] };
  const include = text.indexOf('<mj-include');
  if (include >= 0) return failed(path, text, include, '`mj-include` is not supported yet');
  try {
    const { default: mjml2html } = await import('mjml'); // a fifth of a second, for playbooks that need it
    const { html, errors } = await mjml2html(text, { validationLevel: 'soft', keepComments: false });
    const problems = errors.map(({ line, message, tagName }) => {
      const column = (text.split('\n')[line - 1] ?? '').indexOf(`<${tagName}`) + 1;
      return { file: path, line, column: Math.max(1, column), message: `MJML: ${message}` };
    });
    const lost = problems.length > 0 ? undefined : findLostTag(text, html);
    if (lost !== undefined) {
      const hint = 'between elements MJML keeps only what stands in `<mj-raw>`';
      return failed(path, text, lost.index, `MJML would drop \`${lost[0]}\``, hint);
    }
    return problems.length === 0 ? { html, problems } : { problems };
  } catch (error) {
    return failed(path, text, 0, `MJML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** MJML silently drops text that stands between elements: the first Liquid tag that this befell. */
function findLostTag(text: string, html: string): RegExpExecArray | undefined {
  const kept = new Map<string, number>();
  for (const [tag] of html.matchAll(LIQUID_TAG)) kept.set(plain(tag), (kept.get(plain(tag)) ?? 0) + 1);
  for (const tag of text.replace(/<!--.*?-->/gsu, blank).matchAll(LIQUID_TAG)) {
    const left = kept.get(plain(tag[0])) ?? 0;
    if (left === 0) return tag;
    kept.set(plain(tag[0]), left - 1);
  }
  return undefined;
}

const plain = (tag: string): string =>
  tag
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replace(/\s+/gu, ' ');
const blank = (comment: string): string => comment.replace(/[^\n]/gu, ' ');

function failed(
  file: string,
  text: string,
  offset: number,
  message: string,
  hint?: string,
): CompiledTemplate {
  const before = text.slice(0, offset).split('\n');
  const place = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return { problems: [{ ...place, message, ...(hint !== undefined && { hint }) }] };
}

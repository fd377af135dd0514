import type { PlaybookSource } from '../playbook-source.ts';
import type { Problem } from '../problem/problem.ts';

/** Finds languages of templates that are not there. */
export function checkTemplates({ templates }: PlaybookSource): Problem[] {
  const ids = new Set(templates.map(({ id }) => id));
  return templates.flatMap(({ id, file }) => {
    const base = id.split('.')[0] ?? id;
    if (ids.has(base)) return [];
    const hint = `add \`templates/${base}.mjml\` for every other language`;
    const message = `\`${id}\` is a language of a template that is not there`;
    return [{ file, path: [], at: 'value', message, hint }];
  });
}

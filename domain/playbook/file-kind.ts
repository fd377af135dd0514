import { PLAYBOOK_ID } from './playbook-id.ts';
import { hintForUnknown } from './problem/nearest-word.ts';
import { NOT_YET } from './schema/strict-object.ts';

/** What a file of a playbook's folder is. */
export type FileKind = 'settings' | 'segment' | 'trait' | 'campaign' | 'template' | 'story';

export type FileClass =
  | { readonly kind: FileKind; readonly id: string }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'refused'; readonly message: string; readonly hint?: string };

const YAML_FOLDERS: Readonly<Record<string, FileKind>> = {
  segments: 'segment',
  traits: 'trait',
  campaigns: 'campaign',
  tests: 'story',
};
const LATER_FOLDERS = ['placements', 'offers', 'sources', 'catalogs'];
const FOLDERS = [...Object.keys(YAML_FOLDERS), 'templates'];

/** `win-back`, `win-back.de`, `win-back.pt-BR`. */
const TEMPLATE_ID = /^[A-Za-z0-9][A-Za-z0-9_-]*(\.[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$/u;

/** Tells what a file is by its path within the playbook's folder. Markdown and hidden files are nobody's business. */
export function classifyFile(path: string): FileClass {
  if (path.endsWith('.md') || path.split('/').some((part) => part.startsWith('.')))
    return { kind: 'ignored' };
  if (path === 'playbook.yaml') return { kind: 'settings', id: 'playbook' };
  const [folder = '', name = '', ...deeper] = path.split('/');
  if (name === '')
    return refused(`a playbook has no file \`${path}\``, hintForUnknown(folder, ['playbook.yaml']));
  if (LATER_FOLDERS.includes(folder)) return refused(`\`${folder}/\` is ${NOT_YET}`);
  if (!FOLDERS.includes(folder))
    return refused(`unknown folder \`${folder}\``, hintForUnknown(folder, FOLDERS));
  if (deeper.length > 0) return refused('folders within a folder are not read', `move it to \`${folder}/\``);
  return folder === 'templates' ? classifyTemplate(name) : classifyYaml(folder, name);
}

function classifyYaml(folder: string, name: string): FileClass {
  const kind = YAML_FOLDERS[folder];
  if (kind === undefined || !name.endsWith('.yaml')) {
    return refused(`expected a file that ends in .yaml, found \`${name}\``);
  }
  return withId(kind, name.slice(0, -'.yaml'.length), PLAYBOOK_ID);
}

function classifyTemplate(name: string): FileClass {
  const ending = ['.mjml', '.liquid'].find((each) => name.endsWith(each));
  if (ending === undefined)
    return refused(`expected a file that ends in .mjml or .liquid, found \`${name}\``);
  return withId('template', name.slice(0, -ending.length), TEMPLATE_ID);
}

function withId(kind: FileKind, id: string, pattern: RegExp): FileClass {
  if (pattern.test(id)) return { kind, id };
  const hint =
    'ids are file names: letters, digits, - and _; a template may add a language: `win-back.de.mjml`';
  return refused(`\`${id}\` cannot be an id`, hint);
}

function refused(message: string, hint?: string): FileClass {
  return { kind: 'refused', message, ...(hint !== undefined && { hint }) };
}

import { InvalidInputError } from '../../error/maitred-error.ts';
import type { TemplateSet } from '../../playbook/program/program.ts';
import type { Profile } from '../../profile/profile.ts';

/** The languages a guest reads, best first: the trait `language`, else the locale of their device; `de-AT` before `de`. */
export function languagesOf(profile: Profile): readonly string[] {
  const trait = Object.hasOwn(profile.traits, 'language') ? profile.traits.language?.value : undefined;
  const tag = typeof trait === 'string' && trait !== '' ? trait : profile.surroundings.locale?.value;
  if (tag === undefined) return [];
  const full = tag.replaceAll('_', '-');
  const [language = full] = full.split('-');
  return [...new Set([full, language, language.toLowerCase()])];
}

/**
 * Takes a template in the guest's language, else the one without a language.
 * @throws {InvalidInputError} if there is none of that id
 */
export function chooseTemplate(templates: TemplateSet, id: string, profile: Profile): string {
  for (const name of [...languagesOf(profile).map((language) => `${id}.${language}`), id]) {
    const template = Object.hasOwn(templates.templates, name) ? templates.templates[name] : undefined;
    if (template !== undefined) return template.html;
  }
  throw new InvalidInputError(`playbook version ${templates.version} has no template ${id}`, {
    field: 'template',
  });
}

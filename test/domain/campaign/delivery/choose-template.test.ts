import { describe, expect, it } from 'vitest';
import { chooseTemplate, languagesOf } from '../../../../domain/campaign/delivery/choose-template.ts';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { aProfile } from '../../../support/a-profile.ts';

const stamped = <Value>(value: Value) => ({ value, at: 1, messageId: 'm' });
const guest = (language?: JsonValue, locale?: string) =>
  aProfile({
    traits: language === undefined ? {} : { language: stamped(language) },
    surroundings: locale === undefined ? {} : { locale: stamped(locale) },
  });

describe('the languages that a guest reads', () => {
  it.each<[string, JsonValue | undefined, string | undefined, string[]]>([
    ['theirs, with its region first', 'de-AT', 'fr', ['de-AT', 'de']],
    ['the same as a device writes it', undefined, 'de_AT', ['de-AT', 'de']],
    ['that of their device, where theirs is empty', '', 'fr', ['fr']],
    ['that of their device, where theirs is no text', 7, 'fr', ['fr']],
    ['also in small letters', 'PT-BR', undefined, ['PT-BR', 'PT', 'pt']],
    ['none, where nothing is known', undefined, undefined, []],
  ])('are %s', (_what, language, locale, expected) => {
    expect(languagesOf(guest(language, locale))).toEqual(expected);
  });
});

describe('chooseTemplate', () => {
  const templates = { version: 'v7', templates: { 'hi.de': { html: 'Hallo' }, hi: { html: 'Hello' } } };

  it('takes that of the best language there is, else the one without', () => {
    expect(chooseTemplate(templates, 'hi', guest('de-AT'))).toBe('Hallo');
    expect(chooseTemplate(templates, 'hi', guest('fr'))).toBe('Hello');
  });

  it('says of which playbook there is none', () => {
    expect(() => chooseTemplate(templates, 'gone', guest())).toThrow(
      expect.objectContaining({
        message: 'playbook version v7 has no template gone',
        field: 'template',
      }),
    );
  });
});

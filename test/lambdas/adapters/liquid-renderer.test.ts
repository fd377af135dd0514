import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../domain/error/maitred-error.ts';
import { createLiquidRenderer } from '../../../lambdas/adapters/liquid-renderer.ts';

const renderer = createLiquidRenderer();
const context = {
  profile: { firstName: '<b>Jo</b>', visits: 5, tags: ['vip', 'vegan'], address: { city: 'Berlin' } },
};

describe('createLiquidRenderer', () => {
  it('escapes values in HTML and leaves the template as it is', () => {
    expect(renderer.html('<p>{{ profile.firstName }}</p>', context)).toBe('<p>&lt;b&gt;Jo&lt;/b&gt;</p>');
    expect(renderer.text('Hi {{ profile.firstName }}', context)).toBe('Hi <b>Jo</b>');
  });

  it('fails on a missing variable and names it', () => {
    expect(() => renderer.text('Hi {{ profile.lastName }}', context)).toThrow(/profile\.lastName/);
    expect(() => renderer.html('{{ offer.code }}', context)).toThrow(InvalidInputError);
  });

  it.each([
    ["{{ profile.lastName | default: 'guest' }}", 'guest'],
    ["{{ offer.code | default: 'none' }}", 'none'],
    ['{% if event.properties.room %}room{% else %}no room{% endif %}', 'no room'],
  ])('lets a missing variable be guarded: %s', (template, expected) => {
    expect(renderer.text(template, context)).toBe(expected);
  });

  it.each([
    ['{{ profile.visits }}', 5],
    [' {{profile.tags}} ', ['vip', 'vegan']],
    ['{{ profile.address }}', { city: 'Berlin' }],
    ['{{ profile.lastVisit | default: 0 }}', 0],
  ])('keeps the type of a value that is exactly one path: %s', (template, expected) => {
    expect(renderer.value(template, context)).toEqual(expected);
  });

  it('makes text of anything else', () => {
    expect(renderer.value('{{ profile.visits }} visits', context)).toBe('5 visits');
    expect(renderer.value('{{ profile.visits }}{{ profile.visits }}', context)).toBe('55');
  });

  it.each(['{{ profile.constructor }}', '{{ profile.__proto__ }}', '{{ profile.address.toString }}'])(
    'reads own properties only: %s',
    (template) => {
      expect(() => renderer.text(template, context)).toThrow(InvalidInputError);
    },
  );

  it.each(["{% include '/etc/passwd' %}", "{% render '../package.json' %}", "{% layout 'package.json' %}"])(
    'reads no file: %s',
    (template) => {
      expect(() => renderer.text(template, context)).toThrow(InvalidInputError);
    },
  );

  it('refuses a template that would take all memory or write without end', () => {
    expect(() => renderer.text('{% for i in (1..1000000000) %}x{% endfor %}', {})).toThrow(InvalidInputError);
    const long = '{% for i in (1..2000) %}{% for j in (1..600) %}x{% endfor %}{% endfor %}';
    expect(() => renderer.text(long, {})).toThrow(InvalidInputError);
  });
});

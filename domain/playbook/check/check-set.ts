import type { PathStep, Problem } from '../problem/problem.ts';
import { checkEventKnown, type StepPlace, within } from '../step-place.ts';
import { readTemplatedPath } from './templated-paths.ts';

const LIQUID = /\{\{|\{%/u;

/** Finds traits that a step may not set, and values that it cannot. */
export function checkSet(traits: Readonly<Record<string, unknown>>, place: StepPlace): Problem[] {
  return Object.entries(traits).flatMap(([name, value]) => [
    ...checkTrait(name, within(place, name)),
    ...checkValue(value, within(place, name)),
  ]);
}

function checkTrait(name: string, { file, path, names }: StepPlace): Problem[] {
  if (!names.computed.has(name)) return [];
  const message = `\`${name}\` is computed: traits/${name}.yaml`;
  return [{ file, path, at: 'key', message, hint: 'set a trait of another name' }];
}

function checkValue(value: unknown, place: StepPlace): Problem[] {
  if (value === null) {
    const message = '`set` takes no trait away: a value that is nothing sets nothing';
    return [
      { file: place.file, path: place.path, at: 'value', message, hint: 'write a value such as `false`' },
    ];
  }
  if (typeof value === 'string') return checkText(value, place);
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const step: PathStep = Array.isArray(value) ? Number(key) : key;
    return checkValue(inner, within(place, step));
  });
}

function checkText(text: string, place: StepPlace): Problem[] {
  if (!LIQUID.test(text)) return [];
  const named = readTemplatedPath(text);
  if (named?.of === 'event') return checkEventKnown([named.of, ...named.path].join('.'), place);
  if (named !== undefined) return [];
  const message = `\`set\` takes a value, or exactly one \`{{ path }}\`, found \`${text}\``;
  const hint = 'write `"{{ profile.… }}"` or `"{{ event.properties.… }}"`, with nothing beside it';
  return [{ file: place.file, path: place.path, at: 'value', message, hint }];
}

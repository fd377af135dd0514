import { NUMBER_TESTS } from '../../domain/playbook/schema/count-schema.ts';
import { MATCHER_TESTS } from '../../domain/playbook/schema/matcher-schema.ts';
import { DEFINITION_DESCRIPTIONS, KEY_DESCRIPTIONS } from './key-descriptions.ts';
import { EXPECTED, type JsonSchema } from './tidy-schema.ts';

/** What is expected where the type says as much. */
const SAID_BY_TYPE = [
  'text',
  'a number',
  'true or false',
  'text, a number, true or false',
  'a list of values',
];

/** Says in words what each key is for, so that an editor can show it. @param kind the kind of file */
export function describeKeys(kind: string, schema: JsonSchema): JsonSchema {
  const definitions = Object.entries(schema.definitions ?? {}).map(([name, made]) => {
    const described = describe(made, [name]);
    const description = DEFINITION_DESCRIPTIONS[name];
    return [name, { ...described, ...(description && spoken(description)) }];
  });
  return { ...describe(schema, [kind]), definitions: Object.fromEntries(definitions) };
}

/** @param scopes what the keys in it are looked up under, the nearest first */
function describe(schema: JsonSchema, scopes: readonly string[]): JsonSchema {
  const { [EXPECTED]: expected, ...rest } = schema as JsonSchema & { [EXPECTED]?: string };
  const made: JsonSchema = rest;
  for (const key of ['items', 'additionalProperties', 'propertyNames']) {
    const inner = made[key];
    if (Array.isArray(inner)) made[key] = inner.map((each) => describe(each as JsonSchema, scopes));
    else if (typeof inner === 'object') made[key] = describe(inner as JsonSchema, scopes);
  }
  if (made.anyOf !== undefined) made.anyOf = made.anyOf.map((each) => describeOption(each, scopes));
  if (made.properties !== undefined) {
    const { properties } = made;
    made.properties = Object.fromEntries(
      Object.entries(properties).map(([key, inner]) => [key, describeKey(key, inner, scopes)]),
    );
    if (needsTest(made)) made.minProperties = (made.required?.length ?? 0) + 1;
  }
  if (expected !== undefined) {
    const isSaid = SAID_BY_TYPE.includes(expected) || made.const !== undefined;
    if (!isSaid) Object.assign(made, spoken(sentence(expected)));
    if (typeof made.pattern === 'string') made.patternErrorMessage = `expected ${expected}`;
  }
  return made;
}

/** One of several things that may stand here is named after the key that tells it from the others. */
function describeOption(schema: JsonSchema, scopes: readonly string[]): JsonSchema {
  const name = typeof schema.const === 'string' ? schema.const : schema.required?.[0];
  if (name === undefined) return describe(schema, scopes);
  const description = lookUp(name, scopes);
  return { title: name, ...(description && spoken(description)), ...describe(schema, [name, ...scopes]) };
}

function describeKey(key: string, schema: JsonSchema, scopes: readonly string[]): JsonSchema {
  const described = describe(schema, [key]);
  const description = [lookUp(key, scopes), described.description].filter(Boolean).join(' ');
  // Beside a reference it says nothing to a validator, and to an editor what this key is for.
  const hides = described.$ref !== undefined && { markdownDescription: description };
  return description === '' ? described : { ...described, ...spoken(description), ...hides };
}

function lookUp(key: string, scopes: readonly string[]): string | undefined {
  const name = scopes.map((scope) => `${scope}.${key}`).find((each) => Object.hasOwn(KEY_DESCRIPTIONS, each));
  return KEY_DESCRIPTIONS[name ?? key];
}

/** An object of tests says one at least, beside the keys that it needs anyway. */
function needsTest({ properties = {}, required }: JsonSchema): boolean {
  const has = (tests: readonly string[]) => tests.every((test) => test in properties);
  if (!has(MATCHER_TESTS) && !has(NUMBER_TESTS)) return false;
  const tests: readonly string[] = [...MATCHER_TESTS, ...NUMBER_TESTS, 'ignoreCase'];
  return Object.keys(properties).every((key) => tests.includes(key) || required?.includes(key));
}

/** Editors that know Markdown in descriptions expect it under a name of its own. */
function spoken(text: string): { description: string; markdownDescription?: string } {
  return { description: text, ...(text.includes('`') && { markdownDescription: text }) };
}

function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
}

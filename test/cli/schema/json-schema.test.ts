import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FILE_SCHEMAS } from '../../../cli/schema/file-schemas.ts';
import { jsonSchemaOf, schemaText } from '../../../cli/schema/json-schema.ts';
import { SCHEMA_KINDS, type SchemaKind, schemaFile } from '../../../cli/schema/schema-kinds.ts';
import type { JsonSchema } from '../../../cli/schema/tidy-schema.ts';
import { mutated } from '../../support/mutated-data.ts';
import { playbookFiles } from '../../support/playbook-files.ts';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
ajv.addVocabulary(['patternErrorMessage', 'markdownDescription']);
const validators = Object.fromEntries(
  SCHEMA_KINDS.map((kind) => [kind, ajv.compile(jsonSchemaOf(kind))]),
) as unknown as Record<SchemaKind, ValidateFunction>;

const isValid = (kind: SchemaKind, data: unknown): boolean => validators[kind](data);
const passesCheck = (kind: SchemaKind, data: unknown): boolean =>
  FILE_SCHEMAS[kind].schema.safeParse(data).success;

/** The language's corners, as they may be written. */
const GOOD: [SchemaKind, string][] = [
  ['segment', 'when: everyone'],
  ['segment', 'when: { any: [{ not: everyone }, { all: [{ segment: vip, for: 30 days }] }] }'],
  ['segment', 'when: { event: any, count: 0, within: [60 days, 30 days] }'],
  ['segment', 'when: { event: [A, B], where: { a.b: [1, 2], c: { atLeast: 2026-03-01 } }, within: visit }'],
  ['segment', 'when: { event: A, since: { event: B, where: { a: x }, for: " 3 DAYS " } }'],
  ['segment', 'when: { event: A, since: entry, sum: { of: revenue, atLeast: 500.5 } }'],
  ['segment', 'when: { event: A, matching: { event: B, on: { product_id: products.product_id } } }'],
  ['segment', 'when: { trait: a.b, some: { c: { some: { d: { matches: "^x", ignoreCase: true } } } } }'],
  ['segment', 'when: { trait: birthday, before: 18 years ago }'],
  ['segment', 'when: { sequence: [{ event: A }, { not: { event: B }, for: PT2H }], span: 2 hours }'],
  ['segment', 'when: { affinity: category, is: Dresses, share: { atLeast: 0.5 }, within: 30 days }'],
  ['segment', 'when: { at: any, zone: { startsWith: table- } }'],
  ['segment', 'when: { message: win-back, status: opened, within: 1 week }'],
  ['trait', 'count: true\nof: { event: A }\nminus: { sum: refund, of: { event: B } }'],
  ['campaign', 'trigger: [{ segment: a, on: exit }, { event: B }]\nsteps: [{ wait: P1D }]'],
  [
    'campaign',
    'trigger: { event: A }\nsteps: [{ send: { channel: webhook, destination: d, body: [1, { a: null }] } }]',
  ],
  [
    'campaign',
    'trigger: { segment: a, schedule: { every: week, day: monday, at: "10:00" } }\nsteps: [{ end: true }]',
  ],
  ['campaign', 'trigger: { segment: a, schedule: { at: 2026-05-01T10:00 } }\nsteps: [{ grant: gift }]'],
  [
    'campaign',
    'trigger: [{ date: birthday, yearly: true, before: 7 days, at: "09:00" }, { event: A, every: 3, late: true }]\nsteps: [{ wait: { until: "09:00" } }]',
  ],
  [
    'campaign',
    'trigger: { event: A, matching: { event: B, on: { a: b } }, since: { segment: c } }\nsteps: [{ wait: { until: { event: B, where: { a: 1 } }, atMost: 1 day } }, { wait: { until: event.properties.checkIn, before: 3 days } }]',
  ],
  [
    'campaign',
    'trigger: { event: A }\nsteps: [{ branch: [{ if: { segment: vip }, steps: [{ split: [{ weight: 0.5, steps: [] }, { weight: 1, steps: [{ end: true }] }] }] }, { else: [] }] }]',
  ],
  [
    'campaign',
    'trigger: { event: A }\nsteps: [{ send: { channel: [sms, push], text: t, title: t, body: b, rate: 1000 per hour, offer: gift } }, { set: { traits: { a: [1, { b: "{{ profile.c }}" }] } } }]',
  ],
  [
    'campaign',
    'trigger: { event: A }\nsteps: [{ wait: 1 day }]\nfrequency: once per visit\nholdout: 10%\ngoal: { event: B, within: 7 days }\ntopics: [rooms]\npriority: -1\nactive: { from: 2026-12-01, to: 2026-12-24T18:00 }\npaused: true',
  ],
  [
    'playbook',
    'name: House\ntimezone: UTC\nsuppress: [{ name: s, when: everyone, purposes: [marketing], topics: [a], except: [b] }]\ncaps: [{ channel: sms, atMost: 1, per: 1 day }]\nquietHours: { from: "21:00", to: "09:00", channels: [sms, push] }\ncontrol: 5%',
  ],
  [
    'test',
    'story: s\nstart: 2026-03-02\nsteps: [{ expect: { goal: win-back } }, { expect: { goal: [a, b] } }]',
  ],
  [
    'test',
    'story: s\nstart: 2026-03-02\nsteps: [{ expect: { suppressed: { campaign: a, channel: sms, reason: channel consent }, ended: [{ campaign: a, reason: no date }], held: { campaign: a }, failed: { campaign: a, reason: x }, notBegun: { campaign: a, reason: if } } }]',
  ],
  [
    'test',
    'story: s\nstart: 2026-03-02\ndraws: { control: out, a.split: 2 }\nsteps: [{ track: A, as: { userId: a }, draws: { a.holdout: in } }, { failing: none }, { failing: { channel: [email, sms], reason: x } }, { deploy: {} }, { deploy: { playbook: { caps: null }, segments: { a: { when: everyone } }, campaigns: { a: null } } }]',
  ],
  ['test', 'story: s\nstart: 2026-03-02\nsteps: [{ identify: { userId: 7, traits: { a: [null, {}] } } }]'],
];

const FILES = [
  ...playbookFiles(),
  ...GOOD.map(([kind, text]) => ({ file: text, kind, data: parse(text) as unknown })),
];

describe('the JSON Schemas of a playbook’s files', () => {
  it.each(SCHEMA_KINDS)('given the one of a %s, then schemas/ has it as it is now', (kind) => {
    // Else: npm run schemas
    expect(readFileSync(`schemas/${schemaFile(kind)}`, 'utf8')).toBe(schemaText(kind));
  });

  it.each(playbookFiles())('given playbooks/$file, then it is valid', ({ kind, data }) => {
    validators[kind](data);
    expect(validators[kind].errors).toBeNull();
  });

  it.each(GOOD)('given a %s, %s, then it is as good to one as to the other', (kind, text) => {
    const data = parse(text);
    expect(isValid(kind, data)).toBe(passesCheck(kind, data));
    expect(isValid(kind, data)).toBe(true);
  });

  it.each<[SchemaKind, string]>([
    ['playbook', 'name: House'],
    ['playbook', 'name: House\ntimezone: UTC\ntimezon: UTC'],
    ['playbook', 'name: House\ntimezone: UTC\nretention: {}'],
    ['playbook', 'name: House\ntimezone: UTC\ncaps: [{ channel: email }]'],
    ['playbook', 'name: House\ntimezone: UTC\nquietHours: { from: 9pm, to: "09:00", channels: [sms] }'],
    ['playbook', 'name: House\ntimezone: UTC\nsuppress: [{ when: everyone }]'],
    ['playbook', 'name: House\ntimezone: UTC\nconsent: { marketing: optin }'],
    ['playbook', 'name: House\ntimezone: UTC\nidentity: { namespaces: [{ name: 1a }] }'],
    ['segment', 'wen: everyone'],
    ['segment', 'when: everybody'],
    ['segment', 'when: { all: [] }'],
    ['segment', 'when: { evnt: A }'],
    ['segment', 'when: { event: A, segment: b }'],
    ['segment', 'when: { event: A, count: -1 }'],
    ['segment', 'when: { event: A, count: 1.5 }'],
    ['segment', 'when: { event: A, count: {} }'],
    ['segment', 'when: { event: A, within: 3 dyas }'],
    ['segment', 'when: { event: A, within: [3 days] }'],
    ['segment', 'when: { event: A, where: { a..b: 1 } }'],
    ['segment', 'when: { event: A, where: { a: { atleast: 1 } } }'],
    ['segment', 'when: { event: A, sum: { of: revenue } }'],
    ['segment', 'when: { event: "  " }'],
    ['segment', 'when: { trait: tags }'],
    ['segment', 'when: { trait: tags, exists: yes please }'],
    ['segment', 'when: { like: bought-suit, top: 5% }'],
    ['segment', 'when: { not: { sequence: [{ event: A }] } }'],
    ['trait', 'sum: revenue'],
    ['trait', 'sum: revenue\nof: { evnt: A }'],
    ['trait', 'count: 1\nof: { event: A }'],
    ['campaign', 'trigger: { segment: a }\nsteps: []'],
    ['campaign', 'trigger: { segment: a, on: leaving }\nsteps: [{ wait: 1 day }]'],
    ['campaign', 'trigger: { segment: a }\nsteps: [{ send: { channel: emial, subject: x } }]'],
    ['campaign', 'trigger: { segment: a }\nsteps: [{ send: { channel: sms } }]'],
    ['campaign', 'trigger: { segment: a }\nsteps: [{ send: { channel: sms, text: x, subject: y } }]'],
    ['campaign', 'trigger: { segment: a }\nsteps: [{ grant: "a b" }]'],
    ['campaign', 'trigger: { segment: a }\nsteps: [{ end: false }]'],
    ['campaign', 'trigger: { segment: a }\nsteps: [{ branch: [{ if: { evnt: A }, steps: [] }] }]'],
    [
      'campaign',
      'trigger: { segment: a }\nsteps: [{ split: [{ weight: 0, steps: [] }, { weight: 1, steps: [] }] }]',
    ],
    ['campaign', 'trigger: { segment: a }\nsteps: [{ send: { channel: [sms, staff], text: x } }]'],
    ['campaign', 'trigger: { date: birthday }\nsteps: [{ wait: 1 day }]'],
    ['campaign', 'trigger: { event: A, every: 1 }\nsteps: [{ wait: 1 day }]'],
    ['test', 'story: s\nstart: 2026-03-02\nsteps: [{ trak: A }]'],
    ['test', 'story: s\nstart: 2026-03-02\nsteps: [{ expect: { mesages: 0 } }]'],
  ])('given a %s that is wrong, %s, then both refuse it', (kind, text) => {
    const data = parse(text);
    expect(passesCheck(kind, data)).toBe(false);
    expect(isValid(kind, data)).toBe(false);
  });

  it('given any file near a real one, then what check takes the schema takes', () => {
    let taken = 0;
    const files = fc.constantFrom(...FILES);
    const near = files.chain((file) => mutated(file.data, FILES).map((data) => ({ ...file, data })));
    fc.assert(
      fc.property(near, ({ kind, data }) => {
        if (!passesCheck(kind, data)) return;
        taken += 1;
        expect(isValid(kind, data), JSON.stringify(data)).toBe(true);
      }),
      { numRuns: 6_000, seed: 1 },
    );
    // Not one in a hundred thousand, so that the law is asked often.
    expect(taken).toBeGreaterThan(500);
  });

  it('given every key of every kind, then an editor has something to say of it', () => {
    const silent = SCHEMA_KINDS.flatMap((kind) => keysWithoutDescription(jsonSchemaOf(kind), kind));
    // Else: cli/schema/key-descriptions.ts
    expect(silent).toEqual([]);
  });

  it('given options of a union, then each that is a mapping has a title', () => {
    const { definitions } = jsonSchemaOf('segment');
    const options = definitions?.condition?.anyOf ?? [];
    const titles = options.flatMap(({ type, title }) => (type === 'object' ? [title] : []));
    expect(titles).toEqual(
      expect.arrayContaining(['all', 'any', 'not', 'event', 'trait', 'segment', 'sequence']),
    );
    expect(titles).not.toContain(undefined);
  });

  it('given what a later version brings, then no editor offers it', () => {
    expect(Object.keys(jsonSchemaOf('playbook').properties ?? {})).not.toContain('retention');
    expect(SCHEMA_KINDS.map(schemaText).join()).not.toContain('"not": {}');
    expect(SCHEMA_KINDS.map(schemaText).join()).not.toMatch(/__schema|x-expected/u);
  });
});

/** @param isMap whether it is a map of schemas by name, and no schema */
function keysWithoutDescription(schema: JsonSchema, place: string, isMap = false): string[] {
  return Object.entries(schema).flatMap(([key, value]) => {
    if (typeof value !== 'object' || value === null) return [];
    const isProperties = !isMap && key === 'properties';
    const inner = keysWithoutDescription(value as JsonSchema, `${place}.${key}`, isProperties);
    const silent = Object.entries(isProperties ? (value as Record<string, JsonSchema>) : {});
    return [...inner, ...silent.flatMap(([name, each]) => (each.description ? [] : [`${place}.${name}`]))];
  });
}

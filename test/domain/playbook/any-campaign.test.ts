import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkReferences } from '../../../domain/playbook/check/check-references.ts';
import { compilePlaybook } from '../../../domain/playbook/compile-playbook.ts';
import { loadPlaybook } from '../../../domain/playbook/load-playbook.ts';
import { rehearseProgram } from '../../../domain/playbook/program/rehearse-program.ts';
import { programSchema } from '../../../lambdas/handlers/flows/playbook-request.ts';
import { mutated } from '../../support/mutated-data.ts';

const CAMPAIGN = `
trigger:
  - { segment: vip }
  - { event: A, where: { b: 1 }, every: 3, since: { event: C }, late: true }
  - { event: A, matching: { event: C, on: { d: d } }, since: 2026-03-01 }
  - { event: A, since: { event: C, for: 1 day } }
if: { event: A }
stopWhen: { event: C }
frequency: once per visit
goal: { event: A, within: 7 days }
topics: [suits]
active: { from: 2026-12-01, to: 2026-12-24T18:00 }
holdout: 10%
priority: 3
steps:
  - wait: { until: "09:00" }
  - wait: { until: { event: A, where: { b: 1 } }, atMost: 1 day }
  - wait: { until: event.properties.checkIn, before: 3 days }
  - branch: [{ if: { event: A, since: entry }, steps: [{ wait: P1D }, { end: true }] }, { else: [{ grant: gift }] }]
  - split: [{ weight: 1, steps: [{ branch: [{ if: { segment: vip }, steps: [] }] }] }, { weight: 2.5, steps: [] }]
  - set: { traits: { a: "{{ event.properties.b }}", c: [1, { d: true }] } }
  - send: { channel: [sms, push], text: t, title: t, body: b, rate: 1000 per hour, offer: gift }
`;
const SCHEDULED = `
trigger:
  - { segment: vip, schedule: { every: week, day: monday, at: "10:00" } }
  - { segment: vip, schedule: { every: year, month: 2, day: 29, at: "10:00" } }
  - { segment: vip, schedule: { at: 2026-05-01T10:00 } }
  - { date: birthday, yearly: true, before: 7 days, at: "09:00" }
frequency: once per 3 days
paused: true
steps: [{ send: { channel: sms, text: "{{ profile.a }}" } }, { wait: { until: profile.birthday, before: 1 month } }]
`;
const HOUSE = `
name: House
timezone: Europe/Berlin
channels: { push: { ios: arn:ios } }
visit: { begins: [A], endsAfter: 4 hours }
suppress: [{ name: s, when: { event: A, within: 7 days }, purposes: [marketing], topics: [suits], except: [suits] }]
caps: [{ channel: sms, atMost: 1, per: 1 day }]
quietHours: { from: "21:00", to: "09:00", channels: [sms, push] }
control: 5%
`;

const FILES = Object.entries({
  'playbook.yaml': HOUSE,
  'segments/vip.yaml': 'when: { event: A }',
  'campaigns/one.yaml': CAMPAIGN,
  'campaigns/two.yaml': SCHEDULED,
}).map(([path, text]) => ({ path, text, data: parse(text) as unknown }));

it('given any campaign and any rules near ones in order, then they are refused in words, or they compile, run and are stored', () => {
  let taken = 0;
  const places = fc.constantFrom(0, 2, 3);
  const near = places.chain((place) =>
    mutated(FILES[place]?.data, FILES).map((data) =>
      FILES.map((file, index) => (index === place ? { ...file, data } : file)),
    ),
  );
  fc.assert(
    fc.property(near, (files) => {
      const { source, declared, problems } = loadPlaybook(files);
      const all = [...problems, ...(source === undefined ? [] : checkReferences(source, declared))];
      for (const { message } of all) expect(message).not.toMatch(/^$|Invalid|undefined|\[object/u);
      if (source === undefined || all.length > 0) return;
      taken += 1;
      const program = compilePlaybook(source, {});
      expect(() => rehearseProgram(program)).not.toThrow();
      const stored: unknown = JSON.parse(JSON.stringify({ ...program, aggregatesDigest: 'a' }));
      expect(programSchema.safeParse(stored).error?.issues ?? []).toEqual([]);
    }),
    { numRuns: 2_500, seed: 6 },
  );
  expect(taken).toBeGreaterThan(100);
});

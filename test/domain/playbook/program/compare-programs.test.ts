import { expect, it } from 'vitest';
import { comparePrograms } from '../../../../domain/playbook/program/compare-programs.ts';
import { compiled } from '../../../support/a-folder.ts';
import { aProgram } from '../../../support/a-program.ts';

const NOTHING = { added: [], changed: [], removed: [] };

async function changesOf(files: Readonly<Record<string, string | null>>) {
  const before = (await compiled()).program;
  const after = (await compiled(files)).program;
  if (before === undefined || after === undefined) throw new Error('they are in order');
  return comparePrograms(JSON.parse(JSON.stringify(before)), after);
}

it('given the same, as it was stored, then nothing is different', async () => {
  expect(await changesOf({})).toEqual({
    segments: NOTHING,
    traits: NOTHING,
    campaigns: NOTHING,
    templates: NOTHING,
    settings: [],
  });
});

it('given a segment that asks for another window, then its condition has changed, though it is written alike', async () => {
  const lately = (days: number) => ({ 'segments/late.yaml': `when: { event: X, within: ${days} days }\n` });
  const before = (await compiled(lately(3))).program;
  const after = (await compiled(lately(4))).program;
  if (before === undefined || after === undefined) throw new Error('they are in order');
  expect(comparePrograms(before, after).segments.changed).toEqual([{ id: 'late', parts: ['when'] }]);
});

it('given changes of a campaign, a trait and a setting, then they are named with their parts', async () => {
  const { campaigns, traits } = await changesOf({
    'traits/orders.yaml': 'name: Orders\ncount: true\nof: { event: Order Completed }\n',
    'campaigns/hello.yaml': `trigger: { segment: vip }
includeExisting: true
steps:
  - send: { channel: email, template: hello, subject: Good morning }
`,
  });
  expect(campaigns.changed).toEqual([{ id: 'hello', parts: ['steps', 'includeExisting'] }]);
  expect(traits.added).toEqual(['orders']);
  expect(comparePrograms(aProgram({ name: 'A' }), aProgram({ name: 'B', timezone: 'UTC' })).settings).toEqual(
    ['name', 'timezone'],
  );
});

it('given templates whose text is another, that are new and that are gone, then each is named', async () => {
  const { templates } = await changesOf({
    'templates/hello.liquid': '<p>Hello</p>',
    'templates/hello.de.liquid': '<p>Hallo</p>',
  });
  expect(templates).toEqual({
    added: ['hello.de'],
    changed: [{ id: 'hello', parts: ['text'] }],
    removed: [],
  });
  const before = aProgram({ templateDigests: { carte: 'a', menu: 'b' } });
  expect(comparePrograms(before, aProgram({ templateDigests: { menu: 'b' } })).templates).toEqual({
    ...NOTHING,
    removed: ['carte'],
  });
});

it('given other rules on who may be sent what, or another way through a campaign, then they are named', async () => {
  const changes = await changesOf({
    'campaigns/hello.yaml': `trigger: { segment: vip }
holdout: 10%
steps:
  - branch: [{ if: { trait: a, is: 1 }, steps: [{ send: { channel: email, template: hello, subject: Hello } }] }]
`,
  });
  expect(changes.campaigns.changed).toEqual([{ id: 'hello', parts: ['steps', 'holdout'] }]);
  const before = aProgram({ permission: { suppress: [], caps: [], control: 0.05 } });
  const after = aProgram({ permission: { suppress: [], caps: [], control: 0.1 } });
  expect(comparePrograms(before, after).settings).toEqual(['permission']);
});

it('given nothing before, then all is added', () => {
  const after = aProgram({ segments: [{ id: 'all', name: 'All', when: { kind: 'everyone' } }] });
  expect(comparePrograms(undefined, after).segments).toEqual({ ...NOTHING, added: ['all'] });
});

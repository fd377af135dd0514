import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { classifyFile } from '../../domain/playbook/file-kind.ts';
import { loadPlaybook } from '../../domain/playbook/load-playbook.ts';

/** What every file needs, for examples that show a part of one. */
const REST: Readonly<Record<string, object>> = {
  settings: { name: 'House', timezone: 'Europe/Berlin' },
  campaign: { trigger: { event: 'Checked In' }, steps: [{ wait: '1 day' }] },
};

const EXAMPLES = [...readFileSync('docs/playbook.md', 'utf8').matchAll(/^```yaml\n(.*?)^```$/gmsu)].map(
  ([, text = '']) => {
    const data = parse(text) as object;
    const named = /^# (\S+\.yaml)$/mu.exec(text)?.[1];
    const isOfHouse = 'visit' in data;
    return { path: named ?? (isOfHouse ? 'playbook.yaml' : 'campaigns/part.yaml'), data };
  },
);

it('given the examples of docs/playbook.md, then there are some of each kind', () => {
  const kinds = new Set(EXAMPLES.map(({ path }) => classifyFile(path).kind));
  expect([...kinds].sort()).toEqual(['campaign', 'segment', 'settings', 'story', 'trait']);
});

it.each(EXAMPLES)('given the example of $path, then it is valid', ({ path, data }) => {
  const { kind } = classifyFile(path);
  const whole = { ...REST[kind], ...data };
  const house = { path: 'playbook.yaml', text: '', data: REST.settings };
  const files = kind === 'settings' ? [] : [house];
  expect(loadPlaybook([...files, { path, text: '', data: whole }]).problems).toEqual([]);
});

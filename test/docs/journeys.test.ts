import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadPlaybook } from '../../domain/playbook/load-playbook.ts';
import { SUPPRESSION_REASONS } from '../../domain/playbook/schema/outcome-reasons.ts';

const TEXT = readFileSync('docs/journeys.md', 'utf8');

it.each(SUPPRESSION_REASONS)(
  'given the reason %s of the ledger, then docs/journeys.md tells of it',
  (reason) => {
    expect(TEXT).toContain(`\`${reason}\``);
  },
);

it('given the example of docs/journeys.md, then it is a valid playbook.yaml', () => {
  const [, example = ''] = /^```yaml\n# playbook.yaml\n(.*?)^```$/msu.exec(TEXT) ?? [];
  const service = { trigger: { event: 'Checked In' }, topics: ['service'], steps: [{ wait: '1 day' }] };
  const files = [
    {
      path: 'playbook.yaml',
      text: '',
      data: { name: 'House', timezone: 'Europe/Berlin', ...parse(example) },
    },
    { path: 'campaigns/service.yaml', text: '', data: service },
  ];
  expect(example).toContain('quietHours');
  expect(loadPlaybook(files).problems).toEqual([]);
});

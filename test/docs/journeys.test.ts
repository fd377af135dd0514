import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { SuppressionReason } from '../../domain/campaign/delivery/delivery.ts';
import { loadPlaybook } from '../../domain/playbook/load-playbook.ts';

const TEXT = readFileSync('docs/journeys.md', 'utf8');

/** All that the ledger may say: a missing one does not compile. */
const REASONS: Readonly<Record<SuppressionReason, true>> = {
  consent: true,
  'channel consent': true,
  topic: true,
  unreachable: true,
  paused: true,
  'not active': true,
  holdout: true,
  control: true,
  suppression: true,
  cap: true,
  collapsed: true,
  'profile gone': true,
};

it.each(Object.keys(REASONS))(
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
